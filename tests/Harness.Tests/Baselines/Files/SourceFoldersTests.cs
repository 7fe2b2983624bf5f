using RunScope.Testing.Baselines.Files;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

/// <summary>Paths as compilers write them lead back to sources, without a build; real builds are tried in Adapters.Tests.</summary>
public sealed class SourceFoldersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Project => Path.Combine(_folder.Path, "repository", "tests", "Speed");

    [Theory]
    [InlineData("/_/tests/Speed/X.cs", "/home/me/repository/tests/Speed/X.cs")]
    [InlineData("/_1/X.cs", "/home/me/repository/module/X.cs")]
    [InlineData("/_/module/X.cs", "/home/me/module/X.cs")]
    [InlineData("/elsewhere/X.cs", "/elsewhere/X.cs")]
    [InlineData(@"C:\src\tests\X.cs", "C:/src/tests/X.cs")]
    public void Mapped_folders_are_replaced_the_longest_first(string written, string path)
    {
        var folders = new SourceFolders(null, "/out", [("/_/", "/home/me/repository/"), ("/_1/", "/home/me/repository/module/"), ("/_/module/", "/home/me/module/")]);

        folders.PathOf(written).ShouldBe(path);
    }

    [Theory]
    [InlineData("/gone/tests/Speed/Sub/X.cs", "tests/Speed/Sub/X.cs")]
    [InlineData(@"C:\gone\tests\Speed\Sub\X.cs", "tests/Speed/Sub/X.cs")]
    [InlineData("/gone/Sub/X.cs", "tests/Speed/Sub/X.cs")]
    [InlineData("/gone/X.cs", "tests/Speed/X.cs")]
    [InlineData("/gone/shared/X.cs", "shared/X.cs")]
    [InlineData("/gone/other/Y.cs", null)]
    public void Of_another_checkout_the_longest_end_of_a_path_is_found_within_the_repository(string written, string? found)
    {
        foreach (var file in (string[])["tests/Speed/X.cs", "tests/Speed/Sub/X.cs", "shared/X.cs", ".git/HEAD"]) _folder.Write("repository/" + file, "", executable: false);
        _folder.Write("Y.cs", "above the repository", executable: false);

        new SourceFolders(Project, "/out", []).Find(written).ShouldBe(found is null ? null : Path.Combine(_folder.Path, "repository", found));
    }

    [Fact]
    public void A_path_that_begins_nowhere_isnt_looked_for_in_the_current_folder()
    {
        var here = Directory.EnumerateFiles(Environment.CurrentDirectory).Select(Path.GetFileName).First()!;

        new SourceFolders(null, "/out", []).Find(here).ShouldBeNull();
    }

    [Theory]
    [InlineData("Tests.Import", "Tests.Import.baseline.json")]
    [InlineData("Outer.Inner.Import", "Outer.Inner.Import.baseline.json")]
    [InlineData("Tests.Import(rows: 9)", "Tests.Import_rows_9_-a667c2020fcf.baseline.json")]
    [InlineData("../../etc/passwd", "_._.._etc_passwd")]
    public void The_name_of_a_test_is_a_file_of_its_own_and_stays_in_the_folder(string test, string file)
    {
        var location = BaselineLocation.Of(new SourceFolders(null, "/out", []), "/src/X.cs", "/baselines", null, test);

        Path.GetDirectoryName(location.File).ShouldBe("/baselines");
        Path.GetFileName(location.File).ShouldStartWith(file);
        Path.GetFileName(location.File).ShouldEndWith(".baseline.json");
    }

    [Fact]
    public void Copies_of_sources_that_lie_nowhere_we_know_are_looked_for_by_the_end_of_their_path()
    {
        _folder.Write("out/Sub/Baselines/T.M.baseline.json", "", executable: false);
        var output = Path.Combine(_folder.Path, "out");

        var location = BaselineLocation.Of(new SourceFolders("/gone/tests/Speed", output, []), "/_/tests/Speed/Sub/X.cs", null, null, "T.M");

        location.File.ShouldBe(Path.Combine(output, "Sub", "Baselines", "T.M.baseline.json"));
        location.Unwritable.ShouldNotBeNull();
        location.Tried.ShouldBe([Path.Combine(output, "Sub", "Baselines"), Path.Combine(output, "Baselines")]);
        location.Missing.ShouldBe($"There is no T.M.baseline.json in {output}/Sub/Baselines or {output}/Baselines.");
    }
}
