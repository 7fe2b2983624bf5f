namespace RunScope.Testing.Tests;

/// <summary>A profile of our own.</summary>
internal static class MadeUpRun
{
    /// <param name="name">The program's name.</param>
    /// <param name="turn">When it ran: one every two seconds.</param>
    /// <param name="wallTime">How long.</param>
    public static ProcessProfile Of(string name, int turn, TimeSpan wallTime) => new()
    {
        Target = new TargetInfo(name, [], "/bin/" + name, 100 + turn, name),
        StartedAt = DateTimeOffset.UnixEpoch.AddSeconds(2 * turn),
        WallTime = wallTime,
        ExitCode = 0,
        Engine = new EngineInfo("procfs", "asked for", 100, 100, 100, 0, 0, TimeSpan.Zero, []),
        Host = new HostInfo(null, 2, "6.1", ".NET", null, new HostNoise(null, null, null, null)),
        States = StateTimes.Zero,
        Evidence = new Evidence(),
    };
}
