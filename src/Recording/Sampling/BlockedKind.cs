using System.Runtime.CompilerServices;

namespace RunScope.Testing.Sampling;

/// <summary>The kinds of time off the CPU that a state letter tells apart.</summary>
internal enum BlockedKind
{
    /// <summary>Not blocked: on a CPU or waiting for one.</summary>
    None = -1,
    Sleeping = 0,
    DiskSleep = 1,
    Stopped = 2,
    Other = 3,
}

/// <summary>One number for each <see cref="BlockedKind"/>.</summary>
[InlineArray(Count)]
internal struct PerKind
{
    public const int Count = 4;
    private long _first;

    public readonly long Sum => this[0] + this[1] + this[2] + this[3];
}
