using RunScope.Testing.Protocol;

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

    public void Write(PayloadWriter to)
    {
        to.Text(File);
        Write(to, Arguments);
        to.Flag(Environment is not null);
        Write(to, Environment ?? []);
        to.Number((long)SampleRate);
        to.Number(Timeout.Ticks);
        to.Number(GracePeriod.Ticks);
        to.Flag(LeaveChildren);
    }

    public static LaunchRequest Read(PayloadReader from)
    {
        var file = from.Text();
        var arguments = ReadTexts(from);
        var hasEnvironment = from.Flag();
        var environment = ReadTexts(from);
        return new LaunchRequest
        {
            File = file,
            Arguments = arguments,
            Environment = hasEnvironment ? environment : null,
            SampleRate = from.Int(),
            Timeout = new TimeSpan(from.Number()),
            GracePeriod = new TimeSpan(from.Number()),
            LeaveChildren = from.Flag(),
        };
    }

    private static void Write(PayloadWriter to, IReadOnlyList<string> texts)
    {
        to.Number((long)texts.Count);
        foreach (var text in texts) to.Text(text);
    }

    private static string[] ReadTexts(PayloadReader from)
    {
        var texts = new string[from.Count()];
        for (var i = 0; i < texts.Length; i++) texts[i] = from.Text();
        return texts;
    }
}
