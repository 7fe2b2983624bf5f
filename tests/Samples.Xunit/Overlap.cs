using CliWrap;
using RunScope.Testing.Xunit;
using Xunit;

namespace Samples;

/// <summary>Writes a mark at the start and at the end of each workload into the file that SAMPLE_LOG names.</summary>
internal static class Marks
{
    public static Command Around(double seconds) =>
        Cli.Wrap("sh").WithArguments(["-c", $"echo start >> \"$SAMPLE_LOG\"; sleep {seconds}; echo end >> \"$SAMPLE_LOG\""]);
}

// Two collections of the user's own: xUnit runs them beside each other.
[Collection("first")]
public class OverlapFirst
{
    [ProfileProcess]
    public Command One() => Marks.Around(0.3);

    [ProfileProcess]
    public Command Two() => Marks.Around(0.3);
}

[Collection("second")]
public class OverlapSecond
{
    [ProfileProcess]
    public Command One() => Marks.Around(0.3);

    [ProfileProcess]
    public Command Two() => Marks.Around(0.3);
}
