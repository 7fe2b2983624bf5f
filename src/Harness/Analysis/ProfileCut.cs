using System.Collections.Immutable;

namespace RunScope.Testing.Analysis;

/// <summary>Restricts a profile to a span of its run.</summary>
internal static class ProfileCut
{
    /// <summary>The profile of a span alone. Times of day stay on the clock of the whole run.</summary>
    /// <remarks>
    /// State times, CPU time and wall time are those of the span. Exit code, output and host are facts of the run and stay, and so does
    /// the CPU time and the context switches that no thread accounts for: when in the run they were isn't known. Context switches are those of
    /// the threads seen, storage is that of the tree from mark to mark. The peak of memory is a fact of the whole run and becomes unknown.
    /// The timeline is of the whole run alone. Waits stay as they were, for the threads of the span, and a warning says that they are of the whole run.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The profile is a span already: marks are on the clock of the whole run, its length isn't.</exception>
    public static ProcessProfile Cut(ProcessProfile profile, Phase phase)
    {
        if (profile.IsSpan) throw new InvalidOperationException($"Cannot cut a profile to the span {VisibleText.Quote(phase.Name)}: {PhaseSpans.Names(profile)}.");
        var end = phase.End is { } e && e < profile.WallTime ? e : profile.WallTime;
        var length = end > phase.Start ? end - phase.Start : TimeSpan.Zero;
        var byId = profile.Threads.ToDictionary(t => t.Id);
        ImmutableArray<ThreadProfile> threads =
            [.. phase.Threads.Where(t => byId.ContainsKey(t.Id)).Select(t => Cut(byId[t.Id], t, phase.Start, end))];
        var present = threads.Select(t => t.Id).ToHashSet();
        var restricted = profile with { Threads = threads };
        var books = Distribution.Of(restricted, threads);

        return restricted with
        {
            WallTime = length,
            CpuTime = phase.CpuTime,
            IsSpan = true,
            States = books.Times,
            Evidence = books.Evidence,
            VoluntarySwitches = phase.VoluntarySwitches,
            InvoluntarySwitches = phase.InvoluntarySwitches,
            PeakMemory = null,
            PeakMemoryAtMost = null,
            Io = phase.Io,
            Phases = [phase],
            Timeline = Timeline.Empty,
            Waits = [.. profile.Waits.Where(w => w.ThreadId is null || present.Contains(w.ThreadId.Value))],
            Engine = profile.Engine with { Warnings = profile.Engine.Warnings.Add(Warning(phase, length, profile.WallTime)) },
        };
    }

    /// <summary>The spans of a name that every run has, cut out of each; the runs as they are when one lacks it, or is a span already.</summary>
    public static ImmutableArray<ProcessProfile> CutAll(ImmutableArray<ProcessProfile> runs, string phase) =>
        runs.All(r => !r.IsSpan && PhaseSpans.Has(r, phase)) ? [.. runs.Select(r => PhaseSpans.Cut(r, phase))] : runs;

    private static ThreadProfile Cut(ThreadProfile thread, PhaseThread span, TimeSpan start, TimeSpan end) => thread with
    {
        Start = thread.Start > start ? thread.Start : start,
        End = thread.End is { } e && e < end ? e : null,
        States = span.States,
        Evidence = span.Evidence,
        CpuTime = span.CpuTime,
        VoluntarySwitches = span.VoluntarySwitches,
        InvoluntarySwitches = span.InvoluntarySwitches,
        Switches = span.Switches,
    };

    /// <summary>What there is to know about the numbers of a cut.</summary>
    internal static string Warning(Phase phase, TimeSpan length, TimeSpan whole) =>
        $"These numbers cover the span {VisibleText.Quote(phase.Name)}, {Durations.Format(length)} of {Durations.Format(whole)}: "
        + "the waits named are of the whole run, and the peak of memory isn't known for a span.";
}
