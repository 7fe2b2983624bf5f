using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Cli.Processes;

/// <summary>Finds the process that a user means by a PID or a name.</summary>
internal static class ProcessLookup
{
    private const int MostListed = 20;
    private const int MostNear = 3;

    /// <summary>Finds it among the processes that are there now.</summary>
    /// <param name="word">
    /// A PID; or a whole name: the kernel's, the program file's, the one it was called by, or that of the script or dll that an interpreter runs. The tool
    /// itself and the processes that started it are found by PID alone: nobody who types "bash" into a shell means that shell.
    /// </param>
    /// <param name="redactor">What hides secrets in what is told of others.</param>
    public static Lookup Find(string word, Redactor redactor) => Find(word, redactor, ProcessTable.Read(), Environment.ProcessId);

    internal static Lookup Find(string word, Redactor redactor, ProcessTable table, int self)
    {
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) return ByPid(pid, redactor, table);
        var named = table.Processes.Where(p => !p.IsKernelThread && ProgramNames.Of(p).Contains(word)).ToList();
        var own = Ancestors(table, self);
        var found = named.Where(p => !p.HasEnded && !own.Contains(p.Pid)).OrderBy(p => p.StartTicks).ThenBy(p => p.Pid).ToImmutableArray();
        return found switch
        {
            [var one] => new Lookup.One(one),
            [] => new Lookup.None(WhyNone(word, redactor, table, named, own)),
            _ => new Lookup.Several(found, List(word, redactor, found)),
        };
    }

    private static Lookup ByPid(int pid, Redactor redactor, ProcessTable table)
    {
        if (table.Processes.FirstOrDefault(p => p.Pid == pid) is { } process) return new Lookup.One(process);
        if (ProcessTable.ProcessOf(pid) is { } owner && owner != pid) return new Lookup.None($"{pid} is a thread of process {owner}{NameOf(owner, redactor, table)}. Give {owner}: all its threads are watched.");
        return new Lookup.None($"There is no process {pid}: it has ended, or it is hidden from this user. To list what there is: runscope ps --all");
    }

    private static string WhyNone(string word, Redactor redactor, ProcessTable table, List<ListedProcess> named, HashSet<int> own)
    {
        if (named.Find(p => own.Contains(p.Pid)) is { } parent) return $"The only process named {VisibleText.Quote(word)} is {parent.Pid}, which started this tool. If that is the one, give its PID: {parent.Pid}";
        if (named is [var ended, ..]) return $"Process {ended.Pid} ({VisibleText.Of(word)}) has ended and waits only for its parent {ended.Parent} to take note of it.";
        var near = Near(word, table, own);
        var meant = near.IsEmpty ? "" : $" Did you mean {string.Join(", ", near.Select(n => VisibleText.Of(redactor.Text(n))))}?";
        return $"There is no process named {VisibleText.Quote(word)}.{meant} To list what there is: runscope ps --all";
    }

    /// <summary>The names that a mistyped one may have meant: few letters apart, or with the word in them.</summary>
    private static ImmutableArray<string> Near(string word, ProcessTable table, HashSet<int> own) =>
    [
        .. table.Processes.Where(p => !p.IsKernelThread && !p.HasEnded && !own.Contains(p.Pid)).SelectMany(p => ProgramNames.Of(p)).Distinct()
            .Select(name => (Name: name, Distance: name.Contains(word, StringComparison.OrdinalIgnoreCase) ? 0 : EditDistance.Between(word, name)))
            .Where(n => n.Distance <= Math.Max(1, word.Length / 3))
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal)
            .Select(n => n.Name).Take(MostNear),
    ];

    private static string List(string word, Redactor redactor, ImmutableArray<ListedProcess> found)
    {
        var now = Clock.SinceBoot;
        var lines = found.Take(MostListed).Select(p => string.Create(CultureInfo.InvariantCulture, $"  {p.Pid,7}  {VisibleText.Of(UserNames.Machine.Shown(p.User) ?? "?", 20),-10}  {Durations.Format(p.Age(now)),-11}  {CommandText.Of(p, redactor, 100)}"));
        var more = found.Length > MostListed ? string.Create(CultureInfo.InvariantCulture, $"\n  and {found.Length - MostListed} more") : "";
        var root = found.FirstOrDefault(p => found.All(other => other == p || IsBelow(other, p, found)));
        var hint = root is null ? "Give the PID of one." : $"Give the PID of one: {root.Pid} is the parent of the others, which are watched with it.";
        return $"{found.Length} processes are named {VisibleText.Quote(word)}:\n  {"PID",7}  {"USER",-10}  {"RUNS FOR",-11}  COMMAND\n{string.Join('\n', lines)}{more}\n{hint}";
    }

    private static bool IsBelow(ListedProcess process, ListedProcess root, ImmutableArray<ListedProcess> among)
    {
        for (var steps = 0; steps < among.Length; steps++)
        {
            if (process.Parent == root.Pid) return true;
            if (among.FirstOrDefault(p => p.Pid == process.Parent) is not { } parent) return false;
            process = parent;
        }

        return false;
    }

    /// <summary>A process with its parents up to the first.</summary>
    internal static HashSet<int> Ancestors(ProcessTable table, int pid)
    {
        var parents = table.Processes.ToDictionary(p => p.Pid, p => p.Parent);
        var own = new HashSet<int>();
        while (pid > 0 && own.Add(pid)) pid = parents.GetValueOrDefault(pid);
        return own;
    }

    private static string NameOf(int pid, Redactor redactor, ProcessTable table) => table.Processes.FirstOrDefault(p => p.Pid == pid) is { } process ? $" ({VisibleText.Of(redactor.Text(process.Name))})" : "";
}
