namespace RunScope.Testing.Tests;

public class ExitCodeTests
{
    [Theory]
    [InlineData(0, FindingOutcome.Kept, "0")]
    [InlineData(3, FindingOutcome.Missed, "3")]
    [InlineData(139, FindingOutcome.Missed, "139, which from a shell means that SIGSEGV killed its command")]
    public void The_exit_code_must_be_0_unless_declared(int code, FindingOutcome outcome, string actual)
    {
        var finding = new ExitCodeAttribute().Evaluate([Made.Gzip() with { ExitCode = code }]);

        finding.Outcome.ShouldBe(outcome);
        finding.Limit.ShouldBe("must be 0");
        finding.Actual.ShouldBe(actual);
    }

    [Fact]
    public void Several_codes_may_be_allowed()
    {
        var limit = new ExitCodeAttribute(0, 3);

        limit.Evaluate([Made.Gzip() with { ExitCode = 3 }]).Outcome.ShouldBe(FindingOutcome.Kept);
        limit.Evaluate([Made.Gzip() with { ExitCode = 1 }]).Limit.ShouldBe("must be 0 or 3");
    }

    [Theory]
    [InlineData(11, "killed by SIGSEGV (11)")]
    [InlineData(9, "killed by SIGKILL (9)")]
    [InlineData(40, "killed by signal 40")]
    public void A_death_by_signal_is_named(int signal, string actual)
    {
        var finding = new ExitCodeAttribute().Evaluate([Made.Gzip() with { ExitCode = null, ExitSignal = signal }]);

        finding.Outcome.ShouldBe(FindingOutcome.Missed);
        finding.Actual.ShouldBe(actual);
    }

    [Fact]
    public void A_process_that_the_harness_ended_is_not_judged()
    {
        var finding = new ExitCodeAttribute().Evaluate([Made.Gzip() with { ExitCode = null, ExitSignal = 15, EndedBy = EndedBy.Harness }]);

        finding.Outcome.ShouldBe(FindingOutcome.Kept);
    }

    [Fact]
    public void A_timeout_is_a_finding_of_its_own_whatever_the_code()
    {
        var finding = new ExitCodeAttribute(0).Evaluate([Made.Gzip() with { ExitCode = 0, EndedBy = EndedBy.Timeout, WallTime = TimeSpan.FromMinutes(5) }]);

        finding.Outcome.ShouldBe(FindingOutcome.Missed);
        finding.Metric.ShouldBe("Timeout");
        finding.Actual.ShouldBe("still running after 5 min and was ended");
    }

    [Fact]
    public void Every_run_is_checked()
    {
        var bad = Made.Gzip() with { ExitCode = 1 };

        var finding = new ExitCodeAttribute().Evaluate([Made.Gzip(), bad, Made.Gzip(), bad]);

        finding.Outcome.ShouldBe(FindingOutcome.Missed);
        finding.Evidence.ShouldBe("run 2 of 4");
        finding.Details.ShouldBe(["1 other run missed it too"]);
    }

    [Fact]
    public void A_process_that_still_ran_has_no_code_to_judge()
    {
        new ExitCodeAttribute().Evaluate([Made.Gzip() with { ExitCode = null }]).Outcome.ShouldBe(FindingOutcome.Inconclusive);
    }
}
