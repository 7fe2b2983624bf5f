using RunScope.Testing.Interop;
using RunScope.Testing.Launch;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Protocol;

/// <summary>The recorder's side of the socket: the host at its other end asks, the recorder reports.</summary>
internal sealed class HostControl(FileDescriptor socket) : IRecordingControl
{
    private readonly PayloadWriter _payload = new();

    public int Descriptor => socket.Number;

    /// <summary>The first message; null when the host is gone or says something else.</summary>
    public LaunchRequest? ReadLaunch()
    {
        try
        {
            return TryRead(out var kind, out var payload) && kind == Message.Launch ? LaunchCodec.Read(new PayloadReader(payload)) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    public ControlRequest Next()
    {
        try
        {
            return TryRead(out var kind, out var payload) ? RequestOf(kind, new PayloadReader(payload)) : new ControlRequest(ControlKind.Abandoned);
        }
        catch (InvalidDataException)
        {
            // Whoever that is, it isn't our host any more.
            return new ControlRequest(ControlKind.Abandoned);
        }
    }

    /// <summary>What a message asks for.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    internal static ControlRequest RequestOf(Message kind, PayloadReader payload) => kind switch
    {
        Message.Stop => new ControlRequest(ControlKind.Stop, Signal: payload.Int()),
        Message.Kill => new ControlRequest(ControlKind.Kill),
        Message.BeginPhase => new ControlRequest(ControlKind.BeginPhase, payload.Text()),
        Message.EndPhase => new ControlRequest(ControlKind.EndPhase, payload.Text()),
        _ => new ControlRequest(ControlKind.Abandoned),
    };

    public void Started(int pid, ulong startTicks) => SendProcess(Message.Started, pid, startTicks);

    public void ProcessSeen(int pid, ulong startTicks) => SendProcess(Message.ProcessSeen, pid, startTicks);

    public void PhaseMarked()
    {
        _payload.Clear();
        Send(Message.PhaseMarked, now: false);
    }

    public void Failed(int errno)
    {
        _payload.Clear();
        _payload.Number((long)errno);
        Send(Message.Failed, now: false);
    }

    public void Broken(string why)
    {
        _payload.Clear();
        _payload.Text(why);
        Send(Message.Broken, now: false);
    }

    public void Finished(Recording recording)
    {
        _payload.Clear();
        RecordingCodec.Write(_payload, recording);
        if (_payload.Written.Length > Frame.LongestReport)
            throw new RunScopeException($"The recording of {recording.Threads.Count} threads and {recording.Phases.Count} phases is {new ByteSize(_payload.Written.Length)} long, more than can be handed over. Profile a shorter run, or mark fewer phases.");
        Send(Message.Recording, now: false);
    }

    private void SendProcess(Message kind, int pid, ulong startTicks)
    {
        _payload.Clear();
        _payload.Number((long)pid);
        _payload.Number((long)startTicks);

        // The host needs these only to end the tree if the recorder is killed: a host that doesn't listen must not hold the sampler up.
        Send(kind, now: kind == Message.ProcessSeen);
    }

    private void Send(Message kind, bool now)
    {
        var written = _payload.Written;
        Span<byte> small = stackalloc byte[64];
        var length = Frame.Header + written.Length;
        Span<byte> message = length <= small.Length ? small[..length] : new byte[length];
        Frame.WriteHeader(message, kind, written.Length);
        written.CopyTo(message[Frame.Header..]);
        if (now) UnixSocket.TrySendNow(socket.Number, message);
        else UnixSocket.TrySend(socket.Number, message);
    }

    private bool TryRead(out Message kind, out byte[] payload)
    {
        kind = default;
        payload = [];
        Span<byte> header = stackalloc byte[Frame.Header];
        if (!TryFill(header) || !Frame.TryReadHeader(header, Frame.LongestRequest, out kind, out var length)) return false;
        payload = new byte[length];
        return TryFill(payload);
    }

    private bool TryFill(Span<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var n = Unistd.TryRead(socket.Number, buffer);
            if (n <= 0) return false;
            buffer = buffer[n..];
        }

        return true;
    }
}
