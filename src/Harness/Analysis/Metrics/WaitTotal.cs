using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace RunScope.Testing.Analysis.Metrics;

/// <summary>What threads of one name spent their time in, in a run or on average over several: what a comparison explains a growth with.</summary>
/// <remarks>
/// Two kinds stand in one list. A wait has a call. The whole of a state has none: of Running, <paramref name="Count"/> is the number of threads, of Runnable the involuntary
/// switches, of Sleeping the voluntary ones, where the kernel told them.
/// </remarks>
/// <param name="State">The state.</param>
/// <param name="Call">The system call, or what else is known of the wait; empty for the whole time in the state.</param>
/// <param name="Target">The file, pipe or socket; null where there is none.</param>
/// <param name="Thread">The threads' name, with # for the numbers of several that differ in nothing else; null where the wait is over several.</param>
/// <param name="Seconds">The time.</param>
/// <param name="Count">The samples that saw the wait; of a whole state see the remarks.</param>
internal sealed partial record WaitTotal(TaskState State, string Call, string? Target, string? Thread, double Seconds, double Count)
{
    /// <summary>The waits that are kept, the longest: what is beyond is worth no line in a baseline file, and explains nothing.</summary>
    public const int MostWaits = 120;

    /// <summary>The names of threads whose states are kept: all of them of any but the strangest programs, since a name that is missing looks like threads that weren't there.</summary>
    public const int MostNames = 100;

    /// <summary>Whether it is all of the time in a state, and not one wait.</summary>
    public bool IsWholeState => Call.Length == 0;

    /// <summary>The waits and the states of a set of threads of one run.</summary>
    public static ImmutableArray<WaitTotal> Of(ProcessProfile run, ThreadSet set)
    {
        var threads = set.Select(run);
        var names = Names(threads);
        var everyThread = names.Count == run.Threads.Length;
        return
        [
            .. threads.GroupBy(t => names[t.Id]).SelectMany(g => States(g.Key, [.. g]))
                .Concat(run.Waits
                    .Where(w => w.ThreadId is { } id ? names.ContainsKey(id) : everyThread)
                    .GroupBy(w => (w.State, w.Call, Target: Stable(w.Target), Thread: w.ThreadId is { } id ? names[id] : null))
                    .Select(g => new WaitTotal(g.Key.State, g.Key.Call, g.Key.Target, g.Key.Thread, g.Sum(w => w.Time.TotalSeconds), g.Sum(w => w.Count))))
                .OrderByDescending(w => w.Seconds),
        ];
    }

    /// <summary>The average run of several, the most time first. Targets that few of the runs have, such as temporary files, are left out of their waits.</summary>
    public static ImmutableArray<WaitTotal> Average(IReadOnlyCollection<ImmutableArray<WaitTotal>> runs)
    {
        var lasting = runs.SelectMany(r => r.Select(w => w.Target).Distinct()).OfType<string>().GroupBy(t => t).Where(g => 2 * g.Count() >= runs.Count).Select(g => g.Key).ToHashSet();
        return Longest(
        [
            .. runs.SelectMany(r => r)
                .Select(w => w.Target is { } target && !lasting.Contains(target) ? w with { Target = null } : w)
                .GroupBy(w => (w.State, w.Call, w.Target, w.Thread))
                .Select(g => g.First() with { Seconds = g.Sum(w => w.Seconds) / runs.Count, Count = g.Sum(w => w.Count) / runs.Count })
                .OrderByDescending(w => w.Seconds).ThenBy(w => w.State).ThenBy(w => w.Call, StringComparer.Ordinal).ThenBy(w => w.Thread, StringComparer.Ordinal),
        ]);
    }

    /// <summary>As they are where there are few, else without the shorter waits and the names with the least time.</summary>
    public static ImmutableArray<WaitTotal> Longest(ImmutableArray<WaitTotal> all)
    {
        var names = all.Where(w => w.IsWholeState).GroupBy(w => w.Thread).OrderByDescending(g => g.Sum(w => w.Seconds)).Take(MostNames).Select(g => g.Key).ToHashSet();
        var waits = all.Where(w => !w.IsWholeState).OrderByDescending(w => w.Seconds).Take(MostWaits).ToHashSet();
        ImmutableArray<WaitTotal> kept = [.. all.Where(w => w.IsWholeState ? names.Contains(w.Thread) : waits.Contains(w))];
        return kept.Length == all.Length ? all : [.. kept.OrderByDescending(w => w.Seconds)];
    }

    /// <summary>A name by which threads of different runs are the same: numbers in it don't count.</summary>
    public static string Alike(string name) => Digits().Replace(name, "#");

    private static Dictionary<int, string> Names(ImmutableArray<ThreadProfile> threads)
    {
        var several = threads.Select(t => t.Name).Distinct().GroupBy(Alike).Where(g => g.Skip(1).Any()).Select(g => g.Key).ToHashSet();
        return threads.ToDictionary(t => t.Id, t => Alike(t.Name) is var alike && several.Contains(alike) ? alike : t.Name);
    }

    private static IEnumerable<WaitTotal> States(string name, ThreadProfile[] threads)
    {
        var times = threads.Aggregate(StateTimes.Zero, (sum, t) => sum + t.States);
        foreach (var state in StateGroup.Columns)
        {
            var count = state switch
            {
                TaskState.Running => threads.Length,
                TaskState.Runnable => threads.Sum(t => t.InvoluntarySwitches ?? 0),
                TaskState.Sleeping => threads.Sum(t => t.VoluntarySwitches ?? 0),
                _ => 0,
            };
            if (count > 0 || times[state] > TimeSpan.Zero) yield return new WaitTotal(state, "", null, name, times[state].TotalSeconds, count);
        }
    }

    // The number of a pipe or a socket is another one in each run.
    private static string? Stable(string? target) => target is null ? null : Inode().Match(target) is { Success: true } kind ? kind.Groups[1].Value : target;

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(pipe|socket):\[[0-9]+\]$")]
    private static partial Regex Inode();
}
