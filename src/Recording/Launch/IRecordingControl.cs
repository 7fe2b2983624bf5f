namespace RunScope.Testing.Launch;

/// <summary>What somebody wants of a running recording.</summary>
internal enum ControlKind
{
    /// <summary>Nothing now.</summary>
    None,

    /// <summary>The signal that is asked for, then SIGKILL after the grace period.</summary>
    Stop,

    /// <summary>SIGKILL to the whole tree.</summary>
    Kill,

    /// <summary>Whoever asked for the recording is gone: end everything, report nothing.</summary>
    Abandoned,

    BeginPhase,

    EndPhase,

    /// <summary>Pass a signal on to the workload.</summary>
    Signal,
}

/// <summary>One wish.</summary>
/// <param name="Kind">What.</param>
/// <param name="Phase">The phase's name, where it is about one.</param>
/// <param name="Signal">The signal's number, where it is about one.</param>
internal readonly record struct ControlRequest(ControlKind Kind, string? Phase = null, int Signal = 0);

/// <summary>Who asked for a recording: the host behind the socket, or the command-line tool around it.</summary>
internal interface IRecordingControl
{
    /// <summary>Readable when there is a request; -1 when there never is.</summary>
    int Descriptor { get; }

    /// <summary>The next request.</summary>
    ControlRequest Next();

    /// <summary>The workload runs.</summary>
    void Started(int pid, ulong startTicks);

    /// <summary>Another process belongs to the tree.</summary>
    void ProcessSeen(int pid, ulong startTicks);

    /// <summary>A phase mark is entered.</summary>
    void PhaseMarked();
}
