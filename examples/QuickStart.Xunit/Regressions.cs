using CliWrap;
using RunScope.Testing;
using RunScope.Testing.Xunit;

namespace QuickStart;

public class Regressions
{
    // Both builds run in turns on this machine. Yours are the last release and what was just built; here they are the same.
    [ProfileProcess(CommandFrom = nameof(Head))]
    [NoRegression(ReferenceFrom = nameof(Reference))]
    public void Making_random_bytes_is_no_slower_than_in_the_last_release() { }

    // Against jobs that were accepted: Baselines/Regressions.Making_random_bytes_is_no_slower_than_accepted.baseline.json beside this file.
    [ProfileProcess("dd", "if=/dev/urandom", "of=/dev/null", "bs=1M", "count=20")]
    [NoRegression]
    public void Making_random_bytes_is_no_slower_than_accepted() { }

    private static Command Head() => Cli.Wrap("dd").WithArguments(["if=/dev/urandom", "of=/dev/null", "bs=1M", "count=20"]);

    private static Command Reference() => Cli.Wrap("dd").WithArguments(["if=/dev/urandom", "of=/dev/null", "bs=1M", "count=20"]);
}
