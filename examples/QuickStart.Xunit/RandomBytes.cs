using CliWrap;
using RunScope.Testing;
using RunScope.Testing.Xunit;
using Xunit;

namespace QuickStart;

[CollectionDefinition("performance", DisableParallelization = true)]
public class PerformanceCollection;

public sealed class Device
{
    public string Path { get; } = "/dev/urandom";
}

// Plain and profiled tests side by side: in a collection of your own the class's fixture is made once.
[Collection("performance")]
public class RandomBytes(Device device) : IClassFixture<Device>
{
    public static IEnumerable<object[]> Blocks => [[20, "1M"], [80, "256k"]];

    [Fact]
    public void Come_from_a_device() => Assert.True(File.Exists(device.Path));

    // Each row is a test of its own, with its own name, message and report.
    [ProfileProcess]
    [InlineData(20)]
    [InlineData(40)]
    [ThreadState(TaskState.Running, TaskState.Runnable, AtLeast = 0.50)]
    public Command Take_a_cpu(int megabytes) => Read(megabytes, "1M");

    // CommandFrom names a member that takes the row's values; the harness fills the profile.
    [ProfileProcess(CommandFrom = nameof(Read))]
    [MemberData(nameof(Blocks))]
    public void Are_read_in_blocks(int count, string block, ProcessProfile profile) =>
        Assert.Contains($"{count}+0 records in", profile.Output.StderrTail, StringComparison.Ordinal);

    private Command Read(int count, string block) =>
        Cli.Wrap("dd").WithArguments([$"if={device.Path}", "of=/dev/null", "iflag=fullblock", $"bs={block}", $"count={count}"]);
}
