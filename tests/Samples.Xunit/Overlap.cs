using CliWrap;

namespace Samples;

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
public class OverlapSecond : OverlapFirst;
