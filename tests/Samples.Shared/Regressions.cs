using CliWrap;
using RunScope.Testing;

namespace Samples;

/// <summary>Builds that are held against a reference build. Some are slower on purpose, in blocked time, which other work on the machine doesn't change.</summary>
public class Regressions
{
    private static Command Reference => Cli.Wrap("sleep").WithArguments("0.05");

    [ProfileProcess("sleep", "0.2")]
    [NoRegression(ReferenceFrom = nameof(Reference), Metrics = [GatedMetric.BlockedTime], Runs = 8, MaxRuns = 12)]
    public void Slower_than_its_reference()
    {
    }

    [ProfileProcess("sleep", "0.05", WarmupRuns = 1)]
    [NoRegression(ReferenceFrom = nameof(Reference), Metrics = [GatedMetric.BlockedTime], Runs = 7, MaxRuns = 7)]
    [WallTime(AtMost = "1m")]
    public void As_fast_as_its_reference()
    {
    }

    [ProfileProcess("true")]
    [NoRegression(ReferenceFrom = nameof(Reference), Metrics = [GatedMetric.BlockedTime], Runs = 7, MaxRuns = 7)]
    public void Faster_than_its_reference()
    {
    }

    [ProfileProcess("sleep", "0.1")]
    [NoRegression(ReferenceFrom = nameof(Failing), Metrics = [GatedMetric.BlockedTime], Runs = 7, MaxRuns = 7)]
    public void Whose_reference_fails()
    {
    }

    [ProfileProcess("sleep", "0.1")]
    [NoRegression(ReferenceFrom = nameof(Missing), Metrics = [GatedMetric.BlockedTime], Runs = 7, MaxRuns = 7)]
    public void Whose_reference_is_missing()
    {
    }

    [ProfileProcess("sleep", "30")]
    [NoRegression(ReferenceFrom = nameof(LongReference), Metrics = [GatedMetric.BlockedTime], Runs = 7, MaxRuns = 7)]
    public async Task Driven_as_its_reference_is(RunningProcess process, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(process.ProcessId);
        await Task.Delay(50, cancellationToken);
    }

    private static Command LongReference() => Cli.Wrap("sleep").WithArguments("20");

    private static Command Failing() => Cli.Wrap("sh").WithArguments(["-c", "echo the old build broke >&2; exit 3"]);

    private static Command Missing() => Cli.Wrap("./no-such-build");
}
