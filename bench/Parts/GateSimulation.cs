using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Bench.Simulation;

namespace RunScope.Testing.Bench.Parts;

/// <summary>False reds and power of our gate on made-up runs, beside the rules that are in use elsewhere.</summary>
internal sealed class GateSimulation : IPart
{
    private static readonly double[] Effects = [0, 0.05, 0.10, 0.20];

    private static readonly NoiseModel[] Models =
    [
        new("CV 2 %", 0.02),
        new("CV 5 %", 0.05),
        new("CV 10 %", 0.10),
        new("CV 2 %, drift 10 %", 0.02) { Drift = 0.10 },
        new("CV 5 %, drift 10 %", 0.05) { Drift = 0.10 },
        new("CV 10 %, drift 10 %", 0.10) { Drift = 0.10 },
        new("CV 5 %, correlated 0.7", 0.05) { Correlation = 0.7 },
        new("CV 5 %, 5 % outliers", 0.05) { Outliers = 0.05 },
        new("CV 2 %, two modes 15 % apart", 0.02) { SecondMode = 0.15 },
    ];

    private static readonly Dictionary<(string Model, string Pairs, double Effect), double> Promised = new()
    {
        [("CV 5 %", "10 pairs", 0.10)] = 85,
        [("CV 5 %", "20 pairs", 0.10)] = 99,
        [("CV 2 %", "10 pairs", 0.05)] = 95,
        [("CV 5 %", "40 pairs", 0.05)] = 90,
        [("CV 10 %", "10 pairs", 0.20)] = 85,
        [("CV 10 %", "20 pairs", 0.20)] = 99,
    };

    public string Name => "gate";

    public string About => "false reds and power of the regression gate, simulated, beside other rules";

    public Task RunAsync(Plan plan, Table table)
    {
        var trials = plan.Quick ? 300 : 3000;
        foreach (var model in Models) Interleaved(table, model, trials);
        Suite(table, plan.Quick ? 20 : 200);
        foreach (var spread in (double[])[0.02, 0.05, 0.10])
        {
            foreach (var cv in (double[])[0.02, 0.05, 0.10])
            {
                foreach (var jobs in (int[])[1, 3, 5, 10]) Stored(table, cv, spread, jobs, trials);
            }

            Others(table, spread, trials);
        }

        return Task.CompletedTask;
    }

    private void Interleaved(Table table, NoiseModel model, int trials)
    {
        var falseReds = 0.0;
        foreach (var (label, runs, maxRuns, metrics) in ((string, int, int, int)[])
            [("10 to 20 pairs", 10, 20, 1), ("10 pairs", 10, 10, 1), ("20 pairs", 20, 20, 1), ("40 pairs", 40, 40, 1), ("10 to 20 pairs, 3 metrics", 10, 20, 3)])
        {
            var words = new List<string>();
            foreach (var effect in Effects)
            {
                var random = new SeededNormal(1);
                var count = effect == 0 ? 3 * trials : trials;
                var ends = Enumerable.Range(0, count)
                    .Select(_ => OurRule.Interleaved([.. Enumerable.Range(0, metrics).Select(_ => new SimulatedJob(model, random, 4 * maxRuns))], runs, maxRuns, 1 + effect, metrics))
                    .ToArray();
                var (screen, final) = (Share(ends, e => e.Screen), Share(ends, e => e.Final));
                if (effect == 0)
                {
                    falseReds = final;
                    words.Add(Text($"false reds {screen:0.00} % on screen, {final:0.00} % confirmed, {Of(ends, VerdictOutcome.Inconclusive):0.0} % inconclusive, {ends.Average(e => e.Pairs):0.0} pairs"));
                }
                else
                {
                    words.Add(Text($"+{100 * effect:0} %: {screen:0.0} / {final:0.0} %"));
                    if (Promised.TryGetValue((model.Name, label, effect), out var goal))
                        table.AtLeast(Name, Text($"A/B, {model.Name}, {label}: power at +{100 * effect:0} %"), goal, final, "%", Text($"confirmed; {screen:0.0} % on screen"));
                }
            }

            table.AtMost(Name, $"A/B, {model.Name}, {label}", 0.1, falseReds, "% false reds", string.Join("; ", words), Percent(falseReds, 3 * trials));
        }

        var block = Rate(trials, random => { var job = new SimulatedJob(model, random, 20); return OtherRules.BlockThenBlock(job.Runs(10, 1), job.Runs(10, 1)); });
        table.Note(Name, $"base, then head in one job, {model.Name}, t test 1 % and 3 %", Text($"{block:0.0} % false reds"));
    }

