using RunScope.Testing.Interop;
using RunScope.Testing.Launch;
using RunScope.Testing.Protocol;

namespace RunScope.Testing.Recorder;

/// <summary>
/// Started by the test host in the place of the user's command, with the host's socket as its only argument. It starts the real command as its
/// own child, watches and reaps it, reports, and ends with the command's exit code. Nothing here may use System.Diagnostics.Process,
/// System.Console or System.Net.Sockets: they install a SIGCHLD handler that takes our child's stops and exit.
/// </summary>
internal static class Program
{
    private const int OwnFailure = 125;

    private static int Main(string[] args)
    {
        if (args.Length != 1)
        {
            Unistd.Write(2, "RunScope.Testing.Recorder is started by RunScope.Testing, not by hand. To profile a command: runscope run -- COMMAND\n"u8);
            return 64;
        }

        try
        {
            Unistd.Exit(Run(args[0]));
        }
        catch (Exception e)
        {
            // Nobody may be left to read it.
            _ = Unistd.TryWrite(2, System.Text.Encoding.UTF8.GetBytes($"The RunScope recorder failed: {e}\n"));
            Unistd.Exit(OwnFailure);
        }

        return OwnFailure;
    }

    private static int Run(string path)
    {
        // A Ctrl-C in the terminal reaches the workload by itself; what the host wants it says over the socket.
        var toDefault = InheritedSignals.Ignore([Signals.SIGINT, Signals.SIGTERM, Signals.SIGQUIT, Signals.SIGHUP]);
        using var socket = Connect(path);
        var host = new HostControl(socket);
        RecordingSession.WarmUp();
        var request = host.ReadLaunch();
        if (request is null) return OwnFailure;
        try
        {
            return Record(request with { SignalsToDefault = toDefault }, host);
        }
        catch (Exception e)
        {
            // Standard error is the workload's: what went wrong here goes to the host.
            host.Broken(e is RunScopeException ? e.Message : $"The recorder failed: {e}");
            return OwnFailure;
        }
    }

    private static int Record(LaunchRequest request, HostControl host)
    {
        using var session = new RecordingSession(request, host);
        var error = session.TryStart();
        if (error != 0)
        {
            host.Failed(error);
            return error == LinuxError.ENOENT ? 127 : 126;
        }

        session.Attach();
        StandardStreams.GiveUp();
        var recording = session.Run();
        if (recording is null) return 128 + Signals.SIGKILL;
        host.Finished(recording);
        var signalled = recording.Status & 0x7f;
        return signalled == 0 ? recording.Status >> 8 & 0xff : 128 + signalled;
    }

    // Nothing is left on disk from here on, whatever dies; nor where the host is dead already and nobody listens.
    private static FileDescriptor Connect(string path)
    {
        try
        {
            return UnixSocket.Connect(CString.From(path).AsSpan()[..^1]);
        }
        finally
        {
            Unistd.TryUnlink(CString.From(path));
            Unistd.TryRemoveDirectory(CString.From(Path.GetDirectoryName(path)!));
        }
    }
}
