using System.Globalization;
using System.Text;
using System.Threading.Channels;
using CliWrap;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

/// <summary>What is counted over a span against what the kernel says at its ends, and against what those say who lived in it.</summary>
[Collection(RealProcesses.Name)]
public sealed class PhaseCountersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lines _lines = new();
    private readonly Channel<string> _input = Channel.CreateUnbounded<string>();

    [Fact]
    public async Task Switches_of_threads_that_live_on_are_those_from_mark_to_mark()
    {
        var running = await ProcessProfiler.StartAsync(
            Workload.Verb("target", "--threads", "2", "--busy", "200us", "--idle", "1ms").WithStandardOutputPipe(_lines.Target));
        await using var _ = running;
        await _lines.ReadyAsync();

        var (before, phase) = (Workers.Switches(running.ProcessId), await running.PhaseAsync("span"));
        var first = Workers.Switches(running.ProcessId);
        await Patience.UntilAsync(() => Workers.Switches(running.ProcessId).Voluntary > first.Voluntary + 300, "the threads have switched");
        var last = Workers.Switches(running.ProcessId);
        await phase.DisposeAsync();
        var after = Workers.Switches(running.ProcessId);
        var profile = await running.StopAsync().Patiently();

        var threads = profile.Phases.Single().Threads.Where(t => profile.Threads.Single(p => p.Id == t.Id).Name.StartsWith("worker-", StringComparison.Ordinal)).ToArray();
        threads.Length.ShouldBe(2);
        threads.Sum(t => t.VoluntarySwitches!.Value).ShouldBeInRange(last.Voluntary - first.Voluntary, after.Voluntary - before.Voluntary);
        threads.Sum(t => t.InvoluntarySwitches!.Value).ShouldBeInRange(last.Involuntary - first.Involuntary, after.Involuntary - before.Involuntary);
        threads.ShouldAllBe(t => t.Switches - t.VoluntarySwitches - t.InvoluntarySwitches <= 1);
        profile.Phases[0].VoluntarySwitches!.Value.ShouldBeInRange(threads.Sum(t => t.VoluntarySwitches!.Value), profile.VoluntarySwitches!.Value);
    }

    [Fact]
    public async Task Switches_of_threads_that_ended_within_the_span_are_counted()
    {
        // The program begins and ends between the marks.
        var running = await StartShellAsync($"'{Workload.Program}' pingpong --work 100us --count 1500 >\"$0\"");
        await using var _ = running;
        var output = Path.Combine(_folder.Path, "output");

        await using (await running.PhaseAsync("span"))
        {
            await GoOnAsync();
        }

        var profile = await EndAsync(running);

        var truth = System.Text.Json.JsonDocument.Parse(File.ReadLines(output).Last()).RootElement;
        var told = truth.GetProperty("voluntarySwitches").GetInt64() + truth.GetProperty("involuntarySwitches").GetInt64();
        var phase = profile.Phases.Single();
        var seen = phase.Threads.Sum(t => t.Switches!.Value);
        told.ShouldBeGreaterThan(1500);

        // A busy machine may delay rounds, so that the ends of the threads are not seen: then they are in what no thread accounts for.
        (seen + profile.UnattributedSwitches!.Value).ShouldBeGreaterThanOrEqualTo(told);
        seen.ShouldBeLessThanOrEqualTo(profile.VoluntarySwitches!.Value + profile.InvoluntarySwitches!.Value);
        seen.ShouldBeGreaterThan(told / 2);
    }

    [Fact]
    public async Task Bytes_that_reached_storage_are_those_from_mark_to_mark_with_those_of_ended_children()
    {
        var running = await StartShellAsync("dd if=/dev/zero of=\"$0\" bs=64k count=64 conv=fsync status=none");
        await using var _ = running;

        await using (await running.PhaseAsync("nothing"))
        {
        }

        var before = Written(running.ProcessId);
        await using (await running.PhaseAsync("written"))
        {
            await GoOnAsync();
        }

        var truth = Written(running.ProcessId) - before;
        var profile = await EndAsync(running);

        profile.Phases.Select(p => p.Io!.Written.Bytes).ShouldBe([0, truth]);
        profile.Io!.Written.Bytes.ShouldBeGreaterThanOrEqualTo(truth);
    }

    [Fact]
    public async Task A_span_that_nobody_ended_has_the_storage_up_to_the_end()
    {
        var running = await StartShellAsync("dd if=/dev/zero of=\"$0\" bs=64k count=64 conv=fsync status=none");
        await using var _ = running;
        await running.PhaseAsync("open");
        await GoOnAsync();
        var truth = Written(running.ProcessId);

        var profile = await EndAsync(running);

        profile.Phases.Single().Io!.Written.Bytes.ShouldBe(truth);
    }

    [Fact]
    public async Task Turns_on_a_CPU_are_the_sum_of_both_kinds_of_switches()
    {
        var (profile, truth) = await Workload.TruthOfAsync(["pingpong", "--duration", "300ms"]);

        foreach (var worker in profile.Threads.Where(t => t.Name.StartsWith("worker-", StringComparison.Ordinal)))
        {
            var iterations = truth.Threads.Single(t => t.Tid == worker.ThreadId).Iterations;
            worker.Switches!.Value.ShouldBeGreaterThanOrEqualTo(worker.VoluntarySwitches!.Value + worker.InvoluntarySwitches!.Value);
            iterations.ShouldBeGreaterThan(0);
        }

        var tree = profile.VoluntarySwitches!.Value + profile.InvoluntarySwitches!.Value;
        (profile.Threads.Sum(t => t.Switches!.Value) + profile.UnattributedSwitches!.Value).ShouldBe(tree);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A shell that runs a command when it is told to, says so, and ends when it is told to.</summary>
    private async Task<RunningProcess> StartShellAsync(string command)
    {
        var output = Path.Combine(_folder.Path, "output");
        return await ProcessProfiler.StartAsync(Workload.Wrap("sh")
            .WithArguments(["-c", $$"""read line; {{command}}; echo '{"ready": 1}'; read line""", output])
            .WithStandardInputPipe(PipeSource.Create(async (stream, cancellation) =>
            {
                await foreach (var line in _input.Reader.ReadAllAsync(cancellation))
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(line), cancellation);
                    await stream.FlushAsync(cancellation);
                }
            }))
            .WithStandardOutputPipe(_lines.Target));
    }

    private async Task GoOnAsync()
    {
        await _input.Writer.WriteAsync("go\n");
        await _lines.ReadyAsync();
    }

    private async Task<ProcessProfile> EndAsync(RunningProcess running)
    {
        await _input.Writer.WriteAsync("end\n");
        _input.Writer.Complete();
        return await running.Completion.Patiently();
    }

    private static long Written(int pid) => long.Parse(
        File.ReadLines($"/proc/{pid}/io").Single(l => l.StartsWith("write_bytes:", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
}
