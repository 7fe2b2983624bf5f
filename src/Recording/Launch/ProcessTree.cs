using RunScope.Testing.Interop;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Launch;

/// <summary>Finds and ends descendants.</summary>
internal static class ProcessTree
{
    /// <summary>A process by what names it for good.</summary>
    internal readonly record struct Member(int Pid, int Parent, ulong StartTicks);

    /// <summary>Every living descendant of some processes, by parent PID; the given ones are left out.</summary>
    /// <param name="roots">Whose descendants.</param>
    /// <param name="zombies">Whether those that have ended and aren't reaped count too.</param>
    public static List<Member> Descendants(IReadOnlySet<int> roots, bool zombies = false)
    {
        var all = All(zombies);
        var members = new List<Member>();
        var tree = new HashSet<int>(roots);
        for (var again = true; again;)
        {
            again = false;
            foreach (var process in all)
            {
                if (!tree.Contains(process.Parent) || tree.Contains(process.Pid)) continue;
                tree.Add(process.Pid);
                members.Add(process);
                again = true;
            }
        }

        return members;
    }

    /// <summary>Every process that there is, without those that have ended and aren't reaped.</summary>
    public static IReadOnlyList<Member> Living() => All(zombies: false);

    /// <summary>Sends a signal to a process, unless its PID has been given to another: through a pidfd, opened before its start time is checked.</summary>
    /// <remarks>
    /// Where no pidfd can be had (descriptors have run out, a kernel before 5.3) the PID itself is signalled right after that check. For our own unreaped
    /// children that is as safe; of anybody else's the PID would have to be reaped and given away between the two calls, and PIDs are given in turn.
    /// </remarks>
    /// <returns>0, or the errno; ESRCH when the process has ended, even if it isn't reaped yet.</returns>
    public static int Send(Member member, int signal)
    {
        using var process = Signals.OpenProcess(member.Pid);
        if (!ProcessOrigin.TryRead(member.Pid, out var ended, out _, out var start) || start != member.StartTicks || ended) return LinuxError.ESRCH;
        return process.IsInvalid ? Signals.TrySendByPid(member.Pid, signal) ? 0 : LinuxError.ESRCH : Signals.Send(process, signal);
    }

    /// <summary>Whether a process still runs: zombies don't.</summary>
    public static bool IsAlive(int pid, ulong startTicks) =>
        ProcessOrigin.TryRead(pid, out var ended, out _, out var start) && start == startTicks && !ended;

    private static List<Member> All(bool zombies)
    {
        var members = new List<Member>();
        using var proc = new FileDescriptor(Unistd.TryOpen("/proc\0"u8));
        if (proc.IsInvalid) throw new LinuxException("open", -proc.Number, "/proc");
        var entries = new DirectoryEntries(proc.Number, new byte[32 * 1024]);
        while (entries.MoveNext())
        {
            if (ProcessOrigin.TryRead(entries.Current, out var ended, out var parent, out var start) && (zombies || !ended))
                members.Add(new Member(entries.Current, parent, start));
        }

        return members;
    }
}
