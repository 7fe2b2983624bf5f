using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Bench.Verdicts;

namespace RunScope.Testing.Bench.Parts;

/// <summary>Runs with and without others on the CPUs: does the sensor tell them apart?</summary>
internal sealed class ContaminationSensor : IPart
{
    /// <summary>Others matter when they moved a gated metric by more than this share of it, and by more than tests tolerate anyway.</summary>
    private const double Moved = 0.10;

    private static readonly string[] Workloads =
    [
        "cpu --work 60",
        "cpu --threads 4 --work 20",
        "duty --threads 2 --busy 3ms --idle 3ms --rounds 12",
        "duty --busy 1ms --idle 9ms --rounds 10",
        "lock --threads 3 --hold 1ms --rounds 15",
        "disk --rounds 100 --spin 300us",
        "sleep --threads 2 --duration 60ms",
    ];

    public string Name => "contaminated";

    public string About => "whether runs that others on the CPUs disturbed are told from those that nobody did";

    public async Task RunAsync(Plan plan, Table table)
    {
        var rounds = Math.Max(1, (plan.Verdicts ?? (plan.Quick ? 42 : 700)) / Workloads.Length);
        var runs = new List<Labelled>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var words in Workloads)
            {
                runs.Add(await TakeAsync(words, 0));
                runs.Add(await TakeAsync(words, ((round % 4) + 1) * Environment.ProcessorCount / 2));
            }

            if (round % 5 == 4 || round == rounds - 1) Plan.Progress(Text(runs));
        }

        var (quiet, moved) = (runs.Where(r => r.Spinners == 0).ToList(), runs.Where(r => HasMoved(r, runs)).ToList());
        table.AtLeast(Name, "disturbed runs whose numbers moved, called disturbed", 95, Share.Of(moved, r => r.Cause is not null).Percent, "%", Text(runs));
        table.AtMost(Name, "undisturbed runs, called disturbed", 2, Share.Of(quiet, r => r.Cause is not null).Percent, "%", PerWorkload(quiet));
        table.Note(Name, "delay by others as a share of the demand for CPU time", "quantiles", $"undisturbed 50, 95, 99 %: {Quantiles(quiet, 0.5, 0.95, 0.99)}; moved 1, 5, 50 %: {Quantiles(moved, 0.01, 0.05, 0.5)}");
    }

    private static async Task<Labelled> TakeAsync(string words, int spinners)
    {
        await using var others = spinners == 0 ? null : await Spinners.StartAsync(spinners);
        var run = await ProcessProfiler.ProfileAsync(WorkloadRun.Command(words), ProfileOptions.Default);
        return new Labelled(words, spinners, Contamination.Of(run), RunMetrics.Of(run, ThreadSet.Default), run.Host.Noise.ExternalRunDelay is { } delay && run.CpuTime is { } cpu ? delay / (delay + cpu) : double.NaN);
    }

    private static bool HasMoved(Labelled run, IReadOnlyCollection<Labelled> all) => run.Spinners > 0 && MetricKind.Default.Any(metric =>
    {
        var usual = Statistics.Median(all.Where(r => r.Words == run.Words && r.Spinners == 0).Select(r => r.Metrics[metric]!.Value));
        return Math.Abs(run.Metrics[metric]!.Value - usual) > Math.Max(Moved * usual, MetricKind.Of(metric).DefaultFloor);
    });

    private static string Text(List<Labelled> runs)
    {
        var moved = runs.Where(r => HasMoved(r, runs)).ToList();
        return $"called disturbed: {Share.Of(moved, r => r.Cause is not null)} that moved, {Share.Of(runs.Where(r => r.Spinners > 0).ToList(), r => r.Cause is not null)} of all with others, "
            + $"{Share.Of(runs.Where(r => r.Spinners == 0).ToList(), r => r.Cause is not null)} without; missed: "
            + string.Join(", ", moved.Where(r => r.Cause is null).GroupBy(r => r.Words).Select(g => $"{g.Key} x{g.Count()}").DefaultIfEmpty("none"));
    }

    private static string PerWorkload(List<Labelled> runs) => string.Join("; ", runs.GroupBy(r => r.Words).Select(g => $"{g.Key}: {Share.Of(g.ToList(), r => r.Cause is not null)}"));

    private static string Quantiles(List<Labelled> runs, params double[] at)
    {
        double[] sorted = [.. runs.Select(r => r.DelayShare).Order()];
        return sorted.Length == 0 ? "none" : string.Join(", ", at.Select(q => (100 * sorted[(int)(q * (sorted.Length - 1))]).ToString("0.0", CultureInfo.InvariantCulture) + " %"));
    }

    private sealed record Labelled(string Words, int Spinners, string? Cause, RunMetrics Metrics, double DelayShare);
}
