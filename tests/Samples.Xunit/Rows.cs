using CliWrap;
using RunScope.Testing;

namespace Samples;

public class Rows
{
    // An object can't be serialized, so these rows are found when the test runs.
    public static IEnumerable<object[]> LateRows => [["0.05", new object()], ["0.1", new object()]];

    [ProfileProcess]
    [InlineData("0.05")]
    [InlineData("0.1")]
    public Command Return_commands(string seconds) => Sleep(seconds);

    [ProfileProcess(CommandFrom = nameof(Sleep))]
    [InlineData("0.05")]
    public void Come_with_the_profile(string seconds, ProcessProfile profile) => Assert.Equal(seconds, Assert.Single(profile.Target.Arguments));

    [ProfileProcess(CommandFrom = nameof(Sleep))]
    [MemberData(nameof(LateRows))]
    public void Are_found_late(string seconds, object unused, ProcessProfile profile)
    {
        Assert.NotNull(unused);
        Assert.Equal(seconds, Assert.Single(profile.Target.Arguments));
    }

    [ProfileProcess(CommandFrom = nameof(Sleep))]
    [InlineData]
    public void Are_too_short(string seconds) => Assert.Fail($"The body ran, with {seconds}.");

    private static Command Sleep(string seconds) => Cli.Wrap("sleep").WithArguments(seconds);
}
