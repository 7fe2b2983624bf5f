using System.Text.RegularExpressions;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Html;

namespace RunScope.Testing.Tests.Reporting;

public partial class HtmlReportTests
{
    private static readonly ReportInput Example = new("Compressing_is_cpu_bound", [MadeUpProfile.Create()], MadeUpProfile.Verdict());

    [Fact]
    public void The_page_says_what_was_approved()
    {
        var text = PageContent.Text(HtmlReport.Render(Example));

        var actual = Path.Combine(AppContext.BaseDirectory, "page.actual.txt");
        File.WriteAllText(actual, text);

        // The last line names the version.
        text.Split('\n')[..^1].ShouldBe(ApprovedPage.Text.Split('\n'), $"when the change is wanted, put {actual} into ApprovedPage.cs");
    }

    [Fact]
    public void Every_finding_and_every_state_is_on_the_page()
    {
        var text = PageContent.Text(HtmlReport.Render(Example));

        foreach (var finding in MadeUpProfile.Verdict().Findings)
        {
            text.ShouldContain($"{finding.Metric} | {finding.Limit} | was | {finding.Actual}");
            text.ShouldContain(finding.Evidence);
            foreach (var detail in finding.Details) text.ShouldContain(detail);
        }

        foreach (var state in ReportState.All) text.ShouldContain(state.Label + " | ");
    }

    [Theory]
    [InlineData(FindingOutcome.Missed, "✗ | 1 of 1 limit missed")]
    [InlineData(FindingOutcome.Inconclusive, "? | 1 of 1 limit inconclusive")]
    [InlineData(FindingOutcome.Kept, "✓ | The limit is kept")]
    public void The_verdict_is_told_by_a_sign_and_words_not_by_colour_alone(FindingOutcome outcome, string headline)
    {
        var verdict = new Verdict("test", [new Finding { Outcome = outcome, Metric = "WallTime", Limit = "at most 1 s", Actual = "2 s" }]);

        var text = PageContent.Text(HtmlReport.Render(Example with { Verdict = verdict }));

        text.ShouldStartWith(headline);
    }

    [Fact]
    public void A_run_that_nothing_was_judged_of_says_so()
    {
        PageContent.Text(HtmlReport.Render(Example with { Verdict = null })).ShouldStartWith("• | No limits declared");
    }

    [Fact]
    public void Nothing_on_the_page_leaves_it_or_runs()
    {
        var html = HtmlReport.Render(Example);

        html.ShouldContain("Content-Security-Policy\" content=\"default-src &#39;none&#39;; style-src &#39;sha256-");
        html.ShouldContain("; script-src &#39;sha256-");
        html.Split("<script").Length.ShouldBe(2);
        Address().Matches(html).Select(m => m.Value).Distinct().ShouldBe(["http://www.w3.org/2000/svg"]);
        LoadingAttribute().Matches(html).Select(m => m.Groups[1].Value).ShouldAllBe(target => target.StartsWith('#'));
    }

    [Fact]
    public void Identifiers_are_unique()
    {
        var ids = Id().Matches(HtmlReport.Render(Example)).Select(m => m.Value).ToArray();

        ids.ShouldBeUnique();
    }

    [Fact]
    public void The_page_is_the_same_when_it_is_drawn_from_the_saved_files()
    {
        var html = HtmlReport.Render(Example);

        var profile = ProfileJson.Parse(ProfileJson.ToJson(Example.Runs[0]));
        var verdict = VerdictJson.Parse(VerdictJson.ToJson(Example.Verdict!, ["p.json"]));

        HtmlReport.Render(new ReportInput(Example.Name, [profile], verdict)).ShouldBe(html);
    }

    [Fact]
    public void Reports_drawn_side_by_side_are_the_same_as_one_drawn_alone()
    {
        var alone = HtmlReport.Render(Example);

        var together = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Select(_ => HtmlReport.Render(Example)).ToArray();

        together.ShouldAllBe(html => html == alone);
    }

    [Fact]
    public void Several_runs_are_listed_and_the_page_says_which_one_it_shows()
    {
        var run = Example.Runs[0];
        var slow = run with { RunIndex = 1, WallTime = TimeSpan.FromSeconds(75), ExitCode = null, ExitSignal = 9, EndedBy = EndedBy.Timeout };

        var text = PageContent.Text(HtmlReport.Render(Example with { Runs = [run, slow] }));

        text.ShouldContain("median of the 2 runs. Everything below is of run 1, whose wall time is nearest to the median;");
        text.ShouldContain("1 | shown below | 2.40 s");
        text.ShouldContain("2 | 1 min 15 s | 5.36 s | 0.07 | 46.1 MiB | SIGKILL (9)");
        text.ShouldContain("Median | 38.70 s | 5.36 s | 1.15 | 46.1 MiB | 37.0 %", customMessage: "of two runs it is the mean, as limits have it");
    }

    [Fact]
    public void What_is_not_known_is_said_to_be_unknown_and_never_0()
    {
        var unknown = Example.Runs[0] with { CpuTime = null, PeakMemory = null, Io = null, VoluntarySwitches = null, InvoluntarySwitches = null, UnattributedCpu = null };

        var text = PageContent.Text(HtmlReport.Render(Example with { Runs = [unknown] }));

        foreach (var name in (string[])["CPU time", "Average CPUs", "Peak memory", "Storage", "Context switches", "Unattributed CPU"])
            text.ShouldContain($"{name} | unknown");
    }

