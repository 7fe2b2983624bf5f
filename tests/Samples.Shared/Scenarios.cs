using CliWrap;
using RunScope.Testing;

namespace Samples;

/// <content>The scenarios that read the same in every framework. Some fail on purpose.</content>
public sealed partial class Scenarios
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("samples-");

    private Command SleepFromProperty => Cli.Wrap("sleep").WithArguments("0.1").WithWorkingDirectory(_folder.FullName);

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

    [ProfileProcess("cat", StandardInputFile = "no-such-input.txt")]
    public void Names_a_missing_input()
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

    [ProfileProcess(Runs = 3, WarmupRuns = 1)]
    [WallTime(AtMost = "1m")]
    public Command Fails_while_it_warms_up() => Cli.Wrap("sh")
        .WithArguments(["-c", "mkdir \"$0\" 2>/dev/null && exit 3; exit 0", Path.Combine(_folder.FullName, "warm")])
        .WithValidation(CommandResultValidation.None);

    [ProfileProcess("sleep", "0.1")]
    public void Limits_in_its_body(ProcessProfile profile) => profile.ShouldSpend(TaskState.Running, atLeast: 0.99);

    [ProfileProcess("sleep", "30")]
    [WallTime(AtMost = "20s")]
    public async Task Drives_a_process(RunningProcess process, CancellationToken cancellationToken)
    {
        await using (await process.PhaseAsync("a look"))
        {
            await File.ReadAllTextAsync($"/proc/{process.ProcessId}/stat", cancellationToken);
        }
    }

    [ProfileProcess("sh", "-c", "echo the server broke >&2; exit 3")]
    public async Task Outlives_its_process(RunningProcess process, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(process.ProcessId);
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
    }

    [ProfileProcess("sh", "-c", "test \"$COLOUR\" = green && read line && test \"$line\" = input && test \"$PWD\" = /usr", Environment = ["COLOUR=green"], WorkingDirectory = "/usr", StandardInputFile = "input.txt")]
    public void Sets_up_its_process()
    {
    }
}
