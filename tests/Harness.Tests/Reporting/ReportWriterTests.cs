using System.Runtime.Versioning;
using RunScope.Testing.Reporting;

namespace RunScope.Testing.Tests.Reporting;

[SupportedOSPlatform("linux")]
public sealed class ReportWriterTests : IDisposable
{
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly ReportInput Example = new("test", [MadeUpProfile.Create()], MadeUpProfile.Verdict());

    private readonly string _folder = Directory.CreateTempSubdirectory("runscope-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_page_the_profile_and_the_verdict_are_written_for_their_owner_alone()
    {
        var folder = Path.Combine(_folder, "deep", "er");

        var files = ReportWriter.Write(Example, folder, "test");

        files.ShouldBe(new ReportFiles(Path.Combine(folder, "test.html"), Path.Combine(folder, "test.json"), null));
        Names(folder).ShouldBe(["test.html", "test.json", "test.verdict.json"]);
        Directory.GetFiles(folder).ShouldAllBe(file => File.GetUnixFileMode(file) == OwnerReadsAndWrites);
        File.GetUnixFileMode(folder).ShouldBe(OwnerReadsAndWrites | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Path.GetDirectoryName(folder)!).ShouldBe(OwnerReadsAndWrites | UnixFileMode.UserExecute);
    }

    [Fact]
    public void The_profile_beside_the_page_reads_back_as_it_was()
    {
        var files = ReportWriter.Write(Example, _folder, "test");

        var json = File.ReadAllText(files.Json!);
        ProfileJson.ToJson(ProfileJson.Parse(json)).ShouldBe(json);
        json.ShouldBe(ProfileJson.ToJson(Example.Runs[0]));
        var verdict = VerdictJson.Parse(File.ReadAllText(Path.Combine(_folder, "test.verdict.json")));
        VerdictJson.ToJson(verdict, []).ShouldBe(VerdictJson.ToJson(Example.Verdict!, []));
    }

    [Fact]
    public void Each_further_run_has_a_profile_of_its_own()
    {
        var run = Example.Runs[0];

        ReportWriter.Write(new ReportInput("test", [run, run with { RunIndex = 1 }, run with { RunIndex = 2 }], null), _folder, "test");

        Names(_folder).ShouldBe(["test.html", "test.json", "test.run2.json", "test.run3.json"]);
        ProfileJson.Parse(File.ReadAllText(Path.Combine(_folder, "test.run3.json"))).RunIndex.ShouldBe(2);
    }

    [Fact]
    public void A_second_report_takes_the_place_of_the_first()
    {
        ReportWriter.Write(Example, _folder, "test");

        var files = ReportWriter.Write(Example with { Name = "again" }, _folder, "test");

        files.Problem.ShouldBeNull();
        File.ReadAllText(files.Html!).ShouldContain("<title>✗ again</title>");
        Names(_folder).Length.ShouldBe(3);
    }

    [Theory]
    [InlineData("/proc/self/runscope")]
    [InlineData("/dev/null/reports")]
    [InlineData("")]
    [InlineData("with\0nul")]
    public void A_folder_that_cannot_be_made_is_a_problem_in_words_and_no_exception(string folder)
    {
        var files = ReportWriter.Write(Example, folder, "test");

        files.Html.ShouldBeNull();
        files.Json.ShouldBeNull();
        files.Problem.ShouldNotBeNull().ShouldStartWith("Cannot make the report folder");
        files.Problem.ShouldContain("choose another report folder");
    }

    [Fact]
    public void A_folder_that_takes_no_file_is_a_problem_in_words()
    {
        // For every user, root included, nobody can make a file there.
        var files = ReportWriter.Write(Example, "/proc/self", "test");

        files.Html.ShouldBeNull();
        files.Problem.ShouldNotBeNull().ShouldStartWith("Cannot write the report /proc/");
    }

    [Fact]
    public void A_folder_that_is_a_file_is_a_problem_in_words()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "mine");

        ReportWriter.Write(Example, file, "test").Problem.ShouldNotBeNull().ShouldContain(file);

        File.ReadAllText(file).ShouldBe("mine");
    }

    [Fact]
    public void A_link_planted_at_a_files_name_is_replaced_and_what_it_points_at_stays()
    {
        var precious = Path.Combine(_folder, "precious");
        File.WriteAllText(precious, "mine");
        foreach (var name in (string[])["test.html", "test.json", "test.verdict.json"]) File.CreateSymbolicLink(Path.Combine(_folder, name), precious);

        var files = ReportWriter.Write(Example, _folder, "test");

        files.Problem.ShouldBeNull();
        File.ReadAllText(precious).ShouldBe("mine");
        new FileInfo(files.Html!).LinkTarget.ShouldBeNull();
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_leaves_the_others_whole_and_no_half_file()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "test.html", "in the way"));

        var files = ReportWriter.Write(Example, _folder, "test");

        files.Html.ShouldBeNull();
        files.Problem.ShouldNotBeNull().ShouldContain("test.html");
        ProfileJson.Parse(File.ReadAllText(files.Json!)).ShouldNotBeNull();
        Names(_folder).ShouldBe(["test.json", "test.verdict.json"]);
    }

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
}
