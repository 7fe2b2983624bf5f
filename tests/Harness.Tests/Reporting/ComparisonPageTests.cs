using RunScope.Testing.Baselines;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Html;
using RunScope.Testing.Tests.Baselines;

namespace RunScope.Testing.Tests.Reporting;

public class ComparisonPageTests
{
    [Fact]
    public void The_section_says_what_was_approved()
    {
        Section(MadeUpComparison.Regressed).ShouldBe("""
            Against the reference build
            1 of 4 metrics regressed against the reference build (old/compress).
            ✗ | regressed
            DiskSleep | +1.84 s, +594 %
            0.31 -> 2.15 s; 95 % CI +1.61..+2.13, 20 fresh pairs
            92 % of the growth in fsync(/data/out.gz) of thread "writer": 52 ms -> 1.74 s a run; 418 voluntary switches, 12 in the reference | each of them waits for the storage: write more between two of them | confirms the screen: +1.79 s, +559 % (0.32 -> 2.11 s, 99 % CI +1.50..+2.20, 10 pairs)
            1 s | 2 s
            confirmation | screen
            +1 s | +2 s
            ? | inconclusive
            PeakMemory | +1.50 MiB, +3.3 %
            46.00 -> 47.50 MiB; 99 % CI -2.00..+5.50, 10 pairs
            a growth of up to 5.50 MiB isn't excluded, and 1.38 MiB matter: raise MaxRuns, or run it where less else runs
            44 MiB | 46 MiB | 48 MiB | 50 MiB
            0 MiB | +2.5 MiB | +5 MiB
            ↓ | improved
            CpuTime | -0.30 s, -25.0 %
            1.20 -> 0.90 s; 99 % CI -0.31..-0.29, 10 pairs
            0.9 s | 1 s | 1.1 s | 1.2 s
            -0.2 s | 0 s
            ✓ | ok
            WallTime | -0.005 s, -0.2 %
            2.040 -> 2.035 s; 99 % CI -0.026..+0.016, 10 pairs
            2.02 s | 2.04 s | 2.06 s
            -0.05 s | 0 s | +0.05 s
            Each line is a pair, the first one above: the reference's run is the ring, the head's run the disc. Under them is the change with its interval. It counts as worse when the whole interval lies right of 0 and the mark in the red part.
            The same in numbers
            Metric | Outcome | Reference | Head | Change | Of the reference | Interval from | to | Confidence | Matters from | Runs
            DiskSleep | fresh runs | regressed | 0.31 s | 2.15 s | +1.84 s | +594 % | +1.61 s | +2.13 s | 95 % | +0.01 s | 20 / 20
            DiskSleep | screen | regressed | 0.32 s | 2.11 s | +1.79 s | +559 % | +1.50 s | +2.20 s | 99 % | +0.01 s | 10 / 10
            PeakMemory | inconclusive | 46.00 MiB | 47.50 MiB | +1.50 MiB | +3.3 % | -2.00 MiB | +5.50 MiB | 99 % | +1.38 MiB | 10 / 10
            CpuTime | improved | 1.20 s | 0.90 s | -0.30 s | -25.0 % | -0.31 s | -0.29 s | 99 % | +0.04 s | 10 / 10
            WallTime | ok | 2.040 s | 2.035 s | -0.005 s | -0.2 % | -0.026 s | +0.016 s | 99 % | +0.061 s | 10 / 10
            2 of 62 runs were repeated: others on the machine kept the program waiting for a CPU.
            """);
    }

    [Fact]
    public void What_is_not_known_is_never_0_runs()
    {
        var unknown = new MetricComparison { Metric = GatedMetric.BytesRead, Outcome = VerdictOutcome.Inconclusive, Shift = double.NaN, BaseCenter = double.NaN, HeadCenter = double.NaN };

        var section = Section(MadeUpComparison.Regressed with { Metrics = [MadeUpComparison.WallTime, unknown], Screen = [] });

        section.ShouldNotContain("0 / 0");
    }

    [Theory]
    [InlineData(VerdictOutcome.Regressed, "✗ | 1 of 4 limits missed; 1 of 4 metrics regressed against the reference build (old/compress)")]
    [InlineData(VerdictOutcome.Improved, "✗ | 1 of 4 limits missed; 1 of 4 metrics improved against the reference build (old/compress)")]
    public void The_head_line_tells_limits_and_comparison(VerdictOutcome outcome, string expected) =>
        Page(MadeUpComparison.Regressed with { Outcome = outcome }).ShouldStartWith(expected);

