using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing;

/// <summary>The base of every limit on a profiled test. Derive from it to write your own.</summary>
/// <remarks>A limit on a method replaces one of the same kind, over the same states and threads, on its class; one on a class replaces one on the assembly.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Assembly, AllowMultiple = true, Inherited = true)]
public abstract class ProfileAssertionAttribute : Attribute
{
    /// <summary>The thread set: "Application" (default), "All", "Main", or a glob over thread names such as "worker-*".</summary>
    public string? Threads { get; set; }

    /// <summary>Narrows the thread set to processes whose name matches this glob.</summary>
    public string? Processes { get; set; }

    /// <summary>
    /// The phase that the limit covers, by its name in <see cref="RunningProcess.PhaseAsync"/>; when null, the test's body where one ran beside the
    /// process, else the whole run. Phases of one name are taken together. A run without that phase is a finding, never a pass.
    /// </summary>
    public string? Phase { get; set; }

    /// <summary>Whether the limit is over a thread set at all; unless it is, the thread set that a test declares for all its limits isn't handed to it.</summary>
    protected internal virtual bool TakesThreads => true;

    /// <summary>Whether the limit covers the whole tree of processes, because it names no threads; a thread set that a test declares for all its limits isn't handed to it.</summary>
    internal virtual bool OfTree => false;

    /// <summary>Whether the limit is on the whole run even when the others cover the test's body alone.</summary>
    protected internal virtual bool OnWholeRun => false;

    /// <summary>Whether nobody wrote the limit.</summary>
    internal bool Implied { get; init; }

    /// <summary>What distinguishes this limit from others of its type: one with the same key over the same threads replaces one of a wider scope. Empty unless overridden.</summary>
    protected internal virtual string Key => "";

    /// <summary>Everything wrong with the declaration, in words; checked when tests are discovered.</summary>
    public virtual IEnumerable<string> Validate() => ThreadSet.Problems(Threads, Processes);

    /// <summary>Holds the limit against the runs of a test.</summary>
    /// <param name="runs">One profile per run, at least one; already cut to the span that limits cover.</param>
    public abstract Finding Evaluate(ImmutableArray<ProcessProfile> runs);

    /// <summary>The limit over the given threads, where it names none itself and is over threads at all.</summary>
    internal ProfileAssertionAttribute Over(string? threads, string? processes)
    {
        if (!TakesThreads || OfTree || (Threads ?? threads) == Threads && (Processes ?? processes) == Processes)
            return this;
        var copy = (ProfileAssertionAttribute)MemberwiseClone();
        copy.Threads ??= threads;
        copy.Processes ??= processes;
        return copy;
    }

    /// <summary>The words that a declaration has in common, for messages.</summary>
    private protected IEnumerable<string> ThreadParts() =>
        [Declaration.Part(nameof(Threads), Threads), Declaration.Part(nameof(Processes), Processes), Declaration.Part(nameof(Phase), Phase)];

    /// <summary>What is wrong where a limit on the whole process names threads.</summary>
    private protected IEnumerable<string> ThreadsRefused(string what)
    {
        if (Threads is not null || Processes is not null)
            yield return $"{what} is of the whole process: leave Threads and Processes out";
    }

    /// <summary>Refuses a limit that was built by hand and never checked.</summary>
    private protected void RequireValid()
    {
        var problems = Validate().ToArray();
        if (problems.Length > 0)
            throw new RunScopeException($"Cannot judge {this}: {string.Join("; ", problems)}.");
    }
}
