using RunScope.Testing.Baselines;
using RunScope.Testing.Baselines.Files;
using RunScope.Testing.Configuration;
using RunScope.Testing.Reporting;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

public sealed class BaselineResultTests : IDisposable
{
    private static readonly BaselineWork Asked = new() { Accept = true };
    private static readonly BaselineWork Unasked = new();

    private readonly TemporaryFolder _folder = new();

    private BaselineLocation Location => new("Class.Test", Path.Combine(_folder.Path, "Class.Test.baseline.json"), [_folder.Path], null);

    private string Received => BaselineFiles.ReceivedOf(Location.File);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(VerdictOutcome.MissingBaseline)]
    [InlineData(VerdictOutcome.Regressed)]
    [InlineData(VerdictOutcome.Improved)]
    [InlineData(VerdictOutcome.Inconclusive)]
    [InlineData(VerdictOutcome.Ok)]
    public void What_is_asked_for_is_accepted_whatever_the_baseline_says(VerdictOutcome outcome)
    {
        var result = BaselineResult.Settle(Location, Job, Asked, limitsKept: true, outcome);

        result.Accepted.ShouldBeTrue();
        result.Failure.ShouldBeNull();
        BaselineFiles.TryRead(Location.File, out var baseline).ShouldBeTrue();
        baseline!.Jobs.Length.ShouldBe(1);
        File.Exists(Received).ShouldBeFalse();
    }

    [Fact]
    public void Who_accepts_is_told_that_the_command_is_another_one()
    {
        BaselineFiles.Accept(Location.Writable!, Job);

        BaselineResult.Settle(Location, Job with { Command = "sleep 2" }, Asked, limitsKept: true, VerdictOutcome.Ok)
            .Said.ShouldNotBeNull().ShouldEndWith("has 2 jobs now. The command of the jobs before was sleep 1; it is sleep 2 now.");
    }

    [Fact]
    public void What_was_accepted_is_called_so_and_nothing_worse()
    {
        var metric = new MetricComparison { Metric = GatedMetric.WallTime, Outcome = VerdictOutcome.Regressed, Base = [1, 1], Head = [2, 2], BaseCenter = 1, HeadCenter = 2, Shift = 1, Low = 1, High = 1, Confidence = 0.9, Causes = ["it sleeps"], Notes = ["odd"] };
        var seen = new Comparison { Kind = ComparisonKind.Stored, Outcome = VerdictOutcome.Regressed, Against = "1 accepted job", Metrics = [metric], Reasons = ["a reason"] };

        var accepted = BaselineResult.AsAccepted(seen, Location.File);

        new Verdict("T", []) { Baseline = accepted }.Outcome.ShouldBe(VerdictOutcome.Ok);
        ComparisonWords.Summary(accepted).ShouldBe("accepted as a baseline: WallTime +100 % (90 % CI +100..+100), 2 runs");
        VerdictJson.ToJson(new Verdict("T", []) { Baseline = accepted }, []).ShouldNotContain("regressed");
        VerdictJson.ToJson(new Verdict("T", []) { Baseline = accepted }, []).ShouldContain("\"accepted\": true");
        VerdictJson.ToJson(new Verdict("T", []) { Baseline = seen }, []).ShouldNotContain("accepted\"");
    }

    [Fact]
    public void What_is_accepted_again_in_the_same_process_stays_one_job()
    {
        BaselineResult.Settle(Location, Job, Asked, limitsKept: false, VerdictOutcome.Ok).Accepted.ShouldBeFalse();
        BaselineResult.Settle(Location, Job, Asked, limitsKept: true, VerdictOutcome.Ok);

        var again = BaselineResult.Settle(Location, Job, Asked, limitsKept: true, VerdictOutcome.Ok);

        again.Accepted.ShouldBeTrue();
        again.Said.ShouldNotBeNull().ShouldContain("of a test that is repeated");
        BaselineFiles.TryRead(Location.File, out var baseline).ShouldBeTrue();
        baseline!.Jobs.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(VerdictOutcome.MissingBaseline)]
    [InlineData(VerdictOutcome.Regressed)]
    [InlineData(VerdictOutcome.Improved)]
    [InlineData(VerdictOutcome.Inconclusive)]
    public void What_nobody_accepts_waits_beside_the_baseline(VerdictOutcome outcome)
    {
        var result = BaselineResult.Settle(Location, Job, Unasked, limitsKept: true, outcome);

        result.Accepted.ShouldBeFalse();
        result.Received.ShouldBe(Received);
        File.Exists(Received).ShouldBeTrue();
        Location.Exists.ShouldBeFalse();
    }

    [Fact]
    public void What_waited_goes_when_all_is_well_again()
    {
        BaselineResult.Settle(Location, Job, Unasked, limitsKept: true, VerdictOutcome.Regressed);

        BaselineResult.Settle(Location, Job, Unasked, limitsKept: true, VerdictOutcome.Ok).Received.ShouldBeNull();

        File.Exists(Received).ShouldBeFalse();
    }

    [Fact]
    public void A_job_that_misses_a_limit_is_not_accepted_and_says_so()
    {
        var result = BaselineResult.Settle(Location, Job, Asked, limitsKept: false, VerdictOutcome.Ok);

        result.Accepted.ShouldBeFalse();
        result.Said.ShouldBe("Not accepted as a baseline: a limit is missed.");
        Location.Exists.ShouldBeFalse();
    }

    [Fact]
    public void Too_few_runs_are_not_accepted_and_that_fails()
    {
        BaselineResult.Settle(Location, null, Asked, limitsKept: true, VerdictOutcome.Inconclusive).Failure!.Message.ShouldStartWith("Class.Test: not accepted as a baseline, because there are too few runs");
        Location.Exists.ShouldBeFalse();
    }

    [Fact]
    public void A_folder_that_cannot_be_written_fails_who_asked_and_is_told_to_who_did_not()
    {
        var nowhere = Location with { File = "/proc/self/nowhere/Class.Test.baseline.json" };

        BaselineResult.Settle(nowhere, Job, Asked, limitsKept: true, VerdictOutcome.Ok).Failure.ShouldBeOfType<BaselineFileException>();
        var unasked = BaselineResult.Settle(nowhere, Job, Unasked, limitsKept: true, VerdictOutcome.Regressed);

        unasked.Failure.ShouldBeNull();
        unasked.Said.ShouldNotBeNull().ShouldContain("/proc/self/nowhere");
    }

    [Fact]
    public void Where_the_sources_are_not_here_nothing_can_be_accepted()
    {
        var published = Location with { Unwritable = "its source isn't on this machine." };

        var result = BaselineResult.Settle(published, Job, Asked, limitsKept: true, VerdictOutcome.MissingBaseline);

        result.Failure!.Message.ShouldContain("its source isn't on this machine.");
        BaselineFiles.TryRead(result.Received.ShouldNotBeNull(), out var waits).ShouldBeTrue();
        waits!.Test.ShouldBe(Job.Test);
        Location.Exists.ShouldBeFalse();
    }

    private static Baseline Job => new("Class.Test", "sleep 1", "Application",
        [new AcceptedJob(DateTimeOffset.UnixEpoch, null, null, BaselineEnvironment.Of(Made.Gzip()), [.. MadeUpRuns.Of(GatedMetric.WallTime, 1, 1.1, 1.2, 1.3).Select(r => r.Metrics)], [])]);
}
