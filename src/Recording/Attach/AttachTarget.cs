using System.Collections.Immutable;
using RunScope.Testing.Interop;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Attach;

/// <summary>
/// A process that was found and may be watched. Its pidfd is opened before anything is read, and asked whether it still lives afterwards: so all that was
/// read is of one process, whatever its ID is given to.
/// </summary>
internal sealed class AttachTarget : IDisposable
{
    private const int UsualTexts = 64 * 1024;

    // More than the kernel takes at an exec, execve(2).
    private const int LongestTexts = 16 * 1024 * 1024;

    private AttachTarget(int pid, FileDescriptor process)
    {
        Pid = pid;
        Process = process;
    }

    public int Pid { get; }

    /// <summary>Readable once it has ended; invalid where the kernel has no pidfds.</summary>
    public FileDescriptor Process { get; }

    public ulong StartTicks { get; private set; }

    public int Parent { get; private set; }

    /// <summary>The kernel's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The user that it runs as.</summary>
    public uint? User { get; private set; }

    /// <summary>Its command line, one argument each; empty where it can't be read.</summary>
    public ImmutableArray<string> Words { get; private set; } = [];

    /// <summary>Its environment, "NAME=value" each; empty where it can't be read.</summary>
    public ImmutableArray<string> Environment => Texts("/environ"u8);

    /// <summary>Finds a process.</summary>
    /// <param name="pid">Its ID.</param>
    /// <param name="isSame">Asked once the process can't become another any more: whether it is the one that was meant.</param>
    /// <exception cref="AttachException">There is none, or none that may be watched.</exception>
    public static AttachTarget Open(int pid, Func<bool>? isSame = null)
    {
        if (pid <= 0) throw Problem(AttachProblem.NotFound, pid, "process IDs are greater than 0.");
        if (pid == Unistd.ProcessId) throw Problem(AttachProblem.Self, pid, "that is this process. Watch it from another one: runscope attach " + Text(pid) + ".");
        var target = new AttachTarget(pid, Signals.OpenProcess(pid));
        try
        {
            target.Check(isSame);
            return target;
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => Process.IsInvalid
        ? !ProcessOrigin.TryRead(Pid, out var ended, out _, out var start) || ended || start != StartTicks
        : Poll.Wait(Process.Number, -1, 0).First;

    public void Dispose() => Process.Dispose();

    private void Check(Func<bool>? isSame)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> stat = stackalloc byte[1024];
        Span<byte> status = stackalloc byte[4096];
        var n = Unistd.TryReadRecord(ProcPath.Of(path, Pid, "/stat"u8), stat);
        if (n <= 0) throw Unreadable(-n);
        var m = Unistd.TryReadRecord(ProcPath.Of(path, Pid, "/status"u8), status);
        if (!ProcText.TryParseStat(stat[..n], out _, out var name) || !ProcText.TryParseProcess(stat[..n], out var found)) throw Unreadable(0);
        (Name, Parent, StartTicks) = (CString.Decode(name), found.Parent, found.StartTicks);
        var ended = found.HasEnded;
        if (m > 0 && ProcText.TryFindStatus(status[..m], "Tgid:"u8, out var process) && process != Pid)
            throw Problem(AttachProblem.Thread, Pid, $"it is a thread of process {Text((int)process)} ({NameOf((int)process)}). Attach to {Text((int)process)}: all of its threads are watched.");
        if (found.IsKernelThread)
            throw Problem(AttachProblem.KernelThread, Pid, $"it is a thread of the kernel ({Name}), which runs no program. What processes wait in the kernel for is in their own profiles.");
        if (m > 0) User = EffectiveUser(status[..m]);
        Words = Texts("/cmdline"u8);
        var isMeant = isSame?.Invoke() ?? true;
        var readable = Unistd.TryReadRecord(ProcPath.Of(path, Pid, Pid, "/schedstat"u8), status);
        if (ended || (HasEnded && ProcessOrigin.TryRead(Pid, out ended, out _, out var now) && ended && now == StartTicks))
            throw Problem(AttachProblem.Ended, Pid, $"process {Text(Pid)} ({Name}) has ended; its parent {Text(Parent)} ({NameOf(Parent)}) hasn't reaped it yet. There is nothing left to watch.");
        if (HasEnded) throw Problem(AttachProblem.NotFound, Pid, $"process {Text(Pid)} ({Name}) has just ended.");
        if (!isMeant)
            throw Problem(AttachProblem.Reused, Pid, $"the process that was meant has ended, and its ID was given to another, which is now process {Text(Pid)} ({Name}). Look the process up anew.");
        if (readable <= 0)
            throw Problem(AttachProblem.NotPermitted, Pid, $"the accounting of process {Text(Pid)} ({Name}) can't be read (/proc/{Text(Pid)}/task/{Text(Pid)}/schedstat: {LinuxError.Name(-readable)}). Run this as root, or as that user.", -readable);
    }

    private AttachException Unreadable(int errno)
    {
        if (errno is LinuxError.EACCES or LinuxError.EPERM)
        {
            return Problem(AttachProblem.NotPermitted, Pid,
                $"nothing of it may be read (/proc/{Text(Pid)}/stat: {LinuxError.Name(errno)}). /proc may be mounted with hidepid, which keeps users from each other's processes. Run this as root, or as that user.", errno);
        }

        return !Process.IsInvalid && !HasEnded
            ? Problem(AttachProblem.NotFound, Pid, "the process exists, but /proc shows nothing of it to this user (mount option hidepid, proc(5)). Run this as root, or as that user.")
            : Problem(AttachProblem.NotFound, Pid, "there is no such process. It may have ended; in a container the IDs are other ones than outside. `runscope ps` lists what there is.");
    }

    private ImmutableArray<string> Texts(ReadOnlySpan<byte> file)
    {
        // To the end: what is to be kept secret may stand anywhere, and must be known wholly.
        Span<byte> path = stackalloc byte[ProcPath.Size];
        for (var size = UsualTexts; ; size *= 4)
        {
            var text = new byte[size];
            var n = Unistd.TryReadFile(ProcPath.Of(path, Pid, file), text);
            if (n <= 0) return [];
            if (n < size || size >= LongestTexts) return ProcessTable.SplitCommandLine(text.AsSpan(0, n));
        }
    }

    private static string NameOf(int pid)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[1024];
        var n = Unistd.TryReadRecord(ProcPath.Of(path, pid, "/stat"u8), text);
        return n > 0 && ProcText.TryParseStat(text[..n], out _, out var name) ? CString.Decode(name) : "unknown";
    }

    // "Uid:" has the real, the effective, the saved and the file system's user, proc_pid_status(5).
    private static uint? EffectiveUser(ReadOnlySpan<byte> status) => ProcText.TryFindStatus(status, "Uid:"u8, 1, out var user) && user <= uint.MaxValue ? (uint)user : null;

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static AttachException Problem(AttachProblem problem, int pid, string why, int errno = 0) => new(problem, $"Cannot attach to process {Text(pid)}: {why}")
    {
        ProcessId = pid,
        Errno = errno > 0 ? errno : null,
    };
}
