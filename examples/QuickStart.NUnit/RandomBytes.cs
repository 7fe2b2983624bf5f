using CliWrap;
using NUnit.Framework;
using RunScope.Testing;
using RunScope.Testing.NUnit;

namespace QuickStart;

public class RandomBytes
{
    private static IEnumerable<object[]> Blocks => [[20, "1M"], [80, "256k"]];

    // Each row is a test of its own, with its own name, message and report.
    [ProfileProcess]
    [ProfileCase(20)]
    [ProfileCase(40)]
    [ThreadState(TaskState.Running, TaskState.Runnable, AtLeast = 0.50)]
    public Command Take_a_cpu(int megabytes) => Read(megabytes, "1M");

    // CommandFrom names a member that takes the row's values; the harness fills the profile.
    [ProfileProcess(CommandFrom = nameof(Read))]
    [ProfileCaseSource(nameof(Blocks))]
    public void Are_read_in_blocks(int count, string block, ProcessProfile profile) =>
        Assert.That(profile.Output.StderrTail, Does.Contain($"{count}+0 records in"));

    private static Command Read(int count, string block) =>
        Cli.Wrap("dd").WithArguments(["if=/dev/urandom", "of=/dev/null", "iflag=fullblock", $"bs={block}", $"count={count}"]);
}
