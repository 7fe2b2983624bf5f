using System.Collections.Immutable;

namespace RunScope.Testing.Analysis;

/// <summary>Which threads a number is over: "Application" (the default), "All", "Main" or a glob over names, narrowed to processes if asked.</summary>
internal sealed partial class ThreadSet
{
    /// <summary>All threads but service threads of a runtime and threads that only waited for their children.</summary>
    public const string Application = "Application";

    /// <summary>Every thread.</summary>
    public const string All = "All";

    /// <summary>The first thread of the root process.</summary>
    public const string Main = "Main";

    private readonly string _threads;
    private readonly NameGlob? _names;
    private readonly NameGlob? _processes;

    private ThreadSet(string threads, NameGlob? names, NameGlob? processes)
    {
        _threads = threads;
        _names = names;
        _processes = processes;
    }

    /// <summary>The set that limits are over unless they name another.</summary>
    public static ThreadSet Default { get; } = new(Application, null, null);

    /// <summary>Whether this is <see cref="Default"/>.</summary>
    public bool IsDefault => _threads == Application && _processes is null;

    /// <summary>Everything wrong with the declaration of a set, in words.</summary>
    public static IEnumerable<string> Problems(string? threads, string? processes)
    {
        if (threads is not (null or Application or All or Main) && NameGlob.Problem("Threads", threads) is { } first)
            yield return first;
        if (processes is not null && NameGlob.Problem("Processes", processes) is { } second)
            yield return second;
    }

    /// <summary>Reads a set.</summary>
    /// <exception cref="ArgumentException">It can never match; <see cref="Problems"/> says why.</exception>
    public static ThreadSet Parse(string? threads, string? processes)
    {
        if (Problems(threads, processes).FirstOrDefault() is { } problem)
            throw new ArgumentException(problem);
        threads ??= Application;
        var names = threads is Application or All or Main ? null : new NameGlob(threads);
        return new ThreadSet(threads, names, processes is null ? null : new NameGlob(processes));
    }

    /// <summary>The threads of a profile that belong to the set, in the profile's order; empty when none does.</summary>
    public ImmutableArray<ThreadProfile> Select(ProcessProfile profile)
    {
        var processes = ProcessesOf(profile);
        return [.. profile.Threads.Where(t => IsOfProcess(t, processes) && IsOfThreads(t, profile))];
    }

    /// <summary>The set in words: <c>All</c>, <c>"worker-*"</c>, <c>Application of processes "dotnet"</c>.</summary>
    public override string ToString() =>
        (_names is null ? _threads : VisibleText.Quote(_threads)) + (_processes is null ? "" : $" of processes {VisibleText.Quote(_processes.Pattern)}");

    private HashSet<int>? ProcessesOf(ProcessProfile profile) =>
        _processes is null ? null : [.. profile.Processes.Where(p => _processes.Matches(p.Name)).Select(p => p.Id)];

    private static bool IsOfProcess(ThreadProfile thread, HashSet<int>? processes) => processes is null || processes.Contains(thread.ProcessId);

    private bool IsOfThreads(ThreadProfile thread, ProcessProfile profile) => _threads switch
    {
        _ when _names is not null => _names.Matches(thread.Name),
        All => true,
        Main => IsMain(thread, profile),
        _ => thread.Role == ThreadRole.Application,
    };

    /// <summary>The first thread of a process has the process's own ID (<c>gettid(2)</c>).</summary>
    private static bool IsMain(ThreadProfile thread, ProcessProfile profile) => profile.Processes.Length == 0
        ? thread.ThreadId == profile.Target.ProcessId
        : thread.ProcessId == profile.Processes[0].Id && thread.ThreadId == profile.Processes[0].ProcessId;
}
