using RunScope.Testing.Reporting;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

public class ProfileReportsTests
{
    [Fact]
    public void A_report_is_written_where_it_is_asked_for_with_its_profile_beside_it()
    {
        using var folder = new TemporaryFolder();

        var page = Made.Gzip().WriteReport(Path.Combine(folder.Path, "new", "my load"));

        page.ShouldBe(Path.Combine(folder.Path, "new", "my load.html"));
        File.ReadAllText(page).ShouldContain(nameof(A_report_is_written_where_it_is_asked_for_with_its_profile_beside_it));
        ProfileJson.Parse(File.ReadAllText(Path.Combine(folder.Path, "new", "my load.json"))).Target.ProcessId.ShouldBe(4127);
        Directory.GetFiles(Path.Combine(folder.Path, "new")).Length.ShouldBe(2);
    }

    [Fact]
    public void Limits_that_were_judged_are_part_of_the_report()
    {
        using var folder = new TemporaryFolder();
        var run = Made.Gzip() with { Phases = [PhaseSpansTests.Span("load", 0, 1, running: 1)] };

        var verdict = run.Judge([new WallTimeAttribute { AtMost = "1s" }, new OnCpuAttribute { AtLeast = 0.99, Phase = "load" }]);
        var page = run.WriteReport(Path.Combine(folder.Path, "r.html"), verdict);

        verdict.Outcome.ShouldBe(VerdictOutcome.Regressed);
        verdict.Test.ShouldBe(nameof(Limits_that_were_judged_are_part_of_the_report));
        File.ReadAllText(page).ShouldContain("1 of 2 limits missed");
        VerdictJson.Parse(File.ReadAllText(Path.Combine(folder.Path, "r.verdict.json"))).Findings.Select(f => f.Metric).ShouldBe(["WallTime", "OnCpu in \"load\""]);
    }

    [Fact]
    public void Limits_judged_at_once_are_all_told_with_the_report_that_is_written_all_the_same()
    {
        using var folder = new TemporaryFolder();
        var page = Path.Combine(folder.Path, "r.html");

        var error = Should.Throw<ProfileAssertionException>(() => Made.Gzip().ShouldKeep([new WallTimeAttribute { AtMost = "1s" }, new ExitCodeAttribute(3)], report: page));

        error.Message.ShouldContain("2 of 2 limits missed");
        error.Message.ShouldContain($"report: {page}");
        File.Exists(page).ShouldBeTrue();
        Made.Gzip().ShouldKeep([new ExitCodeAttribute(0)]).ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Several_runs_have_one_report_and_the_profile_of_each_beside_it()
    {
        using var folder = new TemporaryFolder();
        var page = Path.Combine(folder.Path, "r.html");
        ProcessProfile[] runs = [.. new[] { 1.0, 5, 2 }.Select((s, i) => Made.Gzip() with { RunIndex = i, WallTime = Made.Seconds(s) })];
        ProfileAssertionAttribute[] limits = [new WallTimeAttribute { AtMost = "1s" }];

        var error = Should.Throw<ProfileAssertionException>(() => runs.ShouldKeep(limits, report: page));

        runs.Judge(limits).ShouldSatisfyAllConditions(
            v => v.Test.ShouldBe(nameof(Several_runs_have_one_report_and_the_profile_of_each_beside_it)),
            v => v.Findings.ShouldHaveSingleItem().Actual.ShouldBe("2 s"));
        error.Message.ShouldStartWith($"{nameof(Several_runs_have_one_report_and_the_profile_of_each_beside_it)}: 1 of 1 limit missed");
        error.Message.ShouldContain($"report: {page}");
        File.ReadAllText(page).ShouldContain("1 of 1 limit missed");
        Directory.GetFiles(folder.Path).Select(Path.GetFileName).ShouldBe(["r.html", "r.json", "r.run2.json", "r.run3.json", "r.verdict.json"], ignoreOrder: true);
        ProfileJson.Parse(File.ReadAllText(Path.Combine(folder.Path, "r.run2.json"))).WallTime.ShouldBe(Made.Seconds(5));
    }

    [Fact]
    public void A_profile_of_a_phase_has_a_report_without_a_section_of_phases()
    {
        using var folder = new TemporaryFolder();
        var run = Made.Gzip() with { Phases = [PhaseSpansTests.Span("load", 1, 1.5, running: 0.5)] };

        var page = File.ReadAllText(run.Phase("load").WriteReport(Path.Combine(folder.Path, "r")));

        page.ShouldContain("500 ms of 2.31 s");
        page.ShouldNotContain("id=\"phases\"");
        File.ReadAllText(run.WriteReport(Path.Combine(folder.Path, "r"))).ShouldContain("id=\"phases\"");
    }

    [Fact]
    public void What_cannot_be_read_or_written_is_said()
    {
        Should.Throw<ArgumentException>(() => Made.Gzip().Judge([new WallTimeAttribute()])).Message.ShouldContain("[WallTime]");
        Should.Throw<RunScopeException>(() => Made.Gzip().SaveJson("/proc/nowhere/p.json")).Message.ShouldStartWith("Cannot write /proc/nowhere/p.json: ");
    }
}
