using RunScope.Testing.Building;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Tests;

public class ProfileBuilderTests
{
    [Theory]
    [InlineData(TaskState.Running)]
    [InlineData(TaskState.Sleeping)]
    [InlineData(TaskState.DiskSleep)]
    [InlineData(TaskState.Stopped)]
    public void The_evidence_in_the_JSON_is_what_a_limit_over_all_threads_is_judged_by(TaskState state)
    {
        var written = ProfileJson.Parse(ProfileJson.ToJson(Example())).Evidence[state];

        var (low, high) = JudgedInterval(state);

        (written.Low ?? Share(state)).ShouldBe(low, 1e-9);
        (written.High ?? Share(state)).ShouldBe(high, 1e-9);
    }

    private static double Share(TaskState state) => Example().States[state] / Example().States.Total;

    /// <summary>The shares between which a limit is inconclusive: the ends of the interval that it is held against.</summary>
    private static (double Low, double High) JudgedInterval(TaskState state)
    {
        return (Border(missed => missed == FindingOutcome.Missed), Border(kept => kept != FindingOutcome.Kept));

        double Border(Func<FindingOutcome, bool> isBelow)
        {
            double below = 0, above = 1;
            for (var i = 0; i < 60; i++)
            {
                var limit = (below + above) / 2;
                var outcome = new ThreadStateAttribute(state) { Threads = "All", AtMost = limit }.Evaluate([Example()]).Outcome;
                if (isBelow(outcome)) below = limit;
                else above = limit;
            }

            return below;
        }
    }

    [Theory]
    [InlineData(104, 0.3, 100)]
    [InlineData(104, 0.00002, 20)]
    [InlineData(-1, 0.00002, 20)]
    [InlineData(4, 0.3, 0)]
    public void No_more_threads_lived_unseen_than_were_created_and_than_CPU_time_is_left_for(long created, double unattributed, long unseen)
    {
        var recording = Recorded();
        recording.CreatedTasks = created;
        recording.CpuNs = 5_000_000_000 + (long)(unattributed * 1e9);

        Build(recording).UnseenThreads.ShouldBe(unseen);
    }

    [Fact]
    public void Nothing_is_said_of_unseen_threads_where_nothing_is_known() => Build(Recorded()).UnseenThreads.ShouldBeNull();

    [Theory]
    [InlineData(80, 50, 60, 80, 80)]
    [InlineData(40, 30, 50, 30, 50)]
    public void The_peak_of_memory_is_exact_above_what_the_recorder_hands_on_and_bounded_by_it_below(long reaped, long sampled, long recorder, long peak, long most)
    {
        var recording = Recorded();
        (recording.ReapedPeakMemory, recording.SampledPeakMemory, recording.RecorderPeakMemory, recording.SampledPeakIsRecent) = (reaped, sampled, recorder, true);

        var profile = Build(recording);

        profile.PeakMemory.ShouldBe(new ByteSize(peak));
        profile.PeakMemoryAtMost.ShouldBe(new ByteSize(most));
    }

    [Theory]
    [InlineData(0, 2000, ThreadRole.Waiter)]
    [InlineData(1000, 1200, ThreadRole.Application)]
    public void A_thread_that_waits_for_any_signal_waits_for_its_children_while_it_has_some(long begin, long end, ThreadRole role)
    {
        const long ns = 1_000_000;
        var recording = new Recording { WallNs = 2000 * ns, RootPid = 42, Engine = "procfs", SampleRate = 100, BucketNs = 10 * ns };
        recording.Processes.Add(new RecordedProcess(1, 42, 41, "sh", "/bin/sh", RuntimeKind.None, 0, 2000 * ns));
        recording.Processes.Add(new RecordedProcess(2, 50, 42, "sleep", "/bin/sleep", RuntimeKind.None, begin * ns, end * ns));
        recording.Processes.Add(new RecordedProcess(3, 51, 42, "sleep", "/bin/sleep", RuntimeKind.None, begin * ns, end * ns));
        var totals = new ThreadTotals();
        totals.Exact[0] = 2000 * ns;
        recording.Threads.Add(new RecordedThread
        {
            Id = 1,
            Tid = 42,
            ProcessId = 1,
            Name = "sh",
            EndNs = 2000 * ns,
            Totals = totals,
            Waits = [new RecordedWait(BlockedKind.Sleeping, -1, null, "sigsuspend", 2000 * ns, 200)],
        });

        Build(recording).Threads.ShouldHaveSingleItem().Role.ShouldBe(role);
    }

