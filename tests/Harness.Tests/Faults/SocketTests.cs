using System.Net.Sockets;
using System.Runtime.InteropServices;
using RunScope.Testing.Interop;
using RunScope.Testing.Launch;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Faults;

/// <summary>The one socket between host and recorder: cut, filled, and spoken to by others.</summary>
[Collection(RealProcesses.Name)]
public sealed partial class SocketTests
{
    private const nint SYS_pidfd_getfd = 438;

    [Fact]
    public async Task A_socket_that_is_cut_ends_the_tree_and_the_caller_is_told()
    {
        using var scene = await Moments.ReachAsync(Moments.Sampling);
        using var socket = Taken(scene.Recorder);

        const int SHUT_RDWR = 2;
        shutdown(socket.Number, SHUT_RDWR).ShouldBe(0);

        await ShouldEndAsync(scene, "cut by another process", Moments.Sampling);
    }

    [Fact]
    public async Task A_socket_that_is_full_is_waited_for()
    {
        using var scene = await Moments.ReachAsync(Moments.Reporting);

        Processes.Send(scene.Host, Processes.SIGCONT);

        await ShouldEndAsync(scene, "filled", Moments.Reporting);
    }

    [Fact]
    public async Task Whoever_else_finds_the_socket_is_turned_away()
    {
        using var scene = await Moments.ReachAsync(Moments.Launching);
        using var stranger = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await stranger.ConnectAsync(new UnixDomainSocketEndPoint(scene.SocketPath));
        await stranger.SendAsync("S\b\0\0\0I am the recorder"u8.ToArray());

        Processes.Send(scene.Recorder, Processes.SIGCONT);
        await scene.ReadyAsync();
        scene.Finish();

        // The connection is closed; with a reset, since what was sent on it was never read.
        await Should.ThrowAsync<SocketException>(() => stranger.ReceiveAsync(new byte[1]).Patiently());
        await ShouldEndAsync(scene, "connected to by another process, which writes into it", Moments.Launching);
    }

    [Fact]
    public async Task A_message_that_makes_no_sense_ends_the_run_and_the_caller_is_told()
    {
        using var scene = await Moments.ReachAsync(Moments.Sampling);
        using var socket = Taken(scene.Recorder);

        Unistd.Write(socket.Number, [(byte)'R', 0xff, 0xff, 0xff, 0x7f, 1, 2, 3]);

        await ShouldEndAsync(scene, "damaged: another process writes into the recorder's end", Moments.Sampling);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint a, nint b, nint c);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int shutdown(int fd, int how);

    private static async Task ShouldEndAsync(Scene scene, string what, string when)
    {
        await scene.EndAsync();
        Fault.Of("socket", what, when).ShouldHaveEnded(scene.Ends(), await scene.LeftAsync());
    }

    // Another process's descriptor, as a debugger has it: it takes the access that ptrace takes.
    private static FileDescriptor Taken(ProcessTree.Member process)
    {
        var theirs = Directory.EnumerateFileSystemEntries($"/proc/{process.Pid}/fd").Single(f => new FileInfo(f).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);
        using var pidfd = Signals.OpenProcess(process.Pid);
        var ours = syscall(SYS_pidfd_getfd, pidfd.Number, int.Parse(Path.GetFileName(theirs), System.Globalization.CultureInfo.InvariantCulture), 0);
        ((long)ours).ShouldBeGreaterThan(0, $"pidfd_getfd: errno {Marshal.GetLastPInvokeError()}");
        return new FileDescriptor((int)ours);
    }
}
