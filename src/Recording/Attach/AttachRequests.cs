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

    // A byte is in the pipe: there is never more than one.
    private bool _woken;

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
            if (!_woken) Unistd.Write(_write.Number, [0]);
            return _woken = true;
        }
    }

    /// <summary>Does what has been asked for by now; to be called when the descriptor is readable.</summary>
    public void Do(AttachSession session)
    {
        int waiting;
        lock (_gate)
        {
            if (_woken) _ = Unistd.TryRead(_read.Number, stackalloc byte[1]);
            _woken = false;
            waiting = _waiting.Count;
        }

        // What these ask for themselves has written its own byte, and comes when the session has looked whether it is over.
        while (waiting-- > 0 && TryTake() is { } request) request(session);
    }

    /// <summary>Takes nothing more, and does what is left.</summary>
    public void Close(AttachSession session)
    {
        lock (_gate) _closed = true;
        while (TryTake() is { } request) request(session);
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
