using System.Net;
using System.Text.RegularExpressions;
using RunScope.Testing.Baselines;
using RunScope.Testing.Reporting.Markdown;
using RunScope.Testing.Tests.Baselines;

namespace RunScope.Testing.Tests.Reporting;

public partial class ComparisonMarkdownTests
{
    [Fact]
    public void A_comparison_is_a_heading_a_table_and_its_causes() =>
        WebUtility.HtmlDecode(ComparisonMarkdown.Of("Importing", MadeUpComparison.Regressed)).ShouldBe("""
            ### ✗ Importing: 1 of 4 metrics regressed against the reference build (old/compress)

            | | metric | change | from and to | interval | runs |
            |---|---|--:|--:|---|--:|
            | ✗ regressed | DiskSleep | +1.84 s, +594 % | 0.31 -> 2.15 s | 95 % CI +1.61..+2.13 | 20 fresh pairs |
            | ? inconclusive | PeakMemory | +1.50 MiB, +3.3 % | 46.00 -> 47.50 MiB | 99 % CI -2.00..+5.50 | 10 pairs |
            | ↓ improved | CpuTime | -0.30 s, -25.0 % | 1.20 -> 0.90 s | 99 % CI -0.31..-0.29 | 10 pairs |
            | ✓ ok | WallTime | -0.005 s, -0.2 % | 2.040 -> 2.035 s | 99 % CI -0.026..+0.016 | 10 pairs |

            - DiskSleep: 92 % of the growth in fsync(/data/out.gz) of thread "writer": 52 ms -> 1.74 s a run; 418 voluntary switches, 12 in the reference
            - DiskSleep: each of them waits for the storage: write more between two of them
            - DiskSleep: confirms the screen: +1.79 s, +559 % (0.32 -> 2.11 s, 99 % CI +1.50..+2.20, 10 pairs)
            - PeakMemory: a growth of up to 5.50 MiB isn't excluded, and 1.38 MiB matter: raise MaxRuns, or run it where less else runs
            - 2 of 62 runs were repeated: others on the machine kept the program waiting for a CPU

            """);

    [Fact]
    public void A_missing_baseline_says_what_to_do() =>
        WebUtility.HtmlDecode(ComparisonMarkdown.Of("Importing", MadeUpComparison.Missing)).ShouldBe("""
            ### ? Importing: no baseline to compare with

            - there is no baseline yet: run it with RUNSCOPE_ACCEPT=1 to accept this job

            """);

    [Fact]
    public void What_is_not_known_is_never_0_runs()
    {
        var unknown = new MetricComparison { Metric = GatedMetric.BytesRead, Outcome = VerdictOutcome.Inconclusive, Shift = double.NaN, BaseCenter = double.NaN, HeadCenter = double.NaN, Notes = ["it isn't known in 7 of 20 runs"] };
        var comparison = new Comparison { Kind = ComparisonKind.Interleaved, Outcome = VerdictOutcome.Inconclusive, Metrics = [unknown] };

        WebUtility.HtmlDecode(ComparisonMarkdown.Of("Importing", comparison)).ShouldContain("| ? inconclusive | BytesRead | not known |  |  |  |\n");
        ComparisonWords.Summary(comparison).ShouldBe("1 of 1 metric inconclusive: BytesRead not known");
    }

    [Fact]
    public void Nothing_of_a_process_means_anything_to_Markdown_or_HTML()
    {
        const string Hostile = "a|b\n`c` <script>alert(1)</script> [x](http://y) **z** _w_ &amp; @user #1 \\";
        var comparison = MadeUpComparison.Regressed with
        {
            Against = Hostile,
            Reasons = [Hostile],
            Notes = [Hostile],
            Metrics = [MadeUpComparison.DiskSleep with { Causes = [Hostile], Notes = [Hostile] }],
        };

        var plain = ComparisonMarkdown.Of(Hostile, comparison);

        plain.Split('\n').Length.ShouldBe(ComparisonMarkdown.Of("name", comparison with { Against = "x", Reasons = ["x"], Notes = ["x"], Metrics = [MadeUpComparison.DiskSleep with { Causes = ["x"], Notes = ["x"] }] }).Split('\n').Length);
        Reference().Replace(plain, "").IndexOfAny(['`', '<', '>', '[', ']', '*', '_', '@', '\\', '&']).ShouldBe(-1);
    }

    [GeneratedRegex("&#[0-9]+;")]
    private static partial Regex Reference();
}
