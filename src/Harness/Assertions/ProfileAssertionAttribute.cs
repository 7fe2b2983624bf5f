using System.Collections.Immutable;

namespace RunScope.Testing;

/// <summary>The base of every limit on a profiled test. Derive from it to write your own.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Assembly, AllowMultiple = true, Inherited = true)]
public abstract class ProfileAssertionAttribute : Attribute
{
    /// <summary>The thread set: "Application" (default), "All", "Main", or a glob over thread names such as "worker-*".</summary>
    public string? Threads { get; set; }

    /// <summary>Narrows the thread set to processes whose name matches this glob.</summary>
    public string? Processes { get; set; }

    /// <summary>Everything wrong with the declaration, in words; checked when tests are discovered.</summary>
    public virtual IEnumerable<string> Validate() => [];

    /// <summary>Holds the limit against the runs of a test.</summary>
    /// <param name="runs">One profile per run, at least one; already cut to the span that limits cover.</param>
    public abstract Finding Evaluate(ImmutableArray<ProcessProfile> runs);
}
