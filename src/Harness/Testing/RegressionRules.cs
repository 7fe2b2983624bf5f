using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;
using RunScope.Testing.Configuration;

namespace RunScope.Testing;

/// <summary>The rules of one test's gate, of which every layer of the configuration has had its say.</summary>
internal static class RegressionRules
{
    /// <param name="options">The effective options, what the attribute says among them.</param>
    /// <param name="gate">The attribute, for the threads that it alone names.</param>
    public static GateRules Of(RunScopeOptions options, NoRegressionAttribute gate)
    {
        var regression = options.Regression;
        return new GateRules
        {
            Metrics = [.. regression.Metrics.Split(", ").Select(w => MetricKind.All.First(k => k.Word.Equals(w, StringComparison.OrdinalIgnoreCase)).Metric)],
            MinEffect = regression.MinEffect,
            Floors = Floors(regression.Floor),
            Runs = regression.Runs,
            MaxRuns = Math.Max(regression.Runs, regression.MaxRuns),
            Confirm = regression.Confirm,
            Threads = ThreadSet.Parse(gate.Threads ?? options.Threads, gate.Processes ?? options.Processes),
        };
    }

    /// <summary>Why pairs under these rules can't ever be red, with who said what: layers that are each well may be too little together. Null when they can.</summary>
    public static string? Blindness(GateRules rules, EffectiveOptions configured) => RegressionProblems.OfPairs(rules.Runs, rules.MaxRuns, rules.Metrics.Length) is not { } problem ? null
        : $"[NoRegression]: {problem}. What holds: {string.Join("; ", configured.Values.Where(v => v.Name is "regression.runs" or "regression.maxRuns" or "regression.metrics").Select(v => $"{v.Name} is {v.Value} ({v.Source})"))}.";

    private static ImmutableDictionary<MetricUnit, double> Floors(string? text)
    {
        var floors = ImmutableDictionary.CreateBuilder<MetricUnit, double>();
        if (text is null || FloorText.Read(text).Floor is not { } floor) return floors.ToImmutable();
        if (floor.Seconds is { } seconds) floors[MetricUnit.Seconds] = seconds;
        if (floor.Bytes is { } bytes) floors[MetricUnit.Bytes] = bytes;
        if (floor.Count is { } count) floors[MetricUnit.Count] = count;
        return floors.ToImmutable();
    }
}
