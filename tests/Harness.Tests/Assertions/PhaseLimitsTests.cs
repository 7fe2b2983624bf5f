using RunScope.Testing.Assertions;

namespace RunScope.Testing.Tests;

public class PhaseLimitsTests
{
    private static readonly ProcessProfile Run = Made.Gzip() with
    {
        UnattributedCpu = TimeSpan.Zero,
        Phases =
        [
            PhaseSpansTests.Span(Phase.Body, 0, 2, running: 1, sleeping: 1),
            PhaseSpansTests.Span("warm-up", 0, 1, sleeping: 1),
            PhaseSpansTests.Span("load", 1, 2, running: 1),
        ],
    };

    [Fact]
    public void A_limit_covers_the_phase_that_it_names_and_the_body_when_it_names_none()
    {
        var findings = Judge(
            new ThreadStateAttribute(TaskState.Running) { AtLeast = 0.99, Phase = "load" },
            new ThreadStateAttribute(TaskState.Running) { AtMost = 0.01, Phase = "warm-up" },
            new ThreadStateAttribute(TaskState.Running) { AtMost = 0.5 },
            new WallTimeAttribute { AtMost = "1s", AtLeast = "1s", Phase = "load" },
            new CpuTimeAttribute { AtMost = "1s", AtLeast = "1s", Phase = "load" },
            new OnCpuAttribute { AtLeast = 0.99, Phase = "load" });

        findings.ShouldAllBe(f => f.Outcome == FindingOutcome.Kept);
        findings.Select(f => f.Metric).ShouldBe(["Running in \"load\"", "Running in \"warm-up\"", "Running", "WallTime in \"load\"", "CpuTime in \"load\"", "OnCpu in \"load\""]);
    }

    [Fact]
    public void A_phase_that_does_not_exist_is_missed_and_names_those_that_do()
    {
        var finding = Judge(new ThreadStateAttribute(TaskState.Running) { AtMost = 1, Phase = "lod" }).ShouldHaveSingleItem();

        finding.Outcome.ShouldBe(FindingOutcome.Missed);
        finding.Metric.ShouldBe("Running in \"lod\"");
        finding.Actual.ShouldBe("over no phase \"lod\"");
        finding.Value.ShouldBeNull();
        finding.Details.ShouldBe(["the run's phases are \"body\", \"warm-up\", \"load\""]);
    }

    [Fact]
    public void A_limit_on_a_profile_of_one_phase_covers_that_phase_and_misses_any_other()
    {
        var load = Run.Phase("load");

        var findings = Limits.Judge("t", [load], [new WallTimeAttribute { AtMost = "1ms", Phase = "load" }, new WallTimeAttribute { AtMost = "1h", Phase = "warm-up" }]).Findings;

        findings.Select(f => f.Outcome).ShouldBe([FindingOutcome.Missed, FindingOutcome.Missed]);
        findings[0].Actual.ShouldBe("1 s");
        findings[1].Actual.ShouldBe("over no phase \"warm-up\"");
        findings[1].Details.ShouldHaveSingleItem().ShouldStartWith("the profile is already cut to the phase \"load\"");
    }

    [Fact]
    public void A_phase_that_one_of_several_runs_lacks_is_missed()
    {
        var verdict = Limits.Judge("t", [Run, Made.Gzip()], [new WallTimeAttribute { AtMost = "1h", Phase = "load" }]);

        var finding = verdict.Findings.ShouldHaveSingleItem();
        finding.Outcome.ShouldBe(FindingOutcome.Missed);
        finding.Actual.ShouldBe("over no phase \"load\" in run 2 of 2");
        finding.Details.ShouldHaveSingleItem().ShouldStartWith("the run has no phases");
    }

    [Fact]
    public void A_phase_is_part_of_how_a_limit_is_written_and_checked()
    {
        new WallTimeAttribute { AtMost = "1s", Phase = "load" }.ToString().ShouldBe("[WallTime(AtMost = \"1s\", Phase = \"load\")]");
        Limits.Problems([new WallTimeAttribute { AtMost = "1s", Phase = " " }]).ShouldHaveSingleItem().ShouldContain("Phase is empty");
        Limits.Problems([new ExitCodeAttribute(0) { Phase = "load" }]).ShouldHaveSingleItem().ShouldContain("it is of the whole run: leave Phase out");
        Limits.Problems([new OnCpuAttribute { AtMost = 1, Phase = "load" }]).ShouldBeEmpty();
    }

    [Fact]
    public void Limits_on_different_phases_stand_beside_each_other()
    {
        var limits = Limits.Of(typeof(Declared).GetMethod(nameof(Declared.Stricter_in_one_phase))!);

        limits.OfType<WallTimeAttribute>().Select(l => (l.Phase, l.AtMost)).ShouldBe([("load", "1s"), (null, "1m")], ignoreOrder: true);
    }

    private static IReadOnlyList<Finding> Judge(params ProfileAssertionAttribute[] limits) => Limits.Judge("t", [Run], limits).Findings;

    [WallTime(AtMost = "1m")]
    [WallTime(AtMost = "2s", Phase = "load")]
    private sealed class Declared
    {
        [WallTime(AtMost = "1s", Phase = "load")]
        public static void Stricter_in_one_phase()
        {
        }
    }
}
