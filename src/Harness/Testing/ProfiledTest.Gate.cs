using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;
using RunScope.Testing.Baselines.Files;
using RunScope.Testing.Configuration;

namespace RunScope.Testing;

/// <content>Runs that are held against a baseline.</content>
internal sealed partial class ProfiledTest
{
    private ImmutableArray<ExitCodeAttribute> ExitCodes => [.. Limits.OfType<ExitCodeAttribute>()];

    private async Task<ProfiledOutcome> RunGatedAsync(NoRegressionAttribute gate, CancellationToken cancellationToken)
    {
        var rules = RegressionRules.Of(_configured.Options, gate);
        if (_configured.Baselines.Calibrate) return await CalibrateAsync(rules, cancellationToken).ConfigureAwait(false);
        if (MakeReference is not null && RegressionRules.Blindness(rules, _configured) is { } blind) throw new RunScopeException($"{ShownName}: {blind}");

        if (MakeReference is not null && _configured.Baselines.Accept) Say($"{ConfigurationKeys.Accept} is set, and there is nothing to accept: {ShownName} is held against the reference build from {gate.ReferenceFrom}, and has no baseline file.");

        var sides = MakeReference is null ? ImmutableArray.Create(Side.Head) : [Side.Base, Side.Head];
        var seen = new Dictionary<Side, List<ProcessProfile>> { [Side.Base] = [], [Side.Head] = [] };
        Exception? failure = null;
        var brokenOff = false;
        StoredGateRuns? stored = null;
        using var progress = new RunProgress(ShownName, 0, 0, Live, Time);

        var comparison = await WarmUpAsync().ConfigureAwait(false) ? await CompareAsync().ConfigureAwait(false) : null;

        // Nothing of the build under test has run: there is nothing to judge, and no report to write.
        if (seen[Side.Head].Count == 0) return new ProfiledOutcome(failure, null, []);
        return Conclude(new TestRuns(Numbered(seen[Side.Head]), failure)
        {
            Comparison = Named(WithDisturbed(comparison ?? BrokenOff(sides), [.. seen.Values.SelectMany(r => r)]), gate, seen[Side.Base]),
            Job = brokenOff || stored is not { IsWhole: true } ? null : JobOf(gate, rules, stored.Runs),
        });

        async Task<Comparison?> CompareAsync()
        {
            if (sides.Length == 2) return await new InterleavedGate(rules, Disturbance, (side, which) => RunAsync(side, which, warmup: false)).CompareAsync().ConfigureAwait(false);
            stored = new StoredGateRuns(rules, () => BaselineFiles.TryRead(LocationOf(gate).File, out var baseline) ? baseline : null, Disturbance, (side, which) => RunAsync(side, which, warmup: false));

            // Who accepts says that all is well: what looks worse isn't run again.
            return await stored.CompareAsync(rules.Confirm && !_configured.Baselines.Accept).ConfigureAwait(false);
        }

        async Task<bool> WarmUpAsync()
        {
            var warmups = _configured.Options.WarmupRuns;
            for (var i = 0; i < warmups; i++)
            {
                foreach (var side in sides)
                {
                    if (await RunAsync(side, $"warm-up run {Counts.Format(i + 1)} of {Counts.Format(warmups)}", warmup: true).ConfigureAwait(false) is null) return false;
                }
            }

            return true;
        }

        async Task<ProcessProfile?> RunAsync(Side side, string which, bool warmup)
        {
            progress.Begin(sides.Length == 1 ? which : $"{which}, {(side == Side.Base ? "reference build" : "build under test")}");
            (var run, failure) = side == Side.Base ? await RunReferenceAsync(warmup, cancellationToken).ConfigureAwait(false) : await RunOnceAsync(side, warmup, cancellationToken).ConfigureAwait(false);

            // A process that failed hasn't done the work that is compared; of the build under test its limits say so.
            var failed = failure is not null || Missed(run) is not null;
            if (!warmup || failed) seen[side].Add(run);
            brokenOff |= failed;
            return failed ? null : run;
        }
    }

    /// <summary>What disturbed a run so that it is repeated; null when nothing did, or it counts all the same.</summary>
    private string? Disturbance(ProcessProfile run) => _configured.Options.Regression.RepeatDisturbed ? Contamination.Of(run) : null;

    private Comparison WithDisturbed(Comparison comparison, ImmutableArray<ProcessProfile> runs) =>
        !_configured.Options.Regression.RepeatDisturbed && DisturbedRuns.Note(runs) is { } note ? comparison with { Notes = [.. comparison.Notes, note] } : comparison;

    private static Comparison BrokenOff(ImmutableArray<Side> sides) => new()
    {
        Kind = sides.Length == 2 ? ComparisonKind.Interleaved : ComparisonKind.Stored,
        Outcome = VerdictOutcome.Inconclusive,
        Reasons = [$"a run failed before there were enough {(sides.Length == 2 ? "pairs" : "runs")} to compare"],
    };

    /// <summary>The comparison with what it was held against.</summary>
    private Comparison Named(Comparison comparison, NoRegressionAttribute gate, List<ProcessProfile> reference)
    {
        if (comparison.Kind == ComparisonKind.Interleaved) return comparison with { Against = Against(reference) };
        var location = LocationOf(gate);
        return comparison with
        {
            File = location.Exists ? location.File : null,
            Reasons = comparison.Outcome == VerdictOutcome.MissingBaseline ? [.. comparison.Reasons, location.Missing] : comparison.Reasons,
        };
    }

    /// <summary>A run of the reference build, whose failure is told as one.</summary>
    private async Task<(ProcessProfile Run, Exception? Failure)> RunReferenceAsync(bool warmup, CancellationToken cancellationToken)
    {
        try
        {
            var (run, failure) = await RunOnceAsync(Side.Base, warmup, cancellationToken).ConfigureAwait(false);
            return (run, failure is not null ? ReferenceFailed(run, VisibleText.Of(failure.Message, 600), failure)
                : Missed(run) is { } missed ? ReferenceFailed(run, $"{missed.Metric} {missed.Limit}, was {missed.Actual}{StderrTail(run)}", null)
                : null);
        }
        catch (WorkloadLaunchException e)
        {
            throw new WorkloadLaunchException($"The reference build, from {Method.NoRegression!.ReferenceFrom}, can't be run: {e.Message}") { ShellExitCode = e.ShellExitCode, Errno = e.Errno, Syscall = e.Syscall };
        }
    }

    private Finding? Missed(ProcessProfile run) => ExitCodes.Select(c => c.Evaluate([run])).FirstOrDefault(f => f.Outcome == FindingOutcome.Missed);

    private RunScopeException ReferenceFailed(ProcessProfile run, string why, Exception? inner) => new(
        _redactor.Text($"{ShownName}: the reference build failed, {VisibleText.Of(run.Target.Command)} from {Method.NoRegression!.ReferenceFrom}, so there is nothing to hold the build under test against: {why}"), inner);

    private static string Against(List<ProcessProfile> runs) =>
        runs.Count == 0 ? "the reference build" : $"the reference build ({VisibleText.Of(string.Join(' ', [runs[0].Target.Command, .. runs[0].Target.Arguments]), 120)})";

    private static ImmutableArray<ProcessProfile> Numbered(List<ProcessProfile> runs) => [.. runs.Select((r, i) => r with { RunIndex = i })];
}
