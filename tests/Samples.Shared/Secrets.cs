using RunScope.Testing;

namespace Samples;

/// <summary>Processes that are given secrets and print them. What the tests hold against their runs: the secrets stand nowhere.</summary>
public class Secrets
{
    private const string Password = "Correct-Horse-9931";
    private const string Variable = "Battery-Staple-4471";

    [ProfileProcess("sh", "-c", "echo plainly $2 >&2; echo token=$2; echo $DB_PASSWORD; exec sleep 0.2", "sh", "--password", Password, "https://me:" + Password + "@host/?sig=" + Password, Environment = ["DB_PASSWORD=" + Variable])]
    public void Pass()
    {
    }

    [ProfileProcess("sh", "-c", "echo plainly $2 >&2; echo $DB_PASSWORD >&2; exec sleep 0.2", "sh", "--password", Password, Environment = ["DB_PASSWORD=" + Variable])]
    [ThreadState(TaskState.Running, AtLeast = 0.99, Threads = "All")]
    public void Miss_a_limit()
    {
    }

    [ProfileProcess("./no-such-folder/token=" + Password)]
    public void Fail_at_launch()
    {
    }

    [ProfileProcess("cat", StandardInputFile = "no-such-folder/token=" + Password)]
    public void Fail_for_their_input()
    {
    }

    [ProfileProcess("sh", "-c", "echo plainly $2 >&2; kill -9 $PPID; exec sleep 5", "sh", "--token", Password)]
    public void Lose_their_recorder()
    {
    }

    [ProfileProcess("sh", "-c", "echo plainly $2 >&2; exit 3", "sh", "--token", Password)]
    public async Task End_early(RunningProcess process, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(process.ProcessId);
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
    }

    [ProfileProcess("sh", "-c", "echo the customer is ${1#x} >&2; exec sleep 30", "sh", "xcustomer-77123", TimeLimit = "300ms")]
    public void Take_too_long()
    {
    }
}
