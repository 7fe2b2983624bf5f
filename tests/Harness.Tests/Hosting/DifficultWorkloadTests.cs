using System.Globalization;
using System.Text.Json;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

[Collection(RealProcesses.Name)]
public sealed class DifficultWorkloadTests
{
    [Fact]
    public async Task A_process_that_exits_at_once_has_a_profile_with_closed_books()
    {
        var profile = await Workload.ProfileAsync(Workload.Wrap("true"));

        profile.ExitCode.ShouldBe(0);
        profile.CpuTime.ShouldNotBeNull();
        profile.CpuTime.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        profile.WallTime.ShouldBeGreaterThan(TimeSpan.Zero);
        profile.Processes[0].ProcessId.ShouldBe(profile.Target.ProcessId);
        profile.ShouldBeClosed();
        profile.ShouldRoundTrip();
    }

    [Fact]
    public async Task A_process_of_one_millisecond_has_its_CPU_time_and_its_states()
    {
        // dash does about ten thousand such steps in some milliseconds.
        var command = Workload.Wrap("sh").WithArguments(["-c", "i=0; while [ $i -lt 5000 ]; do i=$((i+1)); done"]);

        var profile = await Workload.ProfileAsync(command, new() { SampleRate = 1 });

        profile.CpuTime!.Value.ShouldBeGreaterThan(TimeSpan.FromMicroseconds(200));
        profile.States.Running.ShouldBeGreaterThan(TimeSpan.Zero);
        (profile.States.Running - profile.CpuTime.Value).ShouldBeLessThan(TimeSpan.FromMilliseconds(1));
        profile.ShouldBeClosed();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task The_slowest_and_the_fastest_rate_keep_the_books_closed(int rate)
    {
        var profile = await Workload.ProfileAsync(Workload.Verb("duty", "--threads", "3", "--duration", "700ms"), new() { SampleRate = rate });

        profile.ExitCode.ShouldBe(0);
        profile.Engine.SampleRate.ShouldBe(rate);
        profile.ShouldBeClosed();
    }

    [Fact]
    public async Task A_thousand_children_are_accounted_for()
    {
        var (profile, truth) = await Workload.TruthOfAsync(["forks", "1000"]);

        truth.Counts["failed"].ShouldBe(0);
        profile.ExitCode.ShouldBe(0);
        profile.CpuTime!.Value.ShouldBeGreaterThan(Nanoseconds(truth.ChildrenCpuNs));
        profile.UnattributedCpu.ShouldNotBeNull();
        profile.ShouldBeClosed();
    }

    [Fact]
    public async Task Five_hundred_threads_are_all_seen()
    {
        var (profile, _) = await Workload.TruthOfAsync(["threads", "500", "--duration", "4s"]);

        profile.ExitCode.ShouldBe(0);
        profile.Threads.Where(t => t.Name.StartsWith("worker-", StringComparison.Ordinal)).Select(t => t.Name).Distinct().Count().ShouldBe(500);
        profile.ShouldBeClosed();
    }

    [Fact]
    public async Task Few_descriptors_cost_time_but_no_thread()
    {
        var lines = new Lines();
        var host = Workload.Wrap("sh")
            .WithArguments(["-c", "ulimit -n 160; exec \"$@\"", "sh", Workload.Host, "profile", Workload.Program, "threads", "150", "--duration", "3s"])
            .WithStandardOutputPipe(lines.Target)
            .ExecuteAsync();

        var ended = await lines.NextAsync(json => json.TryGetProperty("host", out _));
        await host.Task.Patiently();

        ended.TryGetProperty("error", out var error).ShouldBeFalse(error.ToString());
        ended.GetProperty("exitCode").GetInt32().ShouldBe(0);
        ended.GetProperty("threads").EnumerateArray().Count(t => t.GetString()!.StartsWith("worker-", StringComparison.Ordinal)).ShouldBe(150);
        ended.GetProperty("warnings").EnumerateArray().ShouldContain(w => w.GetString()!.Contains("Descriptors ran out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no")]
    [InlineData("yes")]
    public async Task A_process_that_executes_itself_again_stays_one_process(string fromThread)
    {
        var (profile, truth) = await Workload.TruthOfAsync(["reexec", "--times", "3", "--cpu-time", "100ms", "--from-thread", fromThread]);

        profile.ExitCode.ShouldBe(0);
        truth.Counts["timesLeft"].ShouldBe(0);
        truth.Pid.ShouldBe(profile.Target.ProcessId);
        profile.Processes.ShouldHaveSingleItem();
        profile.CpuTime!.Value.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(400));
        profile.ShouldBeClosed();
    }

    [Fact]
    public async Task A_shell_that_becomes_a_program_is_named_like_the_program()
    {
        var profile = await Workload.ProfileAsync(Workload.Wrap("sh").WithArguments(["-c", "exec sleep 0.5"]));

        profile.Processes.ShouldHaveSingleItem().Name.ShouldBe("sleep");
        profile.Target.Name.ShouldBe("sleep");
        profile.Target.Command.ShouldBe("sh");
        profile.ShouldBeClosed();
    }

    [Fact]
    public async Task Hostile_thread_names_survive_in_valid_JSON()
    {
        var (profile, truth) = await Workload.TruthOfAsync(["names", "--duration", "1s"]);

        var names = profile.Threads.Select(t => t.Name).ToList();
        foreach (var thread in truth.Threads.Where(t => t.NameHex is null && t.Name.Length > 0)) names.ShouldContain(thread.Name);
        names.ShouldContain(name => name.StartsWith("a\nb\tc", StringComparison.Ordinal));
        names.ShouldContain(name => name.EndsWith("bad", StringComparison.Ordinal));
        profile.Threads.Length.ShouldBeGreaterThanOrEqualTo(truth.Threads.Length);
        profile.ShouldBeClosed();
        profile.ShouldRoundTrip();
        using var json = JsonDocument.Parse(ProfileJson.ToJson(profile));
        json.RootElement.GetProperty("threads").GetArrayLength().ShouldBe(profile.Threads.Length);
    }

    [Fact]
    public async Task Threads_that_live_between_two_rounds_are_counted_in_the_unattributed_CPU_time()
    {
        var (profile, truth) = await Workload.TruthOfAsync(["churn", "--count", "300", "--life", "1ms"], new() { SampleRate = 10 });

        var seen = profile.Threads.Aggregate(TimeSpan.Zero, (sum, t) => sum + t.CpuTime!.Value);
        (seen + profile.UnattributedCpu!.Value - profile.CpuTime!.Value).Duration().ShouldBeLessThan(TimeSpan.FromMilliseconds(2));
        profile.CpuTime.Value.ShouldBeGreaterThan(Nanoseconds(truth.Counts["shortThreadsCpuNs"]));
        profile.ShouldBeClosed();
    }

    [Fact]
    public async Task A_very_long_command_line_is_kept_whole()
    {
        var arguments = Enumerable.Range(0, 3000).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToArray();

        var profile = await Workload.ProfileAsync(Workload.Wrap("true").WithArguments(arguments));

        profile.Target.Arguments.ShouldBe(arguments);
    }

    private static TimeSpan Nanoseconds(long ns) => TimeSpan.FromTicks(ns / TimeSpan.NanosecondsPerTick);
}
