using System.Globalization;
using System.Runtime.InteropServices;

namespace RunScope.Testing.Interop;

/// <summary>The names of system calls, as <c>syscalls(2)</c> spells them.</summary>
internal static partial class SyscallNames
{
    private static readonly Lazy<Dictionary<int, string>> Names =
        new(() => TableOf(RuntimeInformation.ProcessArchitecture));

    // Calls whose first argument is the descriptor that they wait for.
    private static readonly HashSet<string> OnDescriptors =
    [
        "read", "write", "pread64", "pwrite64", "readv", "writev", "preadv", "pwritev", "preadv2", "pwritev2", "fsync", "fdatasync",
        "sync_file_range", "syncfs", "ftruncate", "fallocate", "recvfrom", "recvmsg", "recvmmsg", "sendto", "sendmsg", "sendmmsg", "accept",
        "accept4", "connect", "ioctl", "flock", "fcntl", "getdents64", "getdents", "close", "sendfile", "splice", "copy_file_range", "vmsplice",
        "tee", "lseek", "fstat", "readahead", "fadvise64",
    ];

    /// <summary>The name of a call of this machine's architecture.</summary>
    public static string Of(int number) =>
        Names.Value.TryGetValue(number, out var name) ? name : "syscall " + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the first argument of a call is a descriptor that tells what it is on.</summary>
    public static bool IsOnDescriptor(int number) => OnDescriptors.Contains(Of(number));

    /// <summary>The name of a call of another machine's architecture.</summary>
    internal static string Of(int number, Architecture architecture) => TableOf(architecture)[number];

    private static Dictionary<int, string> TableOf(Architecture architecture) => Parse(architecture == Architecture.X64 ? X64 : Generic);

    private static Dictionary<int, string> Parse(string table)
    {
        var names = new Dictionary<int, string>();
        var next = 0;
        foreach (var word in table.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word[^1] == ':') next = int.Parse(word.AsSpan(0, word.Length - 1), CultureInfo.InvariantCulture);
            else names[next++] = word;
        }

        return names;
    }
}
