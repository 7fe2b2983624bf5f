using System.Text;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines.Files;

namespace RunScope.Testing.Tests;

public class BaselinesDocumentTests
{
    private const string Page = "docs/baselines.md";

    [Fact]
    public void The_file_that_is_shown_is_one_as_it_is_written()
    {
        var shown = Documents.Blocks(Page, "json").Single();

        var baseline = BaselineJson.Parse(Encoding.UTF8.GetBytes(shown), Page);

        BaselineJson.Write(baseline).ShouldBe(shown);
        baseline.Threads.ShouldBe(ThreadSet.Default.ToString());
    }

    [Fact]
    public void Numbers_in_the_text_are_those_of_the_code()
    {
        var text = Documents.Read(Page);

        text.ShouldContain($"keeps the newest N jobs ({BaselineFiles.DefaultKeep}) of each kind of machine");
        text.ShouldContain($"at most {WaitTotal.MostWaits}, and the time and the counts of every state of up to {WaitTotal.MostNames} names of threads: what a growth is explained with");
        text.ShouldContain(RunScope.Testing.Files.FileStem.From("Tests.Import(rows: 9)"));
    }
}
