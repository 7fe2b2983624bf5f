namespace RunScope.Testing.Tests.Support;

/// <summary>All of a process and its children that an observer could leave a trace in: what it is, how it takes signals, who traces it, its threads and its descriptors.</summary>
/// <param name="root">The process.</param>
/// <param name="threads">Whether each thread counts: pools of threads come and go by themselves.</param>
/// <param name="data">A folder whose files don't count as descriptors: databases open and close theirs as they work.</param>
internal sealed class Footprint(int root, bool threads, string? data)
{
    // SigQ is left out: it counts what is queued for all processes of the user. What is queued for these stands in SigPnd and ShdPnd.
    private static readonly string[] OfStatus =
        ["State", "TracerPid", "SigPnd", "ShdPnd", "SigBlk", "SigIgn", "SigCgt", "Uid", "Gid", "Groups", "NoNewPrivs", "Seccomp", "CapEff", "Cpus_allowed_list", "CoreDumping"];

    private static readonly string[] Files = ["oom_score_adj", "coredump_filter", "personality", "timerslack_ns", "limits", "cgroup", "cmdline"];

    // Numbers of proc_pid_stat(5): group, session, terminal, priority, niceness, signal for the parent, real-time priority, policy.
    private static readonly int[] OfStat = [5, 6, 7, 18, 19, 38, 40, 41];
    private SortedDictionary<string, string> _before = [];

    /// <summary>Takes it once all threads rest: a signal that is being taken, or a connection that is being closed, is no trace.</summary>
    public Task RestsAsync() => Patience.UntilAsync(() =>
    {
        var last = _before;
        _before = Take();
        return Rests(_before) && IsSame(_before, last);
    }, $"process {root} rests");

    /// <summary>Waits until it is what it was, and says what isn't.</summary>
    public async Task ShouldComeBackAsync()
    {
        var now = _before;
        try
        {
            await Patience.UntilAsync(() => IsSame(now = Take(), _before), "it is what it was");
        }
        catch (TimeoutException)
        {
            var all = _before.Keys.Union(now.Keys).Where(key => _before.GetValueOrDefault(key) != now.GetValueOrDefault(key));
            string.Join('\n', all.Select(key => $"{key}: {_before.GetValueOrDefault(key)} -> {now.GetValueOrDefault(key)}")).ShouldBeEmpty();
        }
    }

    private SortedDictionary<string, string> Take()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pid in ProcText.Tree(root))
        {
            Add(all, $"/proc/{pid}");
            foreach (var file in Files) all[$"{pid} {file}"] = ProcText.Try(() => File.ReadAllText($"/proc/{pid}/{file}")) ?? "";
            foreach (var number in OfStat) all[$"{pid} stat {number}"] = ProcText.Try(() => ProcText.StatField(pid, number)) ?? "";
            foreach (var descriptor in ProcText.Try(() => Directory.GetFileSystemEntries($"/proc/{pid}/fd")) ?? [])
            {
                var target = ProcText.Try(() => new FileInfo(descriptor).LinkTarget) ?? "";
                if (data is null || !target.StartsWith(data, StringComparison.Ordinal)) all[descriptor] = target;
            }

            if (!threads) continue;
            foreach (var tid in ProcText.Threads(pid)) Add(all, $"/proc/{pid}/task/{tid}");
        }

        return all;
    }

    private static void Add(SortedDictionary<string, string> all, string folder)
    {
        var status = ProcText.Try(() => ProcText.Status(folder)) ?? [];
        foreach (var name in OfStatus) all[$"{folder} {name}"] = status.GetValueOrDefault(name) ?? "";
    }

    private static bool Rests(SortedDictionary<string, string> footprint) => footprint.Where(f => f.Key.EndsWith(" State", StringComparison.Ordinal)).All(f => f.Value == "S (sleeping)");

    private static bool IsSame(SortedDictionary<string, string> one, SortedDictionary<string, string> other) =>
        one.Count == other.Count && one.All(f => other.TryGetValue(f.Key, out var value) && value == f.Value);
}
