using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Interop;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Attach;

/// <summary>The processes that are there, by <c>/proc</c>: each once, in the order of their IDs.</summary>
/// <param name="Processes">What could be read.</param>
/// <param name="Hidden">How many are there of which nothing may be read (<c>hidepid=noaccess</c>, <c>proc(5)</c>); those that <c>hidepid=invisible</c> hides nobody can count.</param>
internal sealed record ProcessTable(ImmutableArray<ListedProcess> Processes, int Hidden)
{
    private const int LongestCommandLine = 32 * 1024;

    /// <summary>Reads all of them. A process that ends meanwhile is left out.</summary>
    public static ProcessTable Read()
    {
        using var proc = new FileDescriptor(Unistd.TryOpen("/proc\0"u8));
        if (proc.IsInvalid) throw new LinuxException("open", -proc.Number, "/proc");
        var rows = ImmutableArray.CreateBuilder<ListedProcess>(256);
        var hidden = 0;
        var buffer = new byte[LongestCommandLine];
        var entries = new DirectoryEntries(proc.Number, new byte[32 * 1024]);
        while (entries.MoveNext())
        {
            if (TryRead(entries.Current, buffer, out var error) is { } row) rows.Add(row);
            else if (error is LinuxError.EPERM or LinuxError.EACCES) hidden++;
        }

        return new ProcessTable(rows.ToImmutable(), hidden);
    }

    /// <summary>Reads one; null when there is none of that ID, or none that we may see. A thread's ID finds the thread: <see cref="ProcessOf"/> tells.</summary>
    public static ListedProcess? TryRead(int pid) => pid > 0 ? TryRead(pid, new byte[LongestCommandLine], out _) : null;

    /// <summary>The process that a thread belongs to, its own ID for a process; null when there is no such thread.</summary>
    public static int? ProcessOf(int tid)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[4096];
        if (tid <= 0) return null;
        var n = Unistd.TryReadRecord(ProcPath.Of(path, tid, "/status"u8), text);
        return n > 0 && ProcText.TryFindStatus(text[..n], "Tgid:"u8, out var pid) ? (int)pid : null;
    }

    private static ListedProcess? TryRead(int pid, byte[] buffer, out int error)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[1024];
        var n = Unistd.TryReadRecord(ProcPath.Of(path, pid, "/stat"u8), text);
        error = n < 0 ? -n : 0;
        if (n <= 0 || !ProcText.TryParseProcess(text[..n], out var stat) || !ProcText.TryParseStat(text[..n], out _, out var name)) return null;
        var line = stat.IsKernelThread || stat.HasEnded ? [] : ReadCommandLine(pid, buffer);
        return new ListedProcess(
            pid, stat.Parent, stat.StartTicks,
            Stat.Owner(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}")),
            CString.Decode(name), line,
            stat.IsKernelThread ? null : ReadExecutable(pid, buffer),
            stat.State, stat.Threads,
            Clock.TryReadProcess(pid, out var cpu) ? cpu : null,
            stat.ResidentPages * Environment.SystemPageSize,
            stat.IsKernelThread, stat.HasEnded);
    }

    private static ImmutableArray<string> ReadCommandLine(int pid, byte[] buffer)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        var n = Unistd.TryReadFile(ProcPath.Of(path, pid, "/cmdline"u8), buffer);
        return n > 0 ? SplitCommandLine(buffer.AsSpan(0, n)) : [];
    }

    /// <summary>The arguments of <c>/proc/PID/cmdline</c>.</summary>
    /// <remarks>A process that writes a title over them leaves zeros behind it, which would look like a long row of empty arguments.</remarks>
    internal static ImmutableArray<string> SplitCommandLine(ReadOnlySpan<byte> text)
    {
        text = text.TrimEnd((byte)0);
        if (text.IsEmpty) return [];
        var arguments = ImmutableArray.CreateBuilder<string>();
        int end;
        while ((end = text.IndexOf((byte)0)) >= 0)
        {
            arguments.Add(CString.Decode(text[..end]));
            text = text[(end + 1)..];
        }

        arguments.Add(CString.Decode(text));
        return arguments.ToImmutable();
    }

    private static string? ReadExecutable(int pid, byte[] buffer)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        var n = Unistd.TryReadLink(ProcPath.Of(path, pid, "/exe"u8), buffer);
        return n > 0 ? CString.Decode(buffer.AsSpan(0, n)) : null;
    }
}
