using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;
using RunScope.Testing.Reporting.Charts;

namespace RunScope.Testing.Reporting.Html;

/// <summary>Puts a report into words: the page as a whole. The parts are in the files beside it.</summary>
internal static partial class PageBuilder
{
    private static readonly string Version =
        typeof(PageBuilder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public static PageModel Build(ReportInput input, PageHead head)
    {
        var shown = TypicalRun.Of(input.Runs);
        var profile = input.Runs[shown];
        var findings = input.Verdict?.Counted ?? [];
        var threadStates = Columns(profile.Threads.Select(t => t.States));
        var runStates = Columns(input.Runs.Select(r => r.States));
        var warnings = profile.Engine.Warnings.IsDefault ? [] : profile.Engine.Warnings;
        return new PageModel
        {
            Head = head,
            IndexLink = input.IndexLink,
            Name = PageText.OneLine(input.Name),
            Verdict = Headline(input.Verdict, findings),
            Command = CommandLine(profile.Target),
            Facts = Facts(input),
            Simulated = SimulatedData.IsAmong(input.Runs) ? SimulatedData.Words : "",
            Findings = [.. findings.Select(Finding)],
            Comparison = Compared(input.Verdict?.Baseline),
            Figures = [.. KeyFigures(profile)],
            Charts = Draw(profile, findings),
            Legend = [.. ReportState.All.Select(s => new LegendView(s.Key, s.Label, s.Meaning))],
            Timeline = TimelineChart.Draw(profile),
            Slices = TimeSlices.Of(profile, threadStates),
            RunsNote = RunsNote(input.Runs, shown),
            RunStates = [.. runStates.Select(s => s.Label)],
            Runs = input.Runs.Length > 1 ? [.. input.Runs.Select((r, i) => Run(r, i, shown, runStates))] : [],
            RunMedians = Medians(input.Runs, runStates),
            Waits = [.. WaitGroups(profile).Take(MaxRows)],
            WaitsNote = Rest(WaitGroups(profile).Count(), "shorter wait"),
            ThreadStates = [.. threadStates.Select(s => s.Label)],
            Threads = [.. ThreadRanking.Of(profile).Take(MaxRows).Select(t => Thread(t, profile, threadStates))],
            ThreadsNote = Rest(profile.Threads.Length, "more thread"),
            Processes = [.. profile.Processes.Take(MaxRows).Select(p => Process(p, profile))],
            ProcessesNote = Rest(profile.Processes.Length, "more process"),
            Phases = Phases(profile),
            PhasesNote = Rest(profile.Phases.IsDefault || profile.IsSpan ? 0 : profile.Phases.Length, "more phase", MaxPhases),
            Fidelity = [.. ReportState.All.Where((s, i) => i < 4 || s.State == TaskState.Unknown || profile.States[s.State] > TimeSpan.Zero).Select(s => FidelityRow(s, profile))],
            Books = Books(profile),
            Engine = [.. EngineFigures(profile)],
            EngineReason = $"Engine {PageText.OneLine(profile.Engine.Name)}: {profile.Engine.Reason.TrimEnd('.')}.",
            Warnings = [.. warnings.Select(PageText.OneLine)],
            WarningsLink = warnings.Length == 0 ? "" : Quantities.Count(warnings.Length, "warning"),
            Noise = [.. Noise(profile)],
            Host = [.. HostFigures(profile.Host), .. EnvironmentFigures(profile.Environment)],
            Output = [.. Output(profile.Output)],
            Configuration = [.. ConfigurationRows(input)],
            Version = Version,
        };
    }

    private static ChartsView Draw(ProcessProfile profile, ImmutableArray<Finding> findings)
    {
        var shares = string.Join(", ", ReportState.All
            .Where(s => profile.States[s.State] > TimeSpan.Zero)
            .Select(s => $"{s.Label} {Quantities.Share(profile.States[s.State], profile.States.Total)}"));
        try
        {
            var (wide, narrow) = DistributionChart.Draw(profile, findings);
            return new ChartsView(wide, narrow, $"Share of the time in each state, over all threads: {shares}.", "");
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return new ChartsView("", "", "",
                "The chart couldn't be drawn: the drawing library libSkiaSharp for this system isn't beside the tests. "
                + "If they were built on another kind of machine, set the MSBuild property RunScopeNativeRuntimes to the runtime identifier of this one, such as linux-musl-x64. "
                + $"The numbers are all in the tables. ({(e.InnerException ?? e).GetType().Name})");
        }
    }

    private static HeadlineView Headline(Verdict? verdict, ImmutableArray<Finding> findings)
    {
        var all = findings.Length;
        var missed = findings.Count(f => f.Outcome == FindingOutcome.Missed);
        var unsure = findings.Count(f => f.Outcome == FindingOutcome.Inconclusive);
        var limits = missed > 0 ? $"{Quantities.Count(missed)} of {Quantities.Count(all, "limit")} missed"
            : unsure > 0 ? $"{Quantities.Count(unsure)} of {Quantities.Count(all, "limit")} inconclusive"
            : all == 0 ? "No limits declared"
            : all == 1 ? "The limit is kept"
            : $"All {Quantities.Count(all)} limits kept";
        if (verdict?.Baseline is not { } comparison)
        {
            return missed > 0 ? new HeadlineView("missed", "✗", limits)
                : unsure > 0 ? new HeadlineView("inconclusive", "?", limits)
                : all == 0 ? new HeadlineView("none", "•", limits)
                : new HeadlineView("kept", "✓", limits);
        }

        var compared = ComparisonWords.Headline(comparison);
        return new HeadlineView(
            Outcomes.Key(verdict.Outcome), Outcomes.Mark(verdict.Outcome), PageText.OneLine(all == 0 ? Sentence(compared).TrimEnd('.') : $"{limits}; {compared}"));
    }

    private static FindingView Finding(Finding finding) => new(
        Outcomes.Key(finding.Outcome),
        Outcomes.Mark(finding.Outcome),
        Outcomes.Key(finding.Outcome),
        PageText.OneLine(finding.Metric),
        PageText.OneLine(finding.Limit),
        PageText.OneLine(finding.Actual),
        PageText.OneLine(finding.Evidence),
        finding.Details.IsDefault ? [] : [.. finding.Details.Select(PageText.OneLine)]);

    private static string[] Facts(ReportInput input)
    {
        var profile = input.Runs[TypicalRun.Of(input.Runs)];
        return
        [
            Quantities.Count(input.Runs.Length, "run"),
            profile.StartedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture),
            $"engine {PageText.OneLine(profile.Engine.Name)} at {Quantities.Count(profile.Engine.SampleRate)} Hz",
            string.Create(CultureInfo.InvariantCulture, $"process {profile.Target.ProcessId}"),
        ];
    }

    private static string CommandLine(TargetInfo target) =>
        string.Join(' ', new[] { target.Command }.Concat(target.Arguments.IsDefault ? [] : target.Arguments).Select(Quoted));

    /// <summary>An argument so that its ends can be seen.</summary>
    private static string Quoted(string argument) =>
        argument.Length > 0 && !argument.AsSpan().ContainsAny(" \t\n\"'") ? PageText.OneLine(argument) : $"\"{PageText.OneLine(argument).Replace("\"", "\\\"")}\"";
}