    [Fact]
    public void A_run_of_which_nothing_was_seen_still_has_a_page()
    {
        var empty = new ProcessProfile
        {
            Target = new TargetInfo("true", [], null, 7, null),
            StartedAt = DateTimeOffset.UnixEpoch,
            WallTime = TimeSpan.FromMilliseconds(1),
            Engine = new EngineInfo("procfs", "", 100, 0, 0, 0, 0, TimeSpan.Zero, default),
            Host = new HostInfo(null, 1, "", "", null, new HostNoise(null, null, null, null)),
        };

        var text = PageContent.Text(HtmlReport.Render(new ReportInput("true", [empty], null)));

        text.ShouldContain("No thread lived long enough to be seen.");
        text.ShouldContain("This profile has no timeline.");
    }

    [Theory]
    [InlineData(FindingOutcome.Kept, "• | No limits declared")]
    [InlineData(FindingOutcome.Missed, "✗ | 1 of 1 limit missed")]
    public void A_limit_that_nobody_wrote_counts_only_when_it_is_missed(FindingOutcome outcome, string headline)
    {
        var verdict = new Verdict("test", [new Finding { Outcome = outcome, Metric = "ExitCode", Limit = "0", Actual = "1", Implied = true }]);

        var html = HtmlReport.Render(Example with { Verdict = verdict });

        PageContent.Text(html).ShouldStartWith(headline);
        HtmlReport.Render(Example with { Verdict = VerdictJson.Parse(VerdictJson.ToJson(verdict, [])) }).ShouldBe(html);
    }

    [Fact]
    public void Made_up_data_says_so()
    {
        var run = Example.Runs[0];

        var text = PageContent.Text(HtmlReport.Render(Example with { Runs = [run with { Target = run.Target with { Simulated = true } }] }));

        text.ShouldContain("SIMULATED DATA, NOT A REAL PROCESS");
    }

    [Fact]
    public void Limits_on_shares_are_marks_in_the_chart_and_other_limits_are_not()
    {
        var verdict = new Verdict("test",
        [
            new Finding { Outcome = FindingOutcome.Kept, Metric = "Runnable", Limit = "at least 5.0 % and at most 20.0 %", Actual = "7.3 %", Value = .073, AtLeast = .05, AtMost = .2, States = [TaskState.Runnable] },
            new Finding { Outcome = FindingOutcome.Kept, Metric = "Sleeping", Limit = "at most 9 s", Actual = "6.45 s", Value = 0.9, AtMost = 1, States = [TaskState.Sleeping] },
        ]);

        var html = HtmlReport.Render(Example with { Verdict = verdict });

        // Two marks in each of the two charts, of which a screen shows one.
        html.Split("class=\"k-kept\"").Length.ShouldBe(5);
        PageContent.Text(html).ShouldContain("Runnable | 7.3 % | ✓ 5.0 % to 20.0 %");
    }

    [Fact]
    public void The_chart_says_which_threads_and_which_phase_a_limit_is_over()
    {
        var kept = new Finding { Outcome = FindingOutcome.Kept, Metric = "Running", Limit = "at least 5.0 %", Actual = "7.3 %", Value = .073, AtLeast = .05, States = [TaskState.Running] };
        var verdict = new Verdict("test", [kept with { Metric = "Running in \"load\"", Threads = "\"worker-*\"", Phase = "load" }, kept with { Threads = "Application" }]);
        var run = Example.Runs[0] with { Phases = [] };

        var text = PageContent.Text(HtmlReport.Render(new ReportInput("Serves", [run], verdict)));
        text.ShouldContain("Against the limits, over \"worker-*\" in \"load\" | Running | 7.3 % | ✓ at least 5.0 %");
        text.ShouldContain("Against the limits, over Application | Running | 7.3 %", customMessage: "a thread of the runtime is left out of it, and not of the states below");

        text = PageContent.Text(HtmlReport.Render(new ReportInput("Serves", [run with { Threads = [.. run.Threads.Where(t => t.Role == ThreadRole.Application)] }], verdict)));
        text.ShouldContain("Against the limits | Running | 7.3 %");
        PageContent.Text(HtmlReport.Render(new ReportInput("Serves", [run], null))).ShouldContain("100 % | All threads | Running");
    }

    [Fact]
    public void Threads_beyond_what_can_be_read_are_counted_instead()
    {
        var text = PageContent.Text(HtmlReport.Render(Example with { Runs = [MadeUpProfile.Create(workers: 500)] }));

        text.ShouldContain("worker-# | 500 threads");
        text.ShouldContain("Not drawn: 200 more threads with ");
        text.ShouldContain("404 more threads in the profile beside this page.");
    }

    [GeneratedRegex("https?://[^\"<\\s]*")]
    private static partial Regex Address();

    [GeneratedRegex("(?:href|src|url)[=(]\"?([^\")]*)")]
    private static partial Regex LoadingAttribute();

    [GeneratedRegex(" id=\"[^\"]*\"")]
    private static partial Regex Id();
}
