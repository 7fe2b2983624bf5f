using System.Globalization;

namespace RunScope.Testing;

/// <summary>One process, told apart from a later one with the same ID by when it started.</summary>
/// <param name="ProcessId">The process ID.</param>
/// <param name="StartTicks">Field 22 of <c>/proc/PID/stat</c>: clock ticks since boot.</param>
internal readonly record struct ProcessIdentity(int ProcessId, long StartTicks)
{
    public static ProcessIdentity Current { get; } = TryRead(Environment.ProcessId)?.Process ?? new(Environment.ProcessId, 0);

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

    /// <summary>Reads a process's start and parent; null when it is gone.</summary>
    public static (ProcessIdentity Process, int Parent)? TryRead(int pid)
    {
        try
        {
            return Parse(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Parses the text of <c>/proc/PID/stat</c>, see <c>proc_pid_stat(5)</c>.</summary>
    public static (ProcessIdentity Process, int Parent)? Parse(string stat)
    {
        // The name is in parentheses and may itself hold parentheses and blanks; the last one ends it.
        var open = stat.IndexOf(' ', StringComparison.Ordinal);
        var close = stat.LastIndexOf(')');
        if (open < 0 || close < 0) return null;

        var fields = stat[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length >= 20
            && int.TryParse(stat[..open], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var parent)
            && long.TryParse(fields[19], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? (new ProcessIdentity(pid, start), parent)
            : null;
    }
}
