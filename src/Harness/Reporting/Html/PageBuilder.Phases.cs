using System.Collections.Immutable;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Reporting.Html;

/// <summary>A named span with the states over it alone.</summary>
/// <param name="Name">The name.</param>
/// <param name="Span">From when to when.</param>
/// <param name="Open">Whether its details are shown at once.</param>
/// <param name="Judged">Whether limits are held against it.</param>
/// <param name="Bar">The states.</param>
/// <param name="Figures">The key figures that a span has.</param>
/// <param name="States">The states in numbers.</param>
internal sealed record PhaseView(string Name, string Span, bool Open, bool Judged, BarPart[] Bar, FigureView[] Figures, FidelityView[] States);

/// <summary>The phases of the run.</summary>
internal static partial class PageBuilder
{
    private const int MaxPhases = 50;

    /// <summary>More than these are an overview first.</summary>
    private const int OpenPhases = 3;

    private static PhaseView[] Phases(ProcessProfile profile)
    {
        // The whole page of a span is about that span.
        if (profile.Phases.IsDefaultOrEmpty || profile.IsSpan) return [];
        return [.. profile.Phases.Take(MaxPhases).Select(p => PhaseOf(p, profile, profile.Phases.Length <= OpenPhases))];
    }

    private static PhaseView PhaseOf(Phase phase, ProcessProfile profile, bool open)
    {
        var span = ProfileCut.Cut(profile, phase.Threads.IsDefault ? phase with { Threads = ImmutableArray<PhaseThread>.Empty } : phase);
        return new PhaseView(
            PageText.OneLine(phase.Name),
            $"{Quantities.Duration(phase.Start)} to {Quantities.Duration(phase.End ?? profile.WallTime)}{(phase.End is null ? ", the end of the run" : "")}",
            open,
            phase.Name == Phase.Body,
            Bar(span.States),
            [
                new FigureView("Length", Quantities.Duration(span.WallTime), $"{Quantities.Share(span.WallTime, profile.WallTime)} of the run"),
                new FigureView("CPU time", Quantities.Duration(span.CpuTime), "of its threads"),
                new FigureView("Average CPUs", AverageCpus(span), "CPU time / length"),
                new FigureView("Context switches", Switches(span.VoluntarySwitches, span.InvoluntarySwitches), "voluntary / involuntary"),
                new FigureView("Storage", span.Io is { } io ? $"{io.Read} / {io.Written}" : Quantities.Unknown, "read / written"),
                new FigureView("Threads", Quantities.Count(span.Threads.Length), "lived in it"),
            ],
            [.. ReportState.All.Where(s => span.States[s.State] > TimeSpan.Zero).Select(s => FidelityRow(s, span))]);
    }
}
