namespace RunScope.Testing.Analysis;

internal sealed partial class ThreadSet
{
    private const int NamesShown = 10;

    /// <summary>Says why the set matches no thread of a profile, and which names there are, the nearest first.</summary>
    public string Explain(ProcessProfile profile)
    {
        if (profile.Threads.IsEmpty)
            return "no thread was seen at all: the process ended before the first round";

        var processes = ProcessesOf(profile);
        if (processes is { Count: 0 })
            return $"Processes = {VisibleText.Quote(_processes!.Pattern)} matches none of {Names(profile.Processes.Select(p => p.Name), "process", "processes", _processes)}";

        var reachable = profile.Threads.Where(t => IsOfProcess(t, processes)).ToArray();
        var where = processes is null ? "" : $" of processes {VisibleText.Quote(_processes!.Pattern)}";
        if (reachable.Length == 0)
            return $"no thread{where} was seen";
        if (_threads == Main)
            return $"the main thread isn't among {Names(reachable.Select(t => t.Name), "thread", "threads", null)}{where}: it ended earlier, or is no part of that process";
        if (_names is null)
            return ExplainApplication(reachable, where);

        var hint = _threads.ToLowerInvariant() switch
        {
            "application" => "; the set of the program's own threads is written \"Application\"",
            "all" => "; the set of every thread is written \"All\"",
            "main" => "; the set of the first thread is written \"Main\"",
            _ => "",
        };
        return $"Threads = {VisibleText.Quote(_threads)} matches none of {Names(reachable.Select(t => t.Name), "thread", "threads", _names)}{where}{hint}";
    }

    private static string ExplainApplication(ThreadProfile[] threads, string where)
    {
        var waiters = threads.Count(t => t.Role == ThreadRole.Waiter);
        var roles = waiters == threads.Length ? "only waited for their children"
            : waiters == 0 ? "serve the language runtime"
            : "serve the language runtime or only waited for their children";
        return $"all of {Names(threads.Select(t => t.Name), "thread", "threads", null)}{where} {roles}: write Threads = \"All\" to judge them";
    }

    private static string Names(IEnumerable<string> names, string one, string many, NameGlob? near)
    {
        var all = names.ToArray();
        var distinct = all.Distinct(StringComparer.Ordinal)
            .OrderBy(n => near is null ? 0 : EditDistance.Between(near.Literal, n))
            .ThenBy(n => n, StringComparer.Ordinal)
            .ToArray();
        var shown = string.Join(", ", distinct.Take(NamesShown).Select(n => VisibleText.Quote(n, 40)));
        var more = distinct.Length > NamesShown ? $" and {Counts.Format(distinct.Length - NamesShown)} more" : "";
        return $"{Counts.Format(all.Length)} {(all.Length == 1 ? one : many)} ({shown}{more})";
    }
}