    [Theory]
    [InlineData(80, 70, 60, 90, 90L, 90L)]
    [InlineData(40, 30, 60, 70, 70L, 70L)]
    [InlineData(40, 30, 60, 50, 50L, 60L)]
    [InlineData(80, 70, 60, -1, 80L, null)]
    [InlineData(40, 30, 60, -1, 30L, null)]
    [InlineData(40, -1, 60, -1, null, null)]
    public void The_peak_of_what_outlived_the_root_counts_and_without_it_nothing_bounds_the_peak(long reaped, long sampled, long recorder, long survivor, long? peak, long? most)
    {
        var recording = Recorded();
        (recording.ReapedPeakMemory, recording.SampledPeakMemory, recording.RecorderPeakMemory, recording.SampledPeakIsRecent) = (reaped, sampled, recorder, true);
        recording.SurvivorPeakMemory = survivor;

        var profile = Build(recording);

        (profile.PeakMemory?.Bytes).ShouldBe(peak);
        (profile.PeakMemoryAtMost?.Bytes).ShouldBe(most);
    }

    // One thread on the CPU most of its life with few samples of the rest, one that waits in several ways, one with unresolved time, two without samples.
    private static ProcessProfile Example() => Build(Recorded());

    [Fact]
    public void What_others_took_of_a_quota_is_what_the_tree_did_not_use()
    {
        var recording = Recorded();
        Build(recording).Host.Noise.ShouldSatisfyAllConditions(n => n.Throttled.ShouldBeNull(), n => n.QuotaUsedByOthers.ShouldBeNull());

        recording.CpuNs = 5_000_000_000;
        recording.ThrottledNs = 70_000_000;
        recording.QuotaUsedNs = 5_300_000_000;
        var noise = Build(recording).Host.Noise;

        noise.Throttled.ShouldBe(TimeSpan.FromMilliseconds(70));
        noise.QuotaUsedByOthers.ShouldBe(TimeSpan.FromMilliseconds(300));
    }

    private static Recording Recorded()
    {
        var recording = new Recording { WallNs = 2_000_000_000, RootPid = 42, Engine = "procfs", SampleRate = 100, BucketNs = 10_000_000 };
        recording.Processes.Add(new RecordedProcess(1, 42, 41, "three", "/bin/three", RuntimeKind.None, 0, 2_000_000_000));
        recording.Threads.Add(Thread(1, running: 1900, (30, 70, 0), (2, 5, 0), unresolved: 0));
        recording.Threads.Add(Thread(2, running: 100, (900, 700, 300), (60, 40, 12), unresolved: 0));
        recording.Threads.Add(Thread(3, running: 1000, (500, 0, 0), (20, 0, 0), unresolved: 500));
        recording.Threads.Add(Thread(4, running: 1000, (500, 300, 0), (0, 0, 0), unresolved: 0));
        recording.Threads.Add(Thread(5, running: 1000, (300, 500, 0), (0, 0, 0), unresolved: 0));
        return recording;
    }

    private static ProcessProfile Build(Recording recording)
    {
        var host = new HostInfo("a CPU", 2, "6.1", ".NET 10", null, new HostNoise(null, null, null, null));
        return ProfileBuilder.Build(recording, "three", [], "/bin/three", host, new OutputTails(null, null, false));
    }

    private static RecordedThread Thread(int id, long running, (long Sleep, long Disk, long Stop) ms, (long Sleep, long Disk, long Stop) samples, long unresolved)
    {
        const long ns = 1_000_000;
        var totals = new ThreadTotals { Running = running * ns, Unresolved = unresolved * ns };
        (totals.Sampled[0], totals.Sampled[1], totals.Sampled[2]) = (ms.Sleep * ns, ms.Disk * ns, ms.Stop * ns);
        (totals.Samples[0], totals.Samples[1], totals.Samples[2]) = samples;
        return new RecordedThread { Id = id, Tid = 41 + id, ProcessId = 1, Name = "worker", EndNs = totals.Lifetime, Totals = totals };
    }
}
