using System.Runtime.Versioning;
using RunScope.Testing.Reporting;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Reporting;

/// <summary>A report folder into which others may write: what they plant there is neither followed nor written into nor waited for.</summary>
[SupportedOSPlatform("linux")]
public sealed class PlantedFilesTests : IDisposable
{
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode All = (UnixFileMode)0b111_111_111;

    private static readonly ReportInput Example = new("test", [MadeUpProfile.Create()], MadeUpProfile.Verdict());

    private readonly TemporaryFolder _outside = new();
    private readonly TemporaryFolder _folder = new();

    public PlantedFilesTests()
    {
        File.SetUnixFileMode(_folder.Path, All);
        File.WriteAllText(Precious, "mine");
    }

    private string Precious => Path.Combine(_outside.Path, "precious");

    public void Dispose()
    {
        _folder.Dispose();
        _outside.Dispose();
    }

    [Fact]
    public async Task Links_hard_links_and_pipes_at_the_names_of_a_reports_files_are_replaced_and_nothing_behind_them_changes()
    {
        File.CreateSymbolicLink(In("test.html"), Precious);
        File.CreateSymbolicLink(In("test.verdict.json"), Path.Combine(_outside.Path, "not there"));
        await RunAsync("ln", Precious, In("test.json"));
        await RunAsync("mkfifo", In("index.html"));
        await RunAsync("mkfifo", In("test.entry.json"));

        var files = await Task.Run(() => ReportWriter.Write(Example, _folder.Path, "test")).Patiently();
        var problem = await Task.Run(() => Put("test")).Patiently();

        files.Problem.ShouldBeNull();
        problem.ShouldBeNull();
        Directory.GetFiles(_outside.Path).ShouldBe([Precious]);
        File.ReadAllText(Precious).ShouldBe("mine");
        string[] written = ["index.html", "test.entry.json", "test.html", "test.json", "test.verdict.json"];
        written.ShouldAllBe(name => new FileInfo(In(name)).LinkTarget == null && File.GetUnixFileMode(In(name)) == OwnerReadsAndWrites && new FileInfo(In(name)).Length > 100);
        Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Where(name => name != ".index.lock").ShouldBe(written, ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_planted_among_the_entries_of_the_page_over_all_tests_keeps_nobody_waiting_and_is_not_shown()
    {
        await RunAsync("mkfifo", In("pipe.entry.json"));
        File.CreateSymbolicLink(In("endless.entry.json"), "/dev/zero");
        File.CreateSymbolicLink(In("secret.entry.json"), Precious);
        Directory.CreateDirectory(In("folder.entry.json"));
        using (var large = File.Create(In("large.entry.json"))) large.SetLength(1L << 33);

        var problem = await Task.Run(() => Put("test")).Patiently();

        problem.ShouldBeNull();
        var page = File.ReadAllText(In("index.html"));
        PageContent.Text(page).ShouldContain("1 passed");
        page.ShouldNotContain("mine");
    }

    [Theory]
    [InlineData("not there")]
    [InlineData("precious")]
    public void A_link_in_the_place_of_the_lock_is_not_followed(string target)
    {
        File.CreateSymbolicLink(In(".index.lock"), Path.Combine(_outside.Path, target));

        Put("test").ShouldBeNull();

        Directory.GetFiles(_outside.Path).ShouldBe([Precious]);
        new FileInfo(In(".index.lock")).LinkTarget.ShouldBeNull();
        File.Exists(In("index.html")).ShouldBeTrue();
    }

    [Fact]
    public void Removing_an_earlier_report_removes_links_and_not_what_they_point_at()
    {
        foreach (var ending in (string[])[".html", ".json", ".run2.json", ".verdict.json"]) File.CreateSymbolicLink(In("test" + ending), Precious);

        ReportRemoval.Remove(_folder.Path, "test").ShouldBeNull();

        Directory.GetFileSystemEntries(_folder.Path).ShouldBeEmpty();
        File.ReadAllText(Precious).ShouldBe("mine");
    }

    private static async Task RunAsync(string program, params string[] arguments) => await CliWrap.Cli.Wrap(program).WithArguments(arguments).ExecuteAsync();

    private string In(string name) => Path.Combine(_folder.Path, name);

    private string? Put(string test) => RunIndex.Put(_folder.Path, test, RunIndexTests.Entry(test, IndexOutcome.Passed));
}
