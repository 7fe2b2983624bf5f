using System.Globalization;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Hosting;

/// <summary>How the folders of private sockets are named: for their maker, so that a folder whose maker was killed before its recorder came is known for what it is.</summary>
internal static class SocketFolder
{
    private const string Start = "runscope";
    private static readonly HashSet<string> Swept = [];

    /// <summary>What the name of each of this process's folders begins with: the namespaces that its process ID and its start count in, these two, and a dash.</summary>
    public static string Prefix { get; } = string.Create(
        CultureInfo.InvariantCulture, $"{Start}-{Namespaces:x8}-{ProcessIdentity.Current.ProcessId}-{ProcessIdentity.Current.StartTicks}-");

    // The same process ID is another process's in another container, which may share the temporary folder; start times differ by the time namespace's offset.
    private static uint Namespaces => unchecked((Inode("pid") * 31) + Inode("time"));

    /// <summary>Removes what dead makers have left in a folder; once in the life of this process.</summary>
    public static void Sweep(string parent)
    {
        lock (Swept)
        {
            if (!Swept.Add(parent)) return;
        }

        RemoveLeftovers(parent);
    }

    /// <summary>Removes what dead makers have left in a folder.</summary>
    internal static void RemoveLeftovers(string parent)
    {
        try
        {
            foreach (var folder in Directory.EnumerateDirectories(parent, Start + "-*"))
            {
                // A link of such a name is somebody's who wants a file removed behind it; its owner is who made it.
                if (!IsOfTheDead(Path.GetFileName(folder)) || Stat.Owner(folder) != Unistd.EffectiveUser || new DirectoryInfo(folder).LinkTarget is not null) continue;
                File.Delete(Path.Combine(folder, PrivateSocket.Name));
                Directory.Delete(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another user's, or somebody else is at it.
        }
    }

    /// <summary>Whether a folder's name is one of ours and its maker has ended.</summary>
    internal static bool IsOfTheDead(string name)
    {
        var parts = name.Split('-');
        return parts.Length == 5 && parts[0] == Start
            && uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var namespaces) && namespaces == Namespaces
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            && !new ProcessIdentity(pid, start).IsThere;
    }

    // Such as "pid:[4026531836]"; 0 where the kernel has no such namespaces.
    private static uint Inode(string kind)
    {
        var link = new FileInfo("/proc/self/ns/" + kind).LinkTarget;
        var digits = link?[(link.IndexOf('[', StringComparison.Ordinal) + 1)..].TrimEnd(']');
        return uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var inode) ? inode : 0;
    }
}
