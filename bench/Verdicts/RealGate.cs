using System.Collections.Immutable;
using System.Text.Json;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Bench.Verdicts;

/// <summary>How the gate ended for two commands that really ran.</summary>
/// <param name="Comparison">What it said.</param>
/// <param name="Replayed">Whether the same runs, given to it again, made it say the same.</param>
internal sealed record RealEnd(Comparison Comparison, bool Replayed)
{
    internal VerdictOutcome Final => Comparison.Outcome;

    /// <summary>Red on the screen, whatever the confirmation said.</summary>
    internal bool RedOnScreen => Screen.Any(m => m.Outcome == VerdictOutcome.Regressed);

    /// <summary>The undisturbed pairs of the screen.</summary>
    internal int Pairs => Screen.IsEmpty ? 0 : Screen[0].Base.Length;

    private ImmutableArray<MetricComparison> Screen => Comparison.Screen.IsEmpty ? Comparison.Metrics : Comparison.Screen;
}

/// <summary>The gate as decorated tests run it, for two command lines of the example workloads.</summary>
/// <param name="metrics">What is gated.</param>
/// <param name="surroundings">Makes what else runs on the machine during one run; null for nothing.</param>
/// <param name="sensor">Whether disturbed runs are repeated.</param>
internal sealed class RealGate(ImmutableArray<GatedMetric> metrics, Func<Task<Spinners?>>? surroundings = null, bool sensor = true)
{
    private readonly Func<ProcessProfile, string?> _disturbance = sensor ? Contamination.Of : _ => null;

    private static readonly JsonSerializerOptions Options = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Short runs would hide behind the floor of 10 ms that tests have: it is set so low that the share alone decides.</summary>
    internal static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(1);

    private readonly GateRules _rules = new()
    {
        Metrics = metrics,
        Floors = ImmutableDictionary<MetricUnit, double>.Empty.Add(MetricUnit.Seconds, Floor.TotalSeconds),
    };

    internal async Task<RealEnd> CompareAsync(string reference, string head)
    {
        var made = new List<ProcessProfile>();
        var comparison = await new InterleavedGate(_rules, _disturbance, async (side, _) =>
        {
            var run = await RunAsync(side == Side.Base ? reference : head);
            made.Add(run);
            return run;
        }).CompareAsync();

        var replay = new Queue<ProcessProfile>(made);
        var again = await new InterleavedGate(_rules, _disturbance, (_, _) => Task.FromResult<ProcessProfile?>(replay.Dequeue())).CompareAsync();
        return new RealEnd(comparison!, Text(comparison!) == Text(again!));
    }

    private static string Text(Comparison comparison) => JsonSerializer.Serialize(comparison, Options);

    private async Task<ProcessProfile> RunAsync(string words)
    {
        await using var others = surroundings is null ? null : await surroundings();
        var run = await ProcessProfiler.ProfileAsync(WorkloadRun.Command(words), ProfileOptions.Default);
        return run.ExitCode == 0 ? run : throw new InvalidOperationException($"workloads {words}: exit code {run.ExitCode}");
    }
}
