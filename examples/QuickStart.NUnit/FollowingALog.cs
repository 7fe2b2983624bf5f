using CliWrap;
using NUnit.Framework;
using RunScope.Testing;
using RunScope.Testing.NUnit;

namespace QuickStart;

public sealed class FollowingALog
{
    private string _log = null!;

    [SetUp]
    public void SetUp() => _log = Path.GetTempFileName();

    [TearDown]
    public void TearDown() => File.Delete(_log);

    // A process that serves while the body gives it work; it is stopped when the body is over, and limits cover the body's time.
    [ProfileProcess(CommandFrom = nameof(Follower))]
    [ThreadState(TaskState.Sleeping, AtLeast = 0.50)]
    [OnCpu(AtMost = 0.5)]
    public async Task Following_a_log_is_mostly_waiting(RunningProcess follower, CancellationToken cancellationToken)
    {
        Assert.That(follower.ProcessId, Is.Positive);

        using var everyTick = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        for (var line = 0; line < 40; line++)
        {
            await everyTick.WaitForNextTickAsync(cancellationToken);
            await File.AppendAllTextAsync(_log, $"line {line}\n", cancellationToken);
        }
    }

    // The profile in the body, for what no attribute says.
    [ProfileProcess("sleep", "0.5")]
    public void Sleeping_is_not_work(ProcessProfile profile)
    {
        Assert.That(profile.ExitCode, Is.Zero);
        profile.ShouldSpend(TaskState.Sleeping, atLeast: 0.50);
    }

    private Command Follower() => Cli.Wrap("tail").WithArguments(["-f", _log]);
}
