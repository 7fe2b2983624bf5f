using RunScope.Testing;

namespace Samples;

/// <summary>NUnit's own attributes on profiled tests.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class Attributes
{
    [ProfileProcess("true")]
    [Ignore("not today")]
    public void Ignored() => Assert.Fail("The body ran.");

    [ProfileProcess("true")]
    [Explicit("only by name")]
    public void Explicitly() => Assert.Pass();

    [ProfileProcess("sleep", "30")]
    [CancelAfter(300)]
    public void Cancelled_after_a_time()
    {
    }

    [ProfileProcess("sleep", "30")]
    [CancelAfter(300)]
    public async Task Cancelled_beside_its_process(RunningProcess process, CancellationToken cancellationToken)
    {
        Assert.That(process.ProcessId, Is.Positive);
        await Task.Delay(TimeSpan.FromSeconds(30), cancellationToken);
    }

    [ProfileProcess("sleep", "0.2")]
    [MaxTime(100)]
    public void Longer_than_its_time()
    {
    }

    [ProfileProcess("true")]
    [Repeat(3)]
    public void Repeated() => Order.Note($"repetition {TestContext.CurrentContext.CurrentRepeatCount}");

    // The limit is missed at the first try, when the process sleeps, and kept at the second.
    [ProfileProcess(CommandFrom = nameof(FasterAtTheSecondTry))]
    [RunScope.Testing.WallTime(AtMost = "2s")]
    [Retry(2)]
    public void Retried()
    {
    }

    [ProfileProcess("true")]
    [Platform(Exclude = "Linux", Reason = "elsewhere")]
    public void On_other_platforms() => Assert.Fail("The body ran.");

    [ProfileProcess("true")]
    public void Passes_with_a_warning() => Assert.Warn("take care");

    [ProfileProcess("true")]
    public void Skips_itself() => Assert.Ignore("not here");

    [ProfileProcess("true")]
    public void Is_inconclusive() => Assert.Inconclusive("who knows");

    [ProfileProcess("true")]
    public void Fails_twice() => Assert.Multiple(() =>
    {
        Assert.That(1, Is.EqualTo(2));
        Assert.That(3, Is.EqualTo(4));
    });

    private static CliWrap.Command FasterAtTheSecondTry() =>
        CliWrap.Cli.Wrap("sleep").WithArguments(TestContext.CurrentContext.CurrentRepeatCount == 0 ? "2.5" : "0.1");
}
