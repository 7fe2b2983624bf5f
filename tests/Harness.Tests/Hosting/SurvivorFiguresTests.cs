using System.Globalization;
using CliWrap;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

/// <summary>What a tree has used includes what those have used who outlive its root.</summary>
[Collection(RealProcesses.Name)]
public sealed class SurvivorFiguresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lines _lines = new();

    [Fact]
    public async Task What_a_survivor_has_switched_and_written_is_counted()
    {
        const int blocks = 300;
        var file = Path.Combine(_folder.Path, "written");
        var root = await StartAsync("dd bs=4096 oflag=dsync status=none of=\"$1\" <>\"$0\" &", file);

        // A block at a time: whoever has written one waits for the next, at least once for each.
        using var fifo = new FileStream(Fifo, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        for (var block = 1; block <= blocks; block++)
        {
            fifo.Write(new byte[4096]);
            var length = block * 4096;
            await Patience.UntilAsync(() => new FileInfo(file) is { Exists: true } written && written.Length >= length, "the block is written");
        }

        await Patience.UntilAsync(() => Processes.StateOf(root.Survivor.Pid) == 'S', "it waits for the next block");
        var truth = Status(root.Survivor.Pid, "status");
        var storage = Status(root.Survivor.Pid, "io");
        var profile = await root.EndAsync();

        truth["voluntary_ctxt_switches"].ShouldBeGreaterThanOrEqualTo(blocks);
        profile.VoluntarySwitches!.Value.ShouldBeGreaterThanOrEqualTo(truth["voluntary_ctxt_switches"]);
        profile.InvoluntarySwitches!.Value.ShouldBeGreaterThanOrEqualTo(truth["nonvoluntary_ctxt_switches"]);
        profile.Io!.Written.Bytes.ShouldBeGreaterThanOrEqualTo(storage["write_bytes"]);
        profile.Io.Read.Bytes.ShouldBeGreaterThanOrEqualTo(storage["read_bytes"]);
        profile.Engine.Warnings.ShouldNotContain(w => w.Contains("outlived"));
    }

    [Fact]
    public async Task Switches_that_the_kernel_does_not_tell_are_unknown_with_a_word_why()
    {
        var root = await StartAsync("sh -c '/bin/true; read line' <>\"$0\" &");
        await Patience.UntilAsync(() => Processes.StateOf(root.Survivor.Pid) == 'S' && HasReaped(root.Survivor.Pid), "its child has ended");

        var profile = await root.EndAsync();

        profile.VoluntarySwitches.ShouldBeNull();
        profile.InvoluntarySwitches.ShouldBeNull();
        profile.Io.ShouldNotBeNull();
        profile.CpuTime.ShouldNotBeNull();
        profile.Engine.Warnings.Where(w => w.Contains("outlived")).ShouldContain(w => w.StartsWith("Context switches are unknown"));
        WarningTexts.OfTheWhole(profile.Engine).ShouldNotContain(w => w.Contains("outlived"), "it is of no interest to a test about states");
    }

    [Fact]
    public async Task Memory_that_a_survivor_took_just_before_the_end_counts()
    {
        // 64 MiB by doubling, without a child; then the root is told to end at once.
        const string grow = "x=xxxxxxxxxxxxxxxx; i=0; while [ $i -lt 22 ]; do x=$x$x; i=$((i+1)); done; echo grown >\"$0\"; read line <>\"$0.never\"";
        const string root = "mkfifo \"$0\" \"$0.never\"; sh -c \"$1\" \"$0\" & read line <\"$0\"";

        var profile = await Workload.ProfileAsync(Workload.Wrap("sh").WithArguments(["-c", root, Fifo, grow]));

        profile.ExitCode.ShouldBe(0);
        profile.PeakMemory!.Value.Bytes.ShouldBeGreaterThan(64 << 20);
        profile.PeakMemoryAtMost.ShouldBe(profile.PeakMemory);
        profile.ShouldUseMemory(atLeast: "64MiB");
        Should.Throw<Exception>(() => profile.ShouldUseMemory(atMost: "64MiB")).Message.ShouldContain("exact");
    }

    [Fact]
    public async Task Memory_of_a_survivors_ended_children_is_unknown_and_keeps_no_limit()
    {
        var root = await StartAsync("sh -c '/bin/true; read line' <>\"$0\" &");
        await Patience.UntilAsync(() => Processes.StateOf(root.Survivor.Pid) == 'S' && HasReaped(root.Survivor.Pid), "its child has ended");

        var profile = await root.EndAsync();

        profile.PeakMemoryAtMost.ShouldBeNull();
        new PeakMemoryAttribute { AtMost = "1GB" }.Evaluate([profile]).ShouldSatisfyAllConditions(
            f => f.Outcome.ShouldBe(FindingOutcome.Inconclusive),
            f => f.Evidence.ShouldContain("outlived the workload"));
    }

    public void Dispose() => _folder.Dispose();

    private string Fifo => Path.Combine(_folder.Path, "fifo");

    /// <summary>Starts a shell that leaves something running in the background, and ends when it is told to.</summary>
    private async Task<Root> StartAsync(string background, string argument = "")
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var command = Workload.Wrap("sh")
            .WithArguments(["-c", $$"""mkfifo "$0"; {{background}} echo "{\"ready\": $!}"; read line""", Fifo, argument])
            .WithStandardInputPipe(PipeSource.Create(async (_, _) => await ended.Task))
            .WithStandardOutputPipe(_lines.Target);
        var running = await ProcessProfiler.StartAsync(command);
        return new Root(running, ended, Processes.Living((await _lines.ReadyAsync()).GetProperty("ready").GetInt32()));
    }

    private static bool HasReaped(int pid) => ProcView.StatField(File.ReadAllText($"/proc/{pid}/stat"), 11) != "0";

    private static Dictionary<string, long> Status(int pid, string file) => File.ReadLines($"/proc/{pid}/{file}")
        .Select(line => line.Split(':', StringSplitOptions.TrimEntries))
        .Where(parts => long.TryParse(parts[1], CultureInfo.InvariantCulture, out _))
        .ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture));

    private sealed record Root(RunningProcess Running, TaskCompletionSource Ended, Launch.ProcessTree.Member Survivor)
    {
        public async Task<ProcessProfile> EndAsync()
        {
            Ended.SetResult();
            return await Running.Completion.Patiently();
        }
    }
}
