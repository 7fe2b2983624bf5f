using System.Globalization;
using System.Text;
using RunScope.Testing.Interop;
using RunScope.Testing.Launch;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Hosting.Readiness;

/// <summary>Who listens on what: the sockets of a process tree, and those of others beside it in the same network namespaces.</summary>
/// <param name="Own">Sockets that a process of the tree holds.</param>
/// <param name="Others">Sockets that nobody of the tree is seen to hold.</param>
/// <param name="Closed">Processes of the tree whose descriptors can't be read: another user's.</param>
internal sealed record SocketOwners(IReadOnlyList<ListeningSocket> Own, IReadOnlyList<ListeningSocket> Others, IReadOnlyList<int> Closed)
{
    /// <summary>Looks at everything below a recorder: its workload and whatever that started, orphans too.</summary>
    public static SocketOwners Below(int recorder)
    {
        // Below the kernel (0) and init (1) stands everything: a stranger's socket would be taken for the workload's.
        if (recorder <= 1) return new SocketOwners([], [], []);
        var tree = ProcessTree.Descendants(new HashSet<int> { recorder }).Select(m => m.Pid).ToArray();
        var listening = new Dictionary<ulong, ListeningSocket>();
        foreach (var pid in tree.DistinctBy(Namespace))
        {
            foreach (var socket in Table(pid, "tcp").Concat(Table(pid, "tcp6"))) listening.TryAdd(socket.Inode, socket);
        }

        var own = new HashSet<ulong>();
        var closed = new List<int>();
        if (listening.Count > 0)
        {
            foreach (var pid in tree)
            {
                if (!TryAddSockets(pid, own)) closed.Add(pid);
            }
        }

        return new SocketOwners(
            [.. listening.Values.Where(s => own.Contains(s.Inode)).OrderBy(s => s.Port)],
            [.. listening.Values.Where(s => !own.Contains(s.Inode))],
            closed);
    }

    /// <summary>A process that holds a socket, in words; null when none is seen to.</summary>
    public static string? HolderOf(ListeningSocket socket)
    {
        using var proc = new FileDescriptor(Unistd.TryOpen("/proc\0"u8));
        if (proc.IsInvalid) return null;
        var held = new HashSet<ulong>();
        var entries = new DirectoryEntries(proc.Number, new byte[32 * 1024]);
        while (entries.MoveNext())
        {
            held.Clear();
            TryAddSockets(entries.Current, held);
            if (held.Contains(socket.Inode)) return string.Create(CultureInfo.InvariantCulture, $"process {entries.Current} ({NameOf(entries.Current)})");
        }

        return null;
    }

    private static string NameOf(int pid) => TextOf(pid, "comm")?.TrimEnd('\n') ?? "?";

    private static string Namespace(int pid)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> link = stackalloc byte[64];
        var n = Unistd.TryReadLink(ProcPath.Of(path, pid, "/ns/net"u8), link);
        return n > 0 ? Encoding.ASCII.GetString(link[..n]) : "";
    }

    private static IEnumerable<ListeningSocket> Table(int pid, string table) => ListeningSocket.Parse(TextOf(pid, "net/" + table) ?? "");

    private static string? TextOf(int pid, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/{file}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended, or isn't ours to read; without IPv6 there is no tcp6.
            return null;
        }
    }

    /// <summary>Adds the sockets that a process has open; false when that can't be read although it runs.</summary>
    private static bool TryAddSockets(int pid, HashSet<ulong> inodes)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        using var folder = new FileDescriptor(Unistd.TryOpen(ProcPath.Of(path, pid, "/fd"u8)));
        if (folder.IsInvalid) return folder.Number is not (-LinuxError.EACCES or -LinuxError.EPERM);
        Span<byte> link = stackalloc byte[64];
        var entries = new DirectoryEntries(folder.Number, new byte[8 * 1024]);
        while (entries.MoveNext())
        {
            var n = Unistd.TryReadLink(ProcPath.OfDescriptor(path, pid, entries.Current), link);

            // "socket:[12345]"
            if (n > 9 && link[..8].SequenceEqual("socket:["u8) && ulong.TryParse(link[8..(n - 1)], NumberStyles.None, CultureInfo.InvariantCulture, out var inode)) inodes.Add(inode);
        }

        return true;
    }
}
