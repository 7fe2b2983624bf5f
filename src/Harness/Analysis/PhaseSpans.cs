using System.Collections.Immutable;

namespace RunScope.Testing.Analysis;

/// <summary>All spans of one name in a run, taken together.</summary>
/// <remarks>A span within another of its name is part of that one and counts once; the rest add up: their times, their lengths, their threads' books.</remarks>
internal static class PhaseSpans
{
    /// <summary>Whether a run has a span of this name.</summary>
    public static bool Has(ProcessProfile run, string name) => run.Phases.Any(p => p.Name == name);

    /// <summary>The run cut to all spans of this name, of which it has one at least; as it is where it was cut to them already.</summary>
    public static ProcessProfile Cut(ProcessProfile run, string name)
    {
        if (run.IsSpan) return run;
        var spans = Outermost(run, name);
        ImmutableArray<ProcessProfile> cuts = [.. spans.Select(s => ProfileCut.Cut(run, s))];
        return cuts.Length == 1 ? cuts[0] : Join(run, spans, cuts);
    }

    /// <summary>The names of a run's spans, each once, for messages.</summary>
    public static string Names(ProcessProfile run) =>
        run.IsSpan ? $"the profile is already cut to the phase {VisibleText.Quote(run.Phases[0].Name)}: take another phase of the whole run's profile"
        : (run.Phases.IsEmpty
            ? "the run has no phases: mark one with RunningProcess.PhaseAsync(\"name\"), and dispose the result where it ends"
            : $"the run's phases are {string.Join(", ", run.Phases.Select(p => p.Name).Distinct().Select(n => VisibleText.Quote(n)))}") + LeftOut(run);

    private static string LeftOut(ProcessProfile run) =>
        run.Engine.Warnings.FirstOrDefault(w => w.StartsWith(WarningTexts.PhasesLeftOut, StringComparison.Ordinal)) is { } warning ? $". {VisibleText.Of(warning.TrimEnd('.'))}" : "";

    private static ImmutableArray<Phase> Outermost(ProcessProfile run, string name)
    {
        var kept = ImmutableArray.CreateBuilder<Phase>();
        var until = TimeSpan.MinValue;
        foreach (var span in run.Phases.Where(p => p.Name == name).OrderBy(p => p.Start).ThenByDescending(p => p.End ?? TimeSpan.MaxValue))
        {
            var end = span.End ?? TimeSpan.MaxValue;
            if (span.Start < until && end <= until) continue;
            kept.Add(span);
            until = end;
        }

        return kept.ToImmutable();
    }

    private static ProcessProfile Join(ProcessProfile run, ImmutableArray<Phase> spans, ImmutableArray<ProcessProfile> cuts)
    {
        ImmutableArray<ThreadProfile> threads = [.. cuts.SelectMany((c, i) => c.Threads.Select(t => i < cuts.Length - 1 ? Ended(t, spans[i]) : t)).GroupBy(t => t.Id).OrderBy(g => g.Key).Select(Join)];
        var length = cuts.Aggregate(TimeSpan.Zero, (sum, c) => sum + c.WallTime);
        var present = threads.Select(t => t.Id).ToHashSet();
        var restricted = cuts[0] with { Threads = threads };
        var books = Distribution.Of(restricted, threads);
        return restricted with
        {
            WallTime = length,
            CpuTime = Sum(cuts, c => c.CpuTime?.Ticks) is { } cpu ? TimeSpan.FromTicks(cpu) : null,
            States = books.Times,
            Evidence = books.Evidence,
            VoluntarySwitches = Sum(cuts, c => c.VoluntarySwitches),
            InvoluntarySwitches = Sum(cuts, c => c.InvoluntarySwitches),
            Io = Sum(cuts, c => c.Io?.Read.Bytes) is { } read && Sum(cuts, c => c.Io?.Written.Bytes) is { } written ? new IoCounts(new ByteSize(read), new ByteSize(written)) : null,
            Phases = [.. spans],
            Waits = [.. run.Waits.Where(w => w.ThreadId is null || present.Contains(w.ThreadId.Value))],
            Engine = run.Engine with { Warnings = run.Engine.Warnings.Add(ProfileCut.Warning(spans[0], length, run.WallTime)) },
        };
    }

    // A thread that is in no later span doesn't live on beside those that began there.
    private static ThreadProfile Ended(ThreadProfile thread, Phase span) => thread with { End = thread.End ?? span.End };

    private static ThreadProfile Join(IEnumerable<ThreadProfile> parts)
    {
        ImmutableArray<ThreadProfile> all = [.. parts];
        return all[0] with
        {
            End = all[^1].End,
            States = all.Aggregate(StateTimes.Zero, (sum, t) => sum + t.States),
            Evidence = all.Any(t => t.Evidence is null) ? null : Evidence.PerState(state => Join(all, state)),
            CpuTime = Sum(all, t => t.CpuTime?.Ticks) is { } cpu ? TimeSpan.FromTicks(cpu) : null,
            VoluntarySwitches = Sum(all, t => t.VoluntarySwitches),
            InvoluntarySwitches = Sum(all, t => t.InvoluntarySwitches),
            Switches = Sum(all, t => t.Switches),
        };
    }

    // The ends of the spans' intervals add up plainly, as times: the true interval of the sum lies within.
    private static StateEvidence Join(ImmutableArray<ThreadProfile> parts, TaskState state)
    {
        var evidence = parts.Select(t => t.Evidence![state]).ToArray();
        var kind = evidence.Max(e => e.Kind);
        if (kind is Fidelity.ExactKernel or Fidelity.ExactEvent) return new StateEvidence(kind);
        double total = 0, low = 0, high = 0;
        for (var i = 0; i < evidence.Length; i++)
        {
            double life = parts[i].States.Total.Ticks, time = parts[i].States[state].Ticks;
            var exact = evidence[i].Kind is Fidelity.ExactKernel or Fidelity.ExactEvent;
            total += life;
            low += exact ? time : (evidence[i].Low ?? 0) * life;
            high += exact ? time : (evidence[i].High ?? 1) * life;
        }

        return total <= 0 ? new StateEvidence(Fidelity.Unresolved) : new StateEvidence(kind, evidence.Sum(e => e.Samples ?? 0), low / total, Math.Min(1, high / total));
    }

    private static long? Sum<T>(ImmutableArray<T> parts, Func<T, long?> of) => parts.Any(p => of(p) is null) ? null : parts.Sum(p => of(p)!.Value);
}