    /// <summary>Builds of 50 tests, each gated on three numbers, that nobody changed.</summary>
    private void Suite(Table table, int builds)
    {
        var model = new NoiseModel("", 0.05) { Drift = 0.10 };
        var random = new SeededNormal(3);
        var red = Enumerable.Range(0, builds).Count(_ => Enumerable.Range(0, 50).Count(_ =>
            OurRule.Interleaved([.. Enumerable.Range(0, 3).Select(_ => new SimulatedJob(model, random, 80))], 10, 20, 1, 3).Final == VerdictOutcome.Regressed) > 0);
        table.AtMost(Name, "A/B, builds of 50 unchanged tests of 3 metrics with a false red, CV 5 %, drift 10 %", 5, 100.0 * red / builds, "%", Text($"{red} of {builds} builds"));
    }

    private void Stored(Table table, double cv, double spread, int jobs, int trials)
    {
        var model = new NoiseModel("", cv) { JobSpread = spread };
        var words = new List<string>();
        double falseReds = 0;
        foreach (var effect in (double[])[0, 0.10, 0.20, 0.60])
        {
            var random = new SeededNormal(jobs);
            var ends = Enumerable.Range(0, trials).Select(_ =>
            {
                double[][] accepted = [.. Enumerable.Range(0, jobs).Select(_ => new SimulatedJob(model, random, 10).Runs(10, 1))];
                var job = new SimulatedJob(model, random, 20);
                return OurRule.Stored(accepted, job.Runs(10, 1 + effect), job.Runs(10, 1 + effect));
            }).ToArray();
            var final = Share(ends, e => e.Final);
            if (effect == 0) falseReds = final;
            words.Add(Text($"{(effect == 0 ? "unchanged" : $"+{100 * effect:0} %")}: {final:0.0} % red, {Of(ends, VerdictOutcome.Inconclusive):0.0} % inconclusive"));
        }

        table.AtMost(Name, Text($"stored, {jobs} accepted jobs {100 * spread:0} % apart, CV {100 * cv:0} %"), 1, falseReds, "% false reds", string.Join("; ", words), Percent(falseReds, trials));
    }

    private void Others(Table table, double spread, int trials)
    {
        var model = new NoiseModel("", 0.05) { JobSpread = spread };
        (string Name, Func<double[], double[], bool> Red)[] rules =
        [
            ("mean of 5 more than 10 % above", OtherRules.FixedPercentage),
            ("Mann-Whitney, 5 % margin, 15 runs", OtherRules.MannWhitneyWithMargin),
            ("t bound 99 % of 30 runs", OtherRules.StudentBound),
            ("Q3 + 3 IQR of changes", OtherRules.QuartileOfChanges),
        ];
        foreach (var (name, red) in rules)
        {
            var rates = ((double[])[0, 0.10, 0.20]).Select(effect => Rate(trials, random =>
            {
                // The past of the rules that take single runs is one run of each of 30 jobs.
                var single = name[0] is 't' or 'Q';
                var before = single ? [.. Enumerable.Range(0, 30).Select(_ => new SimulatedJob(model, random, 1).Run(1))] : new SimulatedJob(model, random, 15).Runs(15, 1);
                return red(before, new SimulatedJob(model, random, 15).Runs(15, 1 + effect));
            })).ToArray();
            table.Note(Name, Text($"elsewhere, jobs {100 * spread:0} % apart: {name}"), Text($"{rates[0]:0.0} % false reds"), Text($"+10 %: {rates[1]:0.0} %; +20 %: {rates[2]:0.0} %"));
        }
    }

    private static double Rate(int trials, Func<SeededNormal, bool> red)
    {
        var random = new SeededNormal(7);
        return 100.0 * Enumerable.Range(0, trials).Count(_ => red(random)) / trials;
    }

    private static double Share(GateEnd[] ends, Func<GateEnd, VerdictOutcome> of) => 100.0 * ends.Count(e => of(e) == VerdictOutcome.Regressed) / ends.Length;

    private static double Of(GateEnd[] ends, VerdictOutcome outcome) => 100.0 * ends.Count(e => e.Final == outcome) / ends.Length;

    private static (double Low, double High) Percent(double rate, int trials)
    {
        var (low, high) = Wilson.Interval((long)Math.Round(rate / 100 * trials), trials);
        return (100 * low, 100 * high);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
