using System.Globalization;

namespace RunScope.Testing.Bench.Parts;

/// <summary>Profiles every steady workload at three rates and compares it with what each thread says about itself.</summary>
internal sealed class Accuracy : IPart
{
    private const double FastSwitches = 5000;

    private static readonly int[] Rates = [10, 100, 1000];

    /// <summary>What goes on as it began for as long as it is told: its shares can be compared.</summary>
    private static readonly Case[] Steady =
    [
        new("cpu", "cpu --threads 1"),
        new("oversubscribed", "oversubscribed"),
        new("sleep", "sleep --threads 2"),
        new("duty 3/7 ms", "duty --threads 2 --busy 3ms --idle 7ms"),
        new("duty 0.3/0.7 ms", "duty --threads 2 --busy 300us --idle 700us"),
        new("lock", "lock --threads 3"),
        new("pingpong 50 us", "pingpong --work 50us"),
        new("pingpong", "pingpong"),
        new("target", "target --threads 2"),
        new("threads", "threads 16 --period 50ms"),
        new("disk", "disk --threads 1"),
        new("disk + spin", "disk --threads 1 --spin 500us"),
        new("mix", "mix"),
    ];

    /// <summary>What has an end of its own: the CPU time of all its short threads and children can be compared.</summary>
    private static readonly Case[] Finite =
    [
        new("churn", "churn --count 2000 --life 1ms --lanes 2"),
        new("forks", "forks 1000"),
        new("tree", "tree --children 3 --cpu-time 700ms"),
        new("alloc", "alloc --size 128MiB --rounds 20"),
        new("pipe", "pipe --bytes 4GB"),
        new("signals", "signals --self 20000"),
    ];

    private readonly List<Reading> _readings = [];

    public string Name => "accuracy";

    public string About => "state shares, CPU time and books against the workloads' own ground truth";

    public async Task RunAsync(Plan plan, Table table)
    {
        var seconds = plan.Run.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        foreach (var rate in Rates)
        {
            foreach (var steady in Steady) await TakeAsync(steady.Name, $"{steady.Words} --duration {seconds}s", rate);
        }

        foreach (var finite in Finite) await TakeAsync(finite.Name, finite.Words, 100);
        foreach (var rate in Rates) Shares(table, rate);
        Totals(table);
    }

    private async Task TakeAsync(string name, string words, int rate)
    {
        var (truth, profile) = await WorkloadRun.ProfiledAsync(words, rate);
        var reading = Reading.Of(name, rate, truth, profile);
        _readings.Add(reading);
        Plan.Progress(reading.ToString());
    }

    private void Shares(Table table, int rate)
    {
        var threads = _readings.Where(reading => reading.Rate == rate).SelectMany(reading => reading.Threads).ToList();
        Worst(table, $"Running and Runnable at {rate} Hz, below 5,000 switches/s", 0.5, threads.Where(thread => thread.SwitchesPerSecond < FastSwitches), error => error.Scheduled);
        Worst(table, $"Running and Runnable at {rate} Hz, any switch rate", 3, threads, error => error.Scheduled);
        if (rate == 100) Worst(table, "S and D split at 100 Hz", 3, threads, error => error.Blocked);
    }

    private void Totals(Table table)
    {
        // What the kernel does to end a process comes after the process's own last look at its clock: about 2 ms, too much for a run that used little.
        var heavy = _readings.Where(reading => reading.CpuSeconds >= 2).ToList();
        var worst = heavy.MaxBy(reading => Math.Abs(reading.CpuError));
        if (worst is not null)
            table.AtMost(Name, "total CPU time against the process's own clock, runs with 2 s of CPU or more", 0.1, 100 * Math.Abs(worst.CpuError), "%", string.Create(
                CultureInfo.InvariantCulture,
                $"worst of {heavy.Count} runs: {worst.Label}, {1000 * worst.CpuError * worst.CpuSeconds:+0.0;-0.0} ms of {worst.CpuSeconds:0.0} s; median {100 * Statistics.Median(heavy.Select(reading => Math.Abs(reading.CpuError))):0.000} %"));
        var unresolved = _readings.MaxBy(reading => reading.Unresolved)!;
        table.AtMost(Name, "unresolved share of the thread lifetime", 0.5, 100 * unresolved.Unresolved, "%", string.Create(
            CultureInfo.InvariantCulture,
            $"worst of {_readings.Count} runs: {unresolved.Label}; median {100 * Statistics.Median(_readings.Select(reading => reading.Unresolved)):0.000} %"));
        var open = _readings.MaxBy(reading => reading.BooksGap)!;
        // A profile counts in units of 100 ns, and there are seven states.
        table.AtMost(Name, "books open: a thread's lifetime less its states", 1, open.BooksGap, "us", open.Label);
    }

    private void Worst(Table table, string what, double goal, IEnumerable<ThreadError> errors, Func<ThreadError, double> error)
    {
        var sorted = errors.OrderByDescending(error).ToList();
        if (sorted.Count == 0)
        {
            table.Note(Name, what, "no thread qualifies", goal: $"at most {goal} points");
            return;
        }

        var median = Statistics.Median(sorted.Select(error));
        table.AtMost(Name, what, goal, error(sorted[0]), "points", $"worst of {sorted.Count} threads: {sorted[0].Label}; median {Table.Number(median)}");
    }

    private sealed record Case(string Name, string Words);
}
