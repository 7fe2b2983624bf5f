using System.Runtime.InteropServices;

namespace RunScope.Testing.Tests.Support;

/// <summary>The calls that these tests need beside those of .NET.</summary>
internal static partial class Kernel
{
    public const int SIGINT = 2;
    public const int SIGTERM = 15;

    /// <summary>Sends a signal to a child that hasn't been reaped.</summary>
    public static void Send(int pid, int signal) => kill(pid, signal).ShouldBe(0, $"signal {signal} to process {pid}");

    /// <summary>Gives a folder to another user.</summary>
    public static void Give(string folder, uint user) => chown(folder, user, user).ShouldBe(0, $"{folder} to user {user}");

    [LibraryImport("libc")]
    private static partial int kill(int pid, int signal);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int chown(string path, uint user, uint group);
}
