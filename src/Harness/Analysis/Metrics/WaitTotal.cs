using System.Collections.Immutable;

namespace RunScope.Testing.Analysis.Metrics;

/// <summary>What threads of one name waited in, in a run or on average over several: what a comparison explains a growth with.</summary>
/// <param name="State">The state that they waited in.</param>
/// <param name="Call">The system call, or what else is known of it.</param>
/// <param name="Target">The file, pipe or socket; null where there is none.</param>
/// <param name="Thread">The threads' name; null where the wait is over several.</param>
/// <param name="Seconds">The time.</param>
/// <param name="Count">The samples that saw it.</param>
internal sealed record WaitTotal(TaskState State, string Call, string? Target, string? Thread, double Seconds, double Count)
{
    /// <summary>The waits of a set of threads of one run.</summary>
    public static ImmutableArray<WaitTotal> Of(ProcessProfile run, ThreadSet set)
    {
        var names = set.Select(run).ToDictionary(t => t.Id, t => t.Name);
        var everyThread = names.Count == run.Threads.Length;
        return
        [
            .. run.Waits
                .Where(w => w.ThreadId is { } id ? names.ContainsKey(id) : everyThread)
                .GroupBy(w => (w.State, w.Call, w.Target, Thread: w.ThreadId is { } id ? names[id] : null))
                .Select(g => new WaitTotal(g.Key.State, g.Key.Call, g.Key.Target, g.Key.Thread, g.Sum(w => w.Time.TotalSeconds), g.Sum(w => w.Count)))
                .OrderByDescending(w => w.Seconds),
        ];
    }

    /// <summary>The average run of several.</summary>
    public static ImmutableArray<WaitTotal> Average(IReadOnlyCollection<ImmutableArray<WaitTotal>> runs) =>
    [
        .. runs.SelectMany(r => r)
            .GroupBy(w => (w.State, w.Call, w.Target, w.Thread))
            .Select(g => g.First() with { Seconds = g.Sum(w => w.Seconds) / runs.Count, Count = g.Sum(w => w.Count) / runs.Count })
            .OrderByDescending(w => w.Seconds),
    ];
}
