using System.Globalization;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing;

/// <summary>One process, told apart from a later one with the same ID by when it started.</summary>
/// <param name="ProcessId">The process ID.</param>
/// <param name="StartTicks">Field 22 of <c>/proc/PID/stat</c>: clock ticks since boot.</param>
internal readonly record struct ProcessIdentity(int ProcessId, long StartTicks)
{
    public static ProcessIdentity Current { get; } = TryRead(Environment.ProcessId)?.Process ?? new(Environment.ProcessId, 0);

    /// <summary>Whether this very process is there.</summary>
    public bool IsThere => TryRead(ProcessId)?.Process == this;

    /// <summary>Whether this process is one of our own ancestors; we ourselves are none.</summary>
    public bool IsOurAncestor()
    {
        // The chain ends at process 1 or at the border of a PID namespace, whose parent reads as 0.
        var parent = TryRead(Environment.ProcessId)?.Parent;
        while (parent is > 0 && TryRead(parent.Value) is { } read)
        {
            if (read.Process == this) return true;
            parent = read.Parent;
        }

        return false;
    }

    /// <summary>What the kernel calls a process: at most 15 bytes of its program's name.</summary>
    public static string NameOf(int pid)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/comm")).TrimEnd('\n');
        }
        catch (IOException)
        {
            return "?";
        }
    }

    /// <summary>Reads a process's start and parent; null when it is gone.</summary>
    public static (ProcessIdentity Process, int Parent)? TryRead(int pid) =>
        ProcessOrigin.TryRead(pid, out var parent, out var start) ? (new ProcessIdentity(pid, (long)start), parent) : null;
}
