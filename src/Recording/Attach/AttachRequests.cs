using RunScope.Testing.Interop;

namespace RunScope.Testing.Attach;

/// <summary>What other threads ask of a session: they are done in turn by the session's own thread, which a byte in a pipe wakes.</summary>
internal sealed class AttachRequests : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<Action<AttachSession>> _waiting = new();
    private readonly FileDescriptor _read;
    private readonly FileDescriptor _write;
    private bool _closed;

    public AttachRequests() => (_read, _write) = Unistd.Pipe();

    /// <summary>Readable when something is asked for.</summary>
    public int Descriptor => _read.Number;

    /// <summary>Asks for something; false when nobody will do it any more.</summary>
    public bool TryAdd(Action<AttachSession> request)
    {
        lock (_gate)
        {
            if (_closed) return false;
            _waiting.Enqueue(request);
            if (_waiting.Count == 1) Unistd.Write(_write.Number, [0]);
            return true;
        }
    }

    /// <summary>Does all that was asked for; to be called when the descriptor is readable.</summary>
    public void Do(AttachSession session)
    {
        // The byte first: what is asked for after that writes another.
        Span<byte> bytes = stackalloc byte[16];
        _ = Unistd.TryRead(_read.Number, bytes);
        while (TryTake() is { } request) request(session);
    }

    /// <summary>Does what is left, and takes nothing more.</summary>
    public void Close(AttachSession session)
    {
        while (true)
        {
            Action<AttachSession>? request;
            lock (_gate)
            {
                if (!_waiting.TryDequeue(out request)) _closed = true;
            }

            if (request is null) return;
            request(session);
        }
    }

    public void Dispose()
    {
        lock (_gate) _closed = true;
        _read.Dispose();
        _write.Dispose();
    }

    private Action<AttachSession>? TryTake()
    {
        lock (_gate) return _waiting.TryDequeue(out var request) ? request : null;
    }
}
