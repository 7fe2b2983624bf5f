namespace RunScope.Testing.Cli.Live;

/// <summary>Where the view's data come from: a process, or a demonstration.</summary>
internal interface ILiveSource : IAsyncDisposable
{
    /// <summary>What is watched.</summary>
    LiveSubject Subject { get; }

    /// <summary>Rounds per second, 1 to 1000.</summary>
    int SampleRate { get; set; }

    /// <summary>What its samples add up to.</summary>
    LiveModel Model { get; }

    /// <summary>How the watching goes.</summary>
    LiveStatus Status { get; }

    /// <summary>Called before each frame: a source without a thread of its own takes the rounds that are due.</summary>
    void Advance();

    /// <summary>The profile up to now.</summary>
    Task<ProcessProfile> ProfileSoFarAsync();

    /// <summary>Ends the watching; the profile of all of it.</summary>
    Task<ProcessProfile> FinishAsync();
}
