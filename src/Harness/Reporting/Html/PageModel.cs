using RunScope.Testing.Reporting.Charts;

namespace RunScope.Testing.Reporting.Html;

/// <summary>Everything that the page's template shows, as words; every text goes through <see cref="PageEncoder"/>.</summary>
internal sealed record PageModel
{
    public required PageHead Head { get; init; }

    /// <summary>The page over all tests beside this one; empty when there is none.</summary>
    public required string IndexLink { get; init; }

    public required string Name { get; init; }

    public required HeadlineView Verdict { get; init; }

    public required string Command { get; init; }

    public required string[] Facts { get; init; }

    /// <summary>That the data are made up, in words; empty where they are real.</summary>
    public required string Simulated { get; init; }

    public required FindingView[] Findings { get; init; }

    /// <summary>The head against a base; null where nothing was compared.</summary>
    public required ComparisonView? Comparison { get; init; }

    public required FigureView[] Figures { get; init; }

    public required ChartsView Charts { get; init; }

    public required LegendView[] Legend { get; init; }

    public required TimelineChart? Timeline { get; init; }

    public required SliceView[] Slices { get; init; }

    public required string RunsNote { get; init; }

    public required string[] RunStates { get; init; }

    public required RunView[] Runs { get; init; }

    public required CellView[] RunMedians { get; init; }

    public required WaitView[] Waits { get; init; }

    public required string WaitsNote { get; init; }

    public required string[] ThreadStates { get; init; }

    public required ThreadView[] Threads { get; init; }

    public required string ThreadsNote { get; init; }

    public required ProcessView[] Processes { get; init; }

    public required string ProcessesNote { get; init; }

    public required PhaseView[] Phases { get; init; }

    public required string PhasesNote { get; init; }

    public required FidelityView[] Fidelity { get; init; }

    public required string Books { get; init; }

    public required FigureView[] Engine { get; init; }

    public required string EngineReason { get; init; }

    public required string[] Warnings { get; init; }

    public required string WarningsLink { get; init; }

    public required NoiseView[] Noise { get; init; }

    public required FigureView[] Host { get; init; }

    public required OutputView[] Output { get; init; }

    public required ConfigurationView[] Configuration { get; init; }

    public required string Version { get; init; }
}

/// <summary>The verdict in one line.</summary>
internal sealed record HeadlineView(string Key, string Mark, string Text);

internal sealed record FindingView(string Key, string Mark, string Word, string Metric, string Limit, string Actual, string Evidence, string[] Details);

/// <summary>A number with its name, and where it helps a word on it.</summary>
internal sealed record FigureView(string Name, string Value, string Note = "");

internal sealed record ChartsView(string Wide, string Narrow, string Label, string Problem);

/// <summary>A cell of a table, with its column's name for screens so narrow that a row becomes a paragraph.</summary>
/// <param name="Label">The column's name.</param>
/// <param name="Value">What it holds.</param>
/// <param name="Zero">Whether it may be left out there.</param>
internal sealed record CellView(string Label, string Value, bool Zero = false);

internal sealed record LegendView(string Key, string Label, string Meaning);

/// <summary>A part of a bar, in hundredths of its length.</summary>
internal sealed record BarPart(string Key, string X, string Width);

internal sealed record ThreadView(
    string Name, string Id, string Process, string Role, string Lifetime, BarPart[] Bar, CellView[] Shares, string Cpu, string Switches);

internal sealed record ProcessView(string Name, string Id, string Parent, string Executable, string Start, string Lifetime, string Threads);

internal sealed record FidelityView(string Key, string State, string Share, string Time, string How);

internal sealed record ConfigurationView(string Name, string Value, string Source);

internal sealed record OutputView(string Name, string Text, string Note);
