namespace RunScope.Testing.Cli.Live;

/// <summary>What the made-up server goes through, over and over.</summary>
/// <param name="Name">What is going on, in words.</param>
/// <param name="Seconds">For how long.</param>
/// <param name="Kind">Which it is.</param>
internal sealed record DemoScene(string Name, int Seconds, DemoSceneKind Kind)
{
    /// <summary>One turn.</summary>
    public static DemoScene[] All { get; } =
    [
        new("an ordinary load", 12, DemoSceneKind.Ordinary),
        new("a lock convoy: workers queue for one mutex", 10, DemoSceneKind.Convoy),
        new("an ordinary load", 8, DemoSceneKind.Ordinary),
        new("a disk stall: the log's fsync takes seconds", 8, DemoSceneKind.DiskStall),
        new("an ordinary load", 8, DemoSceneKind.Ordinary),
        new("a pause for garbage collection", 2, DemoSceneKind.Collection),
        new("a crowd: more work than CPUs", 12, DemoSceneKind.Crowd),
    ];

    /// <summary>The scene at a moment.</summary>
    public static DemoScene At(TimeSpan time)
    {
        var left = (long)time.TotalSeconds % All.Sum(s => s.Seconds);
        foreach (var scene in All)
        {
            if ((left -= scene.Seconds) < 0) return scene;
        }

        return All[0];
    }
}

/// <summary>The kinds of scenes.</summary>
internal enum DemoSceneKind
{
    Ordinary,
    Convoy,
    DiskStall,
    Collection,
    Crowd,
}
