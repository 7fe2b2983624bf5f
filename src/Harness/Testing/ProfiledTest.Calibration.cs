using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;
using RunScope.Testing.Configuration;
using RunScope.Testing.Reporting;

namespace RunScope.Testing;

/// <content>The build held against itself, to tell what this machine can show: RUNSCOPE_CALIBRATE=1.</content>
internal sealed partial class ProfiledTest
{
    private async Task<ProfiledOutcome> CalibrateAsync(GateRules rules, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        using var progress = new RunProgress(ShownName, 0, 0, Live, Time);
        for (var i = 0; i < _configured.Options.WarmupRuns && failure is null; i++) await RunAsync(Side.Head, "warm-up run").ConfigureAwait(false);

        var pairs = new GatedRuns([Side.Base, Side.Head], rules.MaxRuns / 2, Disturbance, RunAsync);
        var filled = failure is null ? await pairs.FillAsync(rules.MaxRuns, Counts.Format(rules.MaxRuns)).ConfigureAwait(false) : Filled.BrokenOff;
        if (filled == Filled.BrokenOff) return new ProfiledOutcome(failure, null, []);

        var why = $"{ShownName}: held against itself, because {ConfigurationKeys.Calibrate} is set, and not judged.";
        string?[] notes = [pairs.Repeated, filled == Filled.Disturbed ? pairs.TooFew : null];
        if (pairs.Count == 0) return new ProfiledOutcome(null, _redactor.Text($"{why} Nothing can be said: {pairs.TooFew}"), []);

        var cut = ProfileCut.CutAll([.. pairs.Of(Side.Base), .. pairs.Of(Side.Head)], Phase.Body);
        ImmutableArray<RunSample> samples = [.. cut.Select(r => RunSample.Of(r, rules.Threads))];
        var calibration = Calibration.Of(rules, samples[..pairs.Count], samples[pairs.Count..], TurnTime(cut), [.. notes.OfType<string>()]);
        return new ProfiledOutcome(null, _redactor.Text($"{why}{Environment.NewLine}{CalibrationText.Of(calibration).TrimEnd()}"), []);

        // With what it takes to start a run: from the start of one to that of the next.
        static TimeSpan TurnTime(ImmutableArray<ProcessProfile> runs)
        {
            DateTimeOffset[] starts = [.. runs.Select(r => r.StartedAt).Order()];
            return Durations.FromSeconds(Interval.MedianOf(starts.Zip(starts.Skip(1), (one, next) => (next - one).TotalSeconds)));
        }

        // A body that judges a profile has nothing to judge here; one that drives its process does.
        async Task<ProcessProfile?> RunAsync(Side side, string which)
        {
            progress.Begin($"{which}, to calibrate");
            (var run, failure) = await RunOnceAsync(Side.Head, warmup: true, cancellationToken).ConfigureAwait(false);
            if (failure is null && Missed(run) is { } missed) failure = new RunScopeException(_redactor.Text($"{ShownName}: can't be calibrated, because a run failed: {missed.Metric} {missed.Limit}, was {missed.Actual}{StderrTail(run)}"));
            return failure is null ? run : null;
        }
    }
}
