namespace RunScope.Testing.Launch;

/// <summary>What to start and how to watch it.</summary>
internal sealed record LaunchRequest
{
    /// <summary>The resolved file.</summary>
    public required string File { get; init; }

    /// <summary>All arguments, the first being the program's name as the caller wrote it.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>"NAME=value" each; null passes the recorder's own environment on.</summary>
    public IReadOnlyList<string>? Environment { get; init; }

    public int SampleRate { get; init; } = 100;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(2);

    public bool LeaveChildren { get; init; }

    /// <summary>Signals that the recorder handles otherwise than its own parent did, and the workload must not inherit so.</summary>
    public IReadOnlyList<int> SignalsToDefault { get; init; } = [];
}
