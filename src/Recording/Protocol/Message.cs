namespace RunScope.Testing.Protocol;

/// <summary>What host and recorder say to each other. Each travels in a <see cref="Frame"/>.</summary>
internal enum Message : byte
{
    /// <summary>Host: start this workload (<see cref="LaunchCodec"/>).</summary>
    Launch = (byte)'L',

    /// <summary>Recorder: the workload couldn't be started; payload: the errno. Nothing ran.</summary>
    Failed = (byte)'E',

    /// <summary>Recorder: the workload runs; payload: PID and start time.</summary>
    Started = (byte)'S',

    /// <summary>Recorder: another process belongs to the tree; payload: PID and start time.</summary>
    ProcessSeen = (byte)'P',

    /// <summary>Host: a signal, then SIGKILL after the grace period; payload: the signal's number.</summary>
    Stop = (byte)'K',

    /// <summary>Host: SIGKILL to the whole tree now.</summary>
    Kill = (byte)'X',

    /// <summary>Host: a phase begins; payload: its name.</summary>
    BeginPhase = (byte)'B',

    /// <summary>Host: a phase ends; payload: its name.</summary>
    EndPhase = (byte)'N',

    /// <summary>Recorder: the phase mark is entered.</summary>
    PhaseMarked = (byte)'M',

    /// <summary>Recorder: it can't go on; payload: why, in words.</summary>
    Broken = (byte)'!',

    /// <summary>Recorder: everything about the run; it then exits.</summary>
    Recording = (byte)'R',
}
