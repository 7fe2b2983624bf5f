using CliWrap;
using RunScope.Testing;
using RunScope.Testing.Xunit;
using Xunit;

namespace QuickStart;

public sealed class FollowingALog : IDisposable
{
    private readonly string _log = Path.GetTempFileName();

    public void Dispose() => File.Delete(_log);

    // A process that serves while the body gives it work; it is stopped when the body is over, and limits cover the body's time.
    [ProfileProcess(CommandFrom = nameof(Follower))]
    [ThreadState(TaskState.Sleeping, AtLeast = 0.50)]
    [OnCpu(AtMost = 0.5)]
    public async Task Following_a_log_is_mostly_waiting(RunningProcess follower, CancellationToken cancellationToken)
    {
        Assert.True(follower.ProcessId > 0);

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
        Assert.Equal(0, profile.ExitCode);
        profile.ShouldSpend(TaskState.Sleeping, atLeast: 0.50);
    }

    private Command Follower() => Cli.Wrap("tail").WithArguments(["-f", _log]);
}