    [Fact]
    public void A_test_without_limits_is_told_by_its_comparison_alone()
    {
        Page(MadeUpComparison.Stored, limits: false).ShouldStartWith("✓ | No regression against 7 accepted jobs\n");
        Page(MadeUpComparison.Missing, limits: false).ShouldStartWith("? | No baseline to compare with\n");
        Page(MadeUpComparison.Stored with { Outcome = VerdictOutcome.Improved, Metrics = [MadeUpComparison.CpuTime] }, limits: false).ShouldStartWith("↓ | 1 of 1 metric improved against 7 accepted jobs\n");
    }

    [Fact]
    public void Accepted_jobs_stand_above_this_job_and_the_file_is_named()
    {
        var text = Section(MadeUpComparison.Stored);

        text.ShouldStartWith("Against the baseline\nNo regression against 7 accepted jobs. The baseline is /src/Baselines/Importing.baseline.json.");
        text.ShouldContain("Above are the runs of the accepted jobs as rings, the oldest first; below those of this job as discs.");
    }

    [Fact]
    public void A_number_that_is_not_known_has_no_picture_and_no_figure()
    {
        var unknown = new MetricComparison { Metric = GatedMetric.BytesRead, Outcome = VerdictOutcome.Inconclusive, Shift = double.NaN, BaseCenter = double.NaN, HeadCenter = double.NaN, Notes = ["it isn't known in 3 of 20 runs"] };

        var text = Section(MadeUpComparison.Stored with { Outcome = VerdictOutcome.Inconclusive, Metrics = [unknown] });

        text.ShouldContain("? | inconclusive\nBytesRead | not known\nit isn't known in 3 of 20 runs\nThe same in numbers");
        text.ShouldContain("BytesRead | inconclusive | unknown | unknown | unknown | – | – | – | – | ");
        text.ShouldNotContain("NaN");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(200)]
    public void Every_run_is_a_mark_within_the_picture(int runs)
    {
        foreach (var paired in new[] { true, false })
        {
            var html = Html(MadeUpComparison.Stored with { Metrics = [MadeUpComparison.Metric(GatedMetric.WallTime, VerdictOutcome.Ok, 2, 2.1, .1, runs) with { Paired = paired }] });

            html.Split("<circle class=\"base\"").Length.ShouldBe(runs + 1);
            html.Split("<circle class=\"head\"").Length.ShouldBe(runs + 1);
            html.Split("<line class=\"pair\"").Length.ShouldBe(paired ? runs + 1 : 1);
        }
    }

    [Fact]
    public void Runs_that_are_all_the_same_and_zero_are_drawn_too()
    {
        var same = MadeUpComparison.Metric(GatedMetric.DiskSleep, VerdictOutcome.Ok, 0, 0, 0, 5) with { Low = 0, High = 0, Tolerated = 0 };

        var html = Html(MadeUpComparison.Stored with { Metrics = [same] });

        html.ShouldNotContain("NaN", Case.Sensitive);
        html.ShouldContain("0 -&gt; 0 s");
    }

    [Fact]
    public void The_page_is_the_same_when_it_is_drawn_from_the_saved_files()
    {
        var verdict = MadeUpProfile.Verdict() with { Baseline = MadeUpComparison.Regressed };
        var read = VerdictJson.Parse(VerdictJson.ToJson(verdict, ["p.json"]));

        HtmlReport.Render(new ReportInput("t", [MadeUpProfile.Create()], read)).ShouldBe(HtmlReport.Render(new ReportInput("t", [MadeUpProfile.Create()], verdict)));
    }

    private static string Section(Comparison comparison)
    {
        var text = Page(comparison);
        var from = text.IndexOf("\nAgainst the ", text.IndexOf("| Output\n", StringComparison.Ordinal), StringComparison.Ordinal) + 1;
        return text[from..text.IndexOf("\nKey figures\n", StringComparison.Ordinal)];
    }

    private static string Page(Comparison comparison, bool limits = true) => PageContent.Text(Html(comparison, limits));

    private static string Html(Comparison comparison, bool limits = true) =>
        HtmlReport.Render(new ReportInput("Importing", [MadeUpProfile.Create()], (limits ? MadeUpProfile.Verdict() : new Verdict("Importing", [])) with { Baseline = comparison }));
}
