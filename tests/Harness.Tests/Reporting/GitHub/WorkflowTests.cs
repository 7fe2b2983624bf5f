using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using RunScope.Testing.Reporting.GitHub;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

public sealed partial class WorkflowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Summary => Path.Combine(_folder.Path, "summary.md");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_annotation_is_one_line_whatever_is_in_it()
    {
        WorkflowCommand.Error("A.B(x: \"1,2\")", "50 % of it\r\nsecond ##[error]line\u001b[31m", "tests/a,b:c.cs", 12)
            .ShouldBe("::error title=A.B(x%3A \"1%2C2\"),file=tests/a%2Cb%3Ac.cs,line=12::50 %25 of it%0D%0Asecond # #[error]line\uFFFD[31m");
        WorkflowCommand.Error("t", "m", null, 3).ShouldBe("::error title=t::m");
    }

    [Fact]
    public void A_row_means_nothing_to_Markdown_or_HTML_but_its_text()
    {
        const string Hostile = "a|b\n`c` <script>alert(1)</script> [x](http://y) **z** _w_ &amp; @user #1 \\";

        var row = SummaryRow.Of("✗ failed", Hostile, "1 s", "", "");

        var cells = row.Split(" | ");
        cells.Length.ShouldBe(5);
        cells[1].ShouldNotContain("<");
        NoReference().Replace(cells[1], "").IndexOfAny(['|', '`', '<', '>', '[', ']', '*', '_', '@', '#', '\\', '&', '\n']).ShouldBe(-1);
        WebUtility.HtmlDecode(cells[1]).ShouldBe(Hostile.Replace('\n', ' '));
        row.Count(c => c == '\n').ShouldBe(1);
    }

    [Fact]
    public void What_hides_or_reorders_text_is_named_in_a_summary_and_taken_out_of_an_annotation()
    {
        SummaryRow.Of("", "a\u202Egnp.exe\u2066b\ufeff👩\u200d💻\ud800", "", "", "").ShouldContain("| a⟨U&#43;202E⟩gnp&#46;exe⟨U&#43;2066⟩b⟨U&#43;FEFF⟩👩\u200d💻\ufffd |");
        WorkflowCommand.Error("a\u202Eb", "c\u2028d\u2066e\n👩\u200d💻", null, null).ShouldBe("::error title=a\ufffdb::c\ufffdd\ufffde%0A👩\u200d💻");
    }

    [Fact]
    public void Tests_of_many_processes_make_one_table()
    {
        Parallel.For(0, 100, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => StepSummary.TryAppend(Summary, SummaryRow.Of("✓ passed", $"Test{i}", "1 s", "1 limit kept", "")).ShouldBeNull());

        var text = File.ReadAllText(Summary);
        text.Split("### Profiled tests").Length.ShouldBe(2);
        Enumerable.Range(0, 100).ShouldAllBe(i => text.Contains($" Test{i} |"));
    }

    [Fact]
    public void What_others_wrote_stays_and_the_table_gets_a_new_head_behind_it()
    {
        File.WriteAllText(Summary, "# Build\nall well\n");
        StepSummary.TryAppend(Summary, SummaryRow.Of("✓ passed", "One", "", "", ""));
        File.AppendAllText(Summary, "more of others\n");
        StepSummary.TryAppend(Summary, SummaryRow.Of("✓ passed", "Two", "", "", ""));

        var text = File.ReadAllText(Summary);
        text.ShouldStartWith("# Build\nall well\n\n### Profiled tests\n");
        text.Split("### Profiled tests").Length.ShouldBe(3);
    }

    [Fact]
    public void A_summary_never_outgrows_what_GitHub_takes_and_says_that_there_is_more()
    {
        var row = SummaryRow.Of("✗ failed", "Test", "1 s", new string('.', 500), "");
        for (var i = 0; i < 1000; i++) StepSummary.TryAppend(Summary, row).ShouldBeNull();

        new FileInfo(Summary).Length.ShouldBeLessThanOrEqualTo(StepSummary.MostBytes);
        File.ReadAllText(Summary).ShouldEndWith(SummaryRow.Rest);
        Encoding.UTF8.GetByteCount(row).ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void A_summary_that_cannot_be_written_is_told_and_nothing_else() =>
        StepSummary.TryAppend("/proc/self/no-such-file", "row").ShouldNotBeNull().ShouldContain("\"github\": false");

    [GeneratedRegex("&#[0-9]+;")]
    private static partial Regex NoReference();
}
