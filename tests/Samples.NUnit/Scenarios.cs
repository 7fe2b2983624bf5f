using CliWrap;
using NUnit.Framework;
using RunScope.Testing;
using RunScope.Testing.NUnit;

namespace Samples;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class Scenarios
{
    private DirectoryInfo _folder = null!;

    private Command SleepFromProperty => Cli.Wrap("sleep").WithArguments("0.1").WithWorkingDirectory(_folder.FullName);

    [SetUp]
    public void SetUp() => _folder = Directory.CreateTempSubdirectory("samples-");

    [TearDown]
    public void TearDown() => _folder.Delete(recursive: true);

    [ProfileProcess("sleep", "0.1")]
    [ThreadState(TaskState.Sleeping, AtLeast = 0.01)]
    public void Passes()
    {
    }

    [ProfileProcess("sh", "-c", "echo a word from stderr >&2; sleep 0.3")]
    [ThreadState(TaskState.Running, AtLeast = 0.60, Threads = "All")]
    [WallTime(AtMost = "1m")]
    public void Misses_a_limit()
    {
    }

    [ProfileProcess("sleep", "0.1", Runs = 0, TimeLimit = "fast", SampleRate = 5000)]
    [ThreadState(TaskState.Running, AtLeast = 60)]
    public void Declared_badly(int nobodys)
    {
        Assert.Fail($"The body ran, with {nobodys}.");
    }

    [ProfileProcess("no-such-executable-anywhere")]
    public void Names_a_missing_executable()
    {
    }

    [ProfileProcess("sleep", "30", TimeLimit = "300ms")]
    public void Takes_too_long()
    {
    }

    [ProfileProcess("false")]
    public void Exits_with_an_error()
    {
    }

    [ProfileProcess(Runs = 2, WarmupRuns = 1)]
    public Command Returns_its_command() => Cli.Wrap("touch").WithArguments(Path.Combine(_folder.FullName, Path.GetRandomFileName()));

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
    public void Limits_in_its_body(ProcessProfile profile) => profile.ShouldSpend(TaskState.Running, atLeast: 0.99);

    [ProfileProcess("sleep", "30")]
    [WallTime(AtMost = "20s")]
    public async Task Drives_a_process(RunningProcess process, CancellationToken cancellationToken)
    {
        await Task.Delay(200, cancellationToken);
        Assert.That(Directory.Exists($"/proc/{process.ProcessId}"));
    }

    [ProfileProcess("sh", "-c", "echo the server broke >&2; exit 3")]
    public async Task Outlives_its_process(RunningProcess process, CancellationToken cancellationToken)
    {
        Assert.That(process.ProcessId, Is.Positive);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    [ProfileProcess("sh", "-c", "test \"$COLOUR\" = green && read line && test \"$line\" = input && test \"$PWD\" = /usr", Environment = ["COLOUR=green"], WorkingDirectory = "/usr", StandardInputFile = "input.txt")]
    public void Sets_up_its_process()
    {
    }

    [ProfileProcess("sleep", "0.1")]
    public void Passes_by_saying_so(ProcessProfile profile) => Assert.Pass($"exit code {profile.ExitCode}");

    [ProfileProcess("sleep", "0.1")]
    [Retry(2)]
    public void Passes_at_the_second_try() => Assert.That(TestContext.CurrentContext.CurrentRepeatCount, Is.EqualTo(1));
}
