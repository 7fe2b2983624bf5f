using System.Collections.Immutable;

namespace RunScope.Testing.Tests.Reporting;

/// <summary>A made-up run, the same every time: a compressor with a pool of workers, a disk-bound writer, and a helper process.</summary>
internal static class MadeUpProfile
{
    private const int Buckets = 240;

    private static readonly TimeSpan Wall = TimeSpan.FromMilliseconds(2400);

    private static readonly TimeSpan Bucket = Wall / Buckets;

    public static ProcessProfile Create(int workers = 3)
    {
        var rows = new List<(ThreadProfile Thread, ThreadTimeline Row)>
        {
            Thread(1, 4127, "compress", 0, Buckets, (i, r) => i % 40 < 30 ? [.85, .10, .05, 0, 0, 0, 0] : [.10, .02, .88, 0, 0, 0, 0]),
            Thread(2, 4128, "writer", 8, Buckets, (i, r) => i % 24 < 15 ? [.04, .01, .05, .90, 0, 0, 0] : [.20, .05, .75, 0, 0, 0, 0]),
        };
        for (var w = 0; w < workers; w++)
        {
            var seed = w;
            rows.Add(Thread(3 + w, 4129 + w, $"worker-{w}", 10 + (w % 30 * 3), Buckets - (w % 7), (i, r) => r.NextDouble() < .2 + (.1 * (seed % 5))
                ? [0, .02, .98, 0, 0, 0, 0]
                : [.60 + (r.NextDouble() * .2), .15, .05, 0, 0, 0, 0]));
        }

        var next = 3 + workers;
        rows.Add(Thread(next, 5000, ".NET SigHandler", 4, Buckets, (_, _) => [0, 0, 1, 0, 0, 0, 0], ThreadRole.Runtime));
        rows.Add(Thread(next + 1, 5001, "helper", 120, 180, (i, _) => i < 150 ? [.3, .1, .2, 0, .4, 0, 0] : [0, 0, .3, 0, 0, .1, .6], processId: 2));
        var states = rows.Aggregate(StateTimes.Zero, (sum, r) => sum + r.Thread.States);
        return new ProcessProfile
        {
            Target = new TargetInfo("compress", ["--level", "9", "corpus with spaces.bin"], "/usr/bin/compress", 4127, "compress"),
            StartedAt = new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.Zero),
            WallTime = Wall,
            ExitCode = 0,
            Engine = new EngineInfo("procfs", "The scheduler's accounting is readable for this user's processes.", 100, 240, 238, 3, 0, TimeSpan.FromMilliseconds(9.4),
                ["Two rounds were missed: the machine was busy."]),
            Host = new HostInfo("Example CPU 3.0 GHz", 4, "6.8.0", ".NET 10.0.1", 2.0, new HostNoise(0.003, 0.12, 0.31, TimeSpan.FromMilliseconds(41)) { Throttled = TimeSpan.FromMilliseconds(180), QuotaUsedByOthers = TimeSpan.FromMilliseconds(95) }),
            States = states,
            Evidence = Sampled(states),
            CpuTime = states.Running + TimeSpan.FromMilliseconds(12),
            UnattributedCpu = TimeSpan.FromMilliseconds(12),
            VoluntarySwitches = 5123,
            InvoluntarySwitches = 871,
            PeakMemory = new ByteSize(48_300_000),
            Io = new IoCounts(new ByteSize(4096), new ByteSize(31_457_280)),
            Processes =
            [
                new ProcessInfo(1, 4127, 4000, "compress", "/usr/bin/compress", TimeSpan.Zero, Wall),
                new ProcessInfo(2, 5001, 4127, "helper", null, Bucket * 120, null),
            ],
            Threads = [.. rows.Select(r => r.Thread)],
            Timeline = new Timeline(Bucket, [.. rows.Select(r => r.Row)]),
            Phases = [new Phase
            {
                Name = Phase.Body,
                Start = TimeSpan.FromMilliseconds(400),
                End = TimeSpan.FromMilliseconds(2000),
                Threads = [new PhaseThread(1, rows[0].Thread.States, null, null)],
                CpuTime = TimeSpan.FromMilliseconds(700),
            }],
            Waits =
            [
                new Wait { ThreadId = 3, State = TaskState.Sleeping, Call = "futex", Time = TimeSpan.FromMilliseconds(811), Count = 81, WaitChannel = "futex_wait_queue" },
                new Wait { ThreadId = 2, State = TaskState.DiskSleep, Call = "fsync", Target = "/data/out.gz", Time = TimeSpan.FromMilliseconds(1290), Count = 129, Frames = ["fsync", "Writer.Flush"] },
            ],
            Output = new OutputTails("compressed 1 file\n", "warning: corpus is small\n", true),
        };
    }

    public static Verdict Verdict() => new("Samples.Compression.Compressing_is_cpu_bound",
    [
        new Finding
        {
            Outcome = FindingOutcome.Missed,
            Metric = "DiskSleep",
            Limit = "at most 5.0 %",
            Actual = "16.9 %",
            Evidence = "1.30 of 7.69 thread-s; sampled at 100 Hz, 95 % CI 15.2..18.8; threads: Application",
            Details = ["99 % of it in fsync(/data/out.gz), thread \"writer\" 4128"],
            Value = 0.169,
            AtMost = 0.05,
            States = [TaskState.DiskSleep],
            Threads = "Application",
        },
        new Finding
        {
            Outcome = FindingOutcome.Inconclusive,
            Metric = "Sleeping",
            Limit = "at most 35.0 %",
            Actual = "34.6 %",
            Evidence = "2.66 of 7.69 thread-s; sampled at 100 Hz, 95 % CI 32.7..36.5; threads: Application",
            Details = ["The interval lies on both sides of the limit: profile for longer, or raise SampleRate."],
            Value = 0.346,
            AtMost = 0.35,
            States = [TaskState.Sleeping],
            Threads = "Application",
        },
        new Finding
        {
            Outcome = FindingOutcome.Kept,
            Metric = "Running + Runnable",
            Limit = "at least 40.0 %",
            Actual = "48.5 %",
            Evidence = "3.73 of 7.69 thread-s; exact; threads: Application",
            Value = 0.485,
            AtLeast = 0.40,
            States = [TaskState.Running, TaskState.Runnable],
            Threads = "Application",
        },
        new Finding { Outcome = FindingOutcome.Kept, Metric = "WallTime", Limit = "at most 30 s", Actual = "2.40 s", Value = 2.4, AtMost = 30 },
    ]);

    private static (ThreadProfile Thread, ThreadTimeline Row) Thread(
        int id, int tid, string name, int first, int end, Func<int, Random, double[]> shares, ThreadRole role = ThreadRole.Application, int processId = 1)
    {
        var random = new Random(id);
        var buckets = Enumerable.Range(first, end - first).Select(i => Nanoseconds(shares(i, random))).ToImmutableArray();
        TimeSpan Sum(int state) => TimeSpan.FromTicks(buckets.Sum(b => b[state]) / TimeSpan.NanosecondsPerTick);
        var states = new StateTimes
        {
            Running = Sum(0),
            Runnable = Sum(1),
            Sleeping = Sum(2),
            DiskSleep = Sum(3),
            Stopped = Sum(4),
            Other = Sum(5),
            Unresolved = Sum(6),
        };
        return (
            new ThreadProfile
            {
                Id = id,
                ThreadId = tid,
                ProcessId = processId,
                Name = name,
                Role = role,
                Start = Bucket * first,
                End = end == Buckets ? null : Bucket * end,
                States = states,
                Evidence = Sampled(states),
                CpuTime = states.Running,
                VoluntarySwitches = 100 * id,
                InvoluntarySwitches = id,
            },
            new ThreadTimeline(id, first, buckets));
    }

    // The last state that has a share takes what is left, so that the books close.
    private static ImmutableArray<long> Nanoseconds(double[] shares)
    {
        var total = Bucket.Ticks;
        var ticks = shares.Select(s => (long)(total * s)).ToArray();
        ticks[Array.FindLastIndex(shares, s => s > 0)] += total - ticks.Sum();
        return [.. ticks.Select(t => t * TimeSpan.NanosecondsPerTick)];
    }

    private static Evidence Sampled(StateTimes states)
    {
        StateEvidence Of(TimeSpan time)
        {
            var share = states.Total > TimeSpan.Zero ? time / states.Total : 0;
            return new StateEvidence(Fidelity.Sampled, 238, Math.Max(0, share - .02), Math.Min(1, share + .02));
        }

        return new Evidence
        {
            Sleeping = Of(states.Sleeping),
            DiskSleep = Of(states.DiskSleep),
            Stopped = new StateEvidence(Fidelity.Bounded, null, 0.01, 0.05),
            Other = new StateEvidence(Fidelity.Unresolved),
        };
    }
}
