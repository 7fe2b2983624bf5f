using System.Collections.Immutable;

namespace RunScope.Testing.Tests;

/// <summary>A made-up server under load for a minute: pools of threads that compute, wait for each other and for storage, in bursts.</summary>
internal static class Server
{
    private const int Buckets = 240;

    private static readonly TimeSpan Wall = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Bucket = Wall / Buckets;

    private static readonly (string Name, double Busy, double Queue, double Disk)[] Pools =
    [
        ("http-{0}", .35, .10, 0), ("worker-{0}", .55, .20, .02), ("io-{0}", .08, .02, .45), ("timer-{0}", .01, .003, 0),
        (".NET TP Worker", .20, .08, 0), ("flush-{0}", .05, .01, .30), ("accept-{0}", .02, .005, 0), ("compact-{0}", .40, .12, .25),
    ];

    public static ProcessProfile Create(int threads)
    {
        var made = Enumerable.Range(0, threads).Select(Thread).ToArray();
        var states = made.Aggregate(StateTimes.Zero, (sum, t) => sum + t.Thread.States);
        return new ProcessProfile
        {
            Target = new TargetInfo("server", ["--port", "8080"], "/usr/bin/server", 4000, "server"),
            StartedAt = new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.Zero),
            WallTime = Wall,
            ExitSignal = 15,
            EndedBy = EndedBy.Harness,
            Engine = new EngineInfo("procfs", "The scheduler's accounting is readable.", 100, 6000, 5994, 12, 0, TimeSpan.FromMilliseconds(610), []),
            Host = new HostInfo("Example CPU 3.0 GHz", 64, "6.8.0", ".NET 10.0.1", null, new HostNoise(0, .2, .35, TimeSpan.FromSeconds(9))),
            States = states,
            CpuTime = states.Running,
            UnattributedCpu = TimeSpan.Zero,
            Processes = [new ProcessInfo(1, 4000, 1, "server", "/usr/bin/server", TimeSpan.Zero, Wall)],
            Threads = [.. made.Select(m => m.Thread)],
            Timeline = new Timeline(Bucket, [.. made.Select(m => m.Row)]),
            Phases =
            [
                new Phase { Name = "warm up", Start = TimeSpan.Zero, End = TimeSpan.FromSeconds(10), Threads = [.. made.Select(m => Part(m.Thread, 10))] },
                new Phase { Name = Phase.Body, Start = TimeSpan.FromSeconds(10), End = TimeSpan.FromSeconds(55), Threads = [.. made.Select(m => Part(m.Thread, 45))], CpuTime = states.Running * .75 },
            ],
            Waits = [.. made.SelectMany(m => WaitsOf(m.Thread))],
            Output = new OutputTails(string.Concat(Enumerable.Range(0, 60).Select(i => $"GET /items/{i} 200\n")), "", true),
        };
    }

    private static (ThreadProfile Thread, ThreadTimeline Row) Thread(int index)
    {
        var random = new Random(index);
        var (name, busy, queue, disk) = Pools[index % Pools.Length];
        var buckets = Enumerable.Range(0, Buckets).Select(b =>
        {
            // Bursts, as requests come, with something of its own in every bucket.
            var load = (b / 12 + index / 40) % 3 == 0 ? .2 : .6 + (random.NextDouble() * .6);
            var (r, q, d) = (busy * load * random.NextDouble() * 2, queue * load * random.NextDouble() * 2, disk * load * random.NextDouble() * 2);
            var scale = Math.Max(1, r + q + d);
            long[] part = [.. new[] { r, q, 0, d }.Select(x => (long)(x / scale * Bucket.Ticks) * 100), 0, 0, 0];
            part[2] = (Bucket.Ticks * 100) - part.Sum();
            return part.ToImmutableArray();
        }).ToImmutableArray();
        TimeSpan Sum(int state) => TimeSpan.FromTicks(buckets.Sum(b => b[state]) / 100);
        var thread = new ThreadProfile
        {
            Id = index,
            ThreadId = 4000 + index,
            ProcessId = 1,
            Name = string.Format(System.Globalization.CultureInfo.InvariantCulture, name, index / Pools.Length),
            Role = name[0] == '.' ? ThreadRole.Runtime : ThreadRole.Application,
            States = new StateTimes { Running = Sum(0), Runnable = Sum(1), Sleeping = Sum(2), DiskSleep = Sum(3) },
            Evidence = new Evidence { Sleeping = new StateEvidence(Fidelity.Sampled, 4000, .4, .6), DiskSleep = new StateEvidence(Fidelity.Sampled, 4000, .1, .2) },
            CpuTime = Sum(0),
            VoluntarySwitches = random.Next(100_000),
            InvoluntarySwitches = random.Next(1000),
        };
        return (thread, new ThreadTimeline(index, 0, buckets));
    }

    private static PhaseThread Part(ThreadProfile thread, int seconds) => new(
        thread.Id,
        new StateTimes
        {
            Running = thread.States.Running * seconds / 60,
            Runnable = thread.States.Runnable * seconds / 60,
            Sleeping = thread.States.Sleeping * seconds / 60,
            DiskSleep = thread.States.DiskSleep * seconds / 60,
        },
        thread.Evidence,
        thread.States.Running * seconds / 60);

    private static IEnumerable<Wait> WaitsOf(ThreadProfile thread)
    {
        yield return new Wait { ThreadId = thread.Id, State = TaskState.Sleeping, Call = "futex", WaitChannel = "futex_wait_queue", Time = thread.States.Sleeping * .7, Count = 2800 };
        yield return new Wait { ThreadId = thread.Id, State = TaskState.Sleeping, Call = "epoll_wait", Target = "anon_inode:[eventpoll]", WaitChannel = "ep_poll", Time = thread.States.Sleeping * .3, Count = 1200 };
        if (thread.States.DiskSleep > TimeSpan.Zero)
            yield return new Wait { ThreadId = thread.Id, State = TaskState.DiskSleep, Call = "fsync", Target = $"/data/log.{thread.Id % 5}", WaitChannel = "jbd2_log_wait_commit", Time = thread.States.DiskSleep, Count = 300 };
    }
}
