using RunScope.Testing.Reporting;

namespace RunScope.Testing.Tests;

/// <summary>Tests of every outcome, some of an earlier run.</summary>
internal static class ListedTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    public static IndexRow[] Rows { get; } =
    [
        Row("Compressing_is_cpu_bound", IndexOutcome.Failed, 2.4, .6, e => e with { Findings = ["DiskSleep at most 5.0 %, was 31.4 %"], Limits = 3 }),
        Row("Importing", IndexOutcome.Passed, 11, .9, e => e with { Limits = 2, Runs = 10 }),
        Row("Server_keeps_up", IndexOutcome.Inconclusive, 61, .1, e => e with { Findings = ["Sleeping at most 35.0 %, was 34.6 %: inconclusive"], Limits = 1 }),
        Row("Attaching", IndexOutcome.Skipped, null, 0, e => e with { Reason = "The scheduler's accounting isn't there: boot with a kernel that has CONFIG_SCHED_INFO." }),
        Row("Crashing", IndexOutcome.Failed, .2, .5, e => e with { Reason = "Crashing: worker exited with code 3 before the test's body was over." }),
        Row("Hanging", IndexOutcome.Started, null, 0),
        Row("Removed_since", IndexOutcome.Passed, 5, .3, e => e with { Limits = 1, WrittenAt = Noon.AddDays(-1), Session = new IndexSession(7, Noon.AddDays(-1).AddSeconds(-9)) }),
    ];

    /// <summary>The same with tests that were held against a baseline.</summary>
    public static IndexRow[] Compared { get; } =
    [
        .. Rows,
        Row("Sorting", IndexOutcome.Failed, 3.1, .4, e => e with { Findings = ["BlockedTime regressed +1.84 s, +594 % (0.31 -> 2.15 s)"], Compared = "1 of 3 metrics regressed against the reference build" }),
        Row("Searching", IndexOutcome.Improved, 1.1, .8, e => e with { Findings = ["CpuTime improved -0.30 s, -25.0 % (1.20 -> 0.90 s)"], Limits = 2, Compared = "1 of 3 metrics improved against 7 accepted jobs" }),
        Row("Parsing", IndexOutcome.MissingBaseline, 1.2, .7, e => e with { Reason = "There is no baseline yet: run it with RUNSCOPE_ACCEPT=1 to accept this job." }),
    ];

    private static IndexRow Row(string test, IndexOutcome outcome, double? seconds, double busy, Func<IndexEntry, IndexEntry>? with = null)
    {
        TimeSpan? wall = seconds is { } known ? TimeSpan.FromSeconds(known) : null;
        var entry = new IndexEntry
        {
            Test = test,
            Class = "Importer.Tests.Performance",
            Outcome = outcome,
            WrittenAt = Noon.AddSeconds(test.Length),
            Session = new IndexSession(8, Noon.AddSeconds(-10)),
            Command = "importer --level 9 corpus.bin",
            Runs = 1,
            WallTime = wall,
            CpuTime = wall * busy,
            States = wall is null ? null : new StateTimes { Running = wall.Value * busy, Sleeping = wall.Value * (1 - busy) },
        };
        return new IndexRow(with?.Invoke(entry) ?? entry, wall is null ? null : $"Performance.{test}.html");
    }
}
