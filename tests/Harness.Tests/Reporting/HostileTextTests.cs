using CsCheck;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Html;

namespace RunScope.Testing.Tests.Reporting;

public class HostileTextTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("</style></title></pre></svg><img src=x onerror=alert(1)>")]
    [InlineData("\" onmouseover=\"alert(1)\" x='")]
    [InlineData("{{Css}} {{{Css}}} {{#each Threads}}")]
    [InlineData("&lt;b&gt; &amp; ]]> <!-- -->")]
    [InlineData("\0\u0001\u001b[31m\u007f\u0085\u009b\ufffe\uffff")]
    [InlineData("a\u202Eevil\u2066\u200Fb\u2028c\uFEFF")]
    [InlineData("\ud800 lone \udfff surrogates")]
    public void Text_of_a_process_never_becomes_part_of_the_page(string hostile)
    {
        var plain = HtmlReport.Render(Everywhere("plain"));

        var html = HtmlReport.Render(Everywhere(hostile));

        PageContent.Tags(html).ShouldBe(PageContent.Tags(plain));
        html.Where(IsInvisible).ShouldBeEmpty();
    }

    [Fact]
    public void Any_text_leaves_the_page_as_it_is()
    {
        var plain = PageContent.Tags(HtmlReport.Render(Everywhere("plain")));

        Gen.String.Sample(
            text => PageContent.Tags(HtmlReport.Render(Everywhere("x" + text))).SequenceEqual(plain),
            iter: 40,
            threads: 1);
    }

    [Fact]
    public void Control_characters_are_seen()
    {
        PageText.OneLine("a\0b\u001b[1mc\td\ne\u007f").ShouldBe("a␀b␛[1mc␉d␊e␡");
        PageText.OneLine("a\u202Eb\u0085").ShouldBe("a⟨U+202E⟩b⟨U+0085⟩");
        PageText.OneLine("a\ud800b\ufffe").ShouldBe("a\uFFFDb\uFFFD");
    }

    [Fact]
    public void A_pile_of_marks_on_one_letter_is_taken_apart()
    {
        PageText.OneLine("o" + new string('\u0336', 8) + "k").ShouldBe("o" + new string('\u0336', 8) + "k");
        PageText.OneLine("o" + new string('\u0336', 10) + "k").ShouldBe("o" + new string('\u0336', 8) + "⟨U+0336⟩⟨U+0336⟩k");
    }

    [Fact]
    public void Output_keeps_its_lines_and_shows_what_overwrites_them()
    {
        PageText.Lines("one\r\ntwo\n\tthree\rfour").ShouldBe("one\ntwo\n\tthree␍four");
    }

    [Fact]
    public void Text_in_any_script_stays_as_it_is()
    {
        foreach (var text in (string[])["Zażółć", "日本語", "שלום", "नमस्ते", "👩‍💻 done"])
            PageText.OneLine(text).ShouldBe(text);
    }

    [Fact]
    public void Making_text_visible_twice_changes_nothing() =>
        Gen.String.Sample(text => PageText.Visible(PageText.Visible(text)) == PageText.Visible(text));

    private static bool IsInvisible(char c) => (char.IsControl(c) && c is not '\n') || char.IsSurrogate(c)
        || c is '\u202E' or '\u2066' or '\u200F' or '\u2028' or '\uFEFF' or '\uFFFE' or '\uFFFF';

    /// <summary>A report with the text wherever a process, a file or a test may put any.</summary>
    private static ReportInput Everywhere(string text)
    {
        var profile = MadeUpProfile.Create();
        profile = profile with
        {
            Target = new TargetInfo(text, [text, text], text, 1, text),
            Engine = profile.Engine with { Name = text, Reason = text, Warnings = [text] },
            Host = profile.Host with { CpuModel = text, Kernel = text, Runtime = text },
            Threads = [.. profile.Threads.Select(t => t with { Name = text })],
            Processes = [.. profile.Processes.Select(p => p with { Name = text, Executable = text })],
            Phases = [.. profile.Phases.Select(p => p with { Name = text })],
            Waits = [.. profile.Waits.Select(w => w with { Call = text, Target = text, WaitChannel = text, Frames = [text] })],
            Output = new OutputTails(text, text, true),
        };
        var verdict = new Verdict(text, [.. MadeUpProfile.Verdict().Findings.Select(f => f with { Metric = text, Actual = text, Evidence = text, Details = [text] })]);
        return new ReportInput(text, [profile], verdict);
    }
}
