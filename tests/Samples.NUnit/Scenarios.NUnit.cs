using RunScope.Testing;

namespace Samples;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed partial class Scenarios
{
    [TearDown]
    public void TearDown() => _folder.Delete(recursive: true);

    [ProfileProcess(CommandFrom = nameof(SleepFromProperty))]
    public void Is_given_its_profile(ProcessProfile profile)
    {
        TestContext.Out.WriteLine($"the user's own output, exit code {profile.ExitCode}");
        Assert.That(profile.ExitCode, Is.Zero);
        Assert.That(profile.Target.Name, Is.EqualTo("sleep"));
    }

    [ProfileProcess("sleep", "0.1")]
    public void Fails_in_its_body(ProcessProfile profile) => Assert.That(profile.ExitCode, Is.EqualTo(42));

    [ProfileProcess("sleep", "0.1")]
    public void Passes_by_saying_so(ProcessProfile profile) => Assert.Pass($"exit code {profile.ExitCode}");

    [ProfileProcess("sleep", "0.1")]
    [Retry(2)]
    public void Passes_at_the_second_try() => Assert.That(TestContext.CurrentContext.CurrentRepeatCount, Is.EqualTo(1));
}
