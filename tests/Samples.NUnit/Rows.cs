using CliWrap;
using RunScope.Testing;

namespace Samples;

public class Rows
{
    [ProfileProcess]
    [ProfileCase("0.05")]
    [ProfileCase("0.1")]
    public Command Return_commands(string seconds) => Sleep(seconds);

    [ProfileProcess(CommandFrom = nameof(Sleep))]
    [ProfileCase("0.05")]
    public void Come_with_the_profile(string seconds, ProcessProfile profile) => Assert.That(profile.Target.Arguments, Is.EqualTo(new[] { seconds }));

    [ProfileProcess(CommandFrom = nameof(Sleep))]
    [TestCase("0.05")]
    [TestCase("0.1")]
    public void Of_NUnit_work_too(string seconds, ProcessProfile? profile = null) => Assert.That(profile!.Target.Arguments, Is.EqualTo(new[] { seconds }));

    [ProfileProcess(CommandFrom = nameof(Sleep))]
    [ProfileCase]
    public void Are_too_short(string seconds) => Assert.Fail($"The body ran, with {seconds}.");

    private static Command Sleep(string seconds) => Cli.Wrap("sleep").WithArguments(seconds);
}
