using System.Collections.Immutable;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;

namespace RunScope.Testing.Cli.Live;

/// <summary>Everything that a frame shows.</summary>
internal sealed record LiveScene
{
    public required LiveSubject Subject { get; init; }

    public required LiveStatus Status { get; init; }

    /// <summary>What is shown of the data: as they are, or as they were when the view was paused.</summary>
    public required LiveView View { get; init; }

    public LiveUi Ui { get; init; } = new();

    /// <summary>The rows of the page of processes.</summary>
    public ImmutableArray<ListedProcess> Processes { get; init; } = [];

    /// <summary>What hides secrets on that page.</summary>
    public required Redactor Redactor { get; init; }

    /// <summary>The last lines of a command's output.</summary>
    public ImmutableArray<string> Output { get; init; } = [];

    /// <summary>What became of the last key, such as the name of a report; empty when there is nothing to say.</summary>
    public string Message { get; init; } = "";

    /// <summary>What keys may count on now.</summary>
    public KeyContext Context { get; init; }

    /// <summary>The rows of the page of threads: those of the view that the filter leaves, in order.</summary>
    public ImmutableArray<LiveRow> Rows { get; init; } = [];
}

/// <summary>What is watched. All texts are as the process has them.</summary>
/// <param name="Simulated">Whether nothing is: the data are made up.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="Name">Its name.</param>
/// <param name="CommandLine">Its command line, secrets hidden.</param>
/// <param name="User">As whom it runs; null when not known.</param>
/// <param name="Limits">What may not be read of it, and how to get it.</param>
internal sealed record LiveSubject(bool Simulated, int ProcessId, string Name, string CommandLine, string? User, ImmutableArray<string> Limits);

/// <summary>How the watching goes.</summary>
/// <param name="SampleRate">Rounds asked for per second.</param>
/// <param name="Rounds">Rounds taken.</param>
/// <param name="RoundsLate">Rounds that were late; null when not known.</param>
/// <param name="Watched">For how long.</param>
/// <param name="Ended">How the process ended, in words; null when it runs.</param>
internal sealed record LiveStatus(int SampleRate, long Rounds, long? RoundsLate, TimeSpan Watched, string? Ended)
{
    /// <summary>What is to be seen at the moment, where the source knows; null where it doesn't.</summary>
    public string? Note { get; init; }
}
