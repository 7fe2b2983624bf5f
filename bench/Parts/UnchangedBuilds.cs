using System.Diagnostics;
using System.Globalization;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Bench.Verdicts;

namespace RunScope.Testing.Bench.Parts;

/// <summary>Holds programs against themselves by the gate as tests have it, and counts how often that is red: real runs on this machine.</summary>
/// <param name="busy">Whether others burn CPU during a random half of the runs, on twice as many threads as there are CPUs.</param>
/// <param name="sensor">Whether runs that were disturbed are repeated, as in tests; without it the statistics have to bear the noise alone.</param>
internal sealed class UnchangedBuilds(bool busy, bool sensor = true) : IPart
{
    private const int Seed = 20;

    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(20);

    private static readonly string[] Workloads =
    [
        "duty --threads 2 --busy 2ms --idle 2ms --rounds 8",
        "cpu --work 30",
        "disk --rounds 80",
        "lock --threads 3 --hold 1ms --rounds 8",
    ];

    public string Name => (busy, sensor) switch { (true, true) => "aa-busy", (true, false) => "aa-blind", _ => "aa" };

    public string About => "real unchanged programs held against themselves" + (busy ? $" while others burn CPU{(sensor ? "" : ", which nothing tells the gate")}" : "");

    public async Task RunAsync(Plan plan, Table table)
    {
        var random = new Random(Seed);
        var gate = new RealGate(MetricKind.Default, busy ? async () => random.Next(2) == 0 ? await Spinners.StartAsync(2 * Environment.ProcessorCount) : null : null, sensor);
        var ends = new List<RealEnd>();
        var count = plan.Verdicts ?? (plan.Quick ? 12 : 300);
        var clock = Stopwatch.StartNew();
        var told = TimeSpan.Zero;
        while (ends.Count < count)
        {
            var words = Workloads[ends.Count % Workloads.Length];
            ends.Add(await gate.CompareAsync(words, words));
            if (ends[^1].RedOnScreen) Plan.Progress($"{words}: {Red(ends[^1])}");
            if (clock.Elapsed - told < BetweenLines) continue;
            told = clock.Elapsed;
            Plan.Progress(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:0} s: {Text(ends)}"));
        }

        var where = (busy ? "others on the CPUs in half of the runs" : "machine left alone") + (sensor ? "" : ", no run repeated");
        var screen = Share.Of(ends, e => e.RedOnScreen);
        var final = Share.Of(ends, e => e.Final == VerdictOutcome.Regressed);
        table.AtMost(Name, $"real A/A, {where}: red on the screen", 1, screen.Percent, "%", Text(ends));
        table.AtMost(Name, $"real A/A, {where}: red after confirming", busy ? 1 : 0.1, final.Percent, "%", $"{final}; wall time, CPU time and blocked time, floor {RealGate.Floor.TotalMilliseconds:0} ms");
        if (busy) table.Note(Name, $"real A/A, {where}: inconclusive", $"{Inconclusive(ends).Percent:0.0} %", "rest: ok");
        else table.AtMost(Name, $"real A/A, {where}: inconclusive", 5, Inconclusive(ends).Percent, "%", string.Join("; ", Workloads.Select((w, i) => $"{w.Split(' ')[0]} {Inconclusive([.. ends.Where((_, n) => n % Workloads.Length == i)])}")));
        if (!busy) table.AtMost(Name, "real A/A: pairs of the screen, mean", 10, ends.Average(e => e.Pairs), "pairs");
        table.AtLeast(Name, "the same runs, judged twice, give the same comparison", 100, Share.Of(ends, e => e.Replayed).Percent, "%", Share.Of(ends, e => e.Replayed).ToString());
    }

    private static Share Inconclusive(IReadOnlyCollection<RealEnd> ends) => Share.Of(ends, e => e.Final == VerdictOutcome.Inconclusive);

    private static string Text(IReadOnlyCollection<RealEnd> ends) => string.Create(
        CultureInfo.InvariantCulture,
        $"screen {Share.Of(ends, e => e.RedOnScreen)}, confirmed {Share.Of(ends, e => e.Final == VerdictOutcome.Regressed)}, improved {ends.Count(e => e.Final == VerdictOutcome.Improved)}, "
        + $"inconclusive {Inconclusive(ends)}, {ends.Average(e => e.Pairs):0.0} pairs");

    private static string Red(RealEnd end) => string.Join("; ", (end.Comparison.Screen.IsEmpty ? end.Comparison.Metrics : end.Comparison.Screen)
        .Where(m => m.Outcome == VerdictOutcome.Regressed)
        .Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Metric} {100 * m.Relative:+0.0} % on the screen ({1000 * m.Low:0.00}..{1000 * m.High:0.00} ms, {m.Base.Length} pairs), then {end.Final}")));
}
