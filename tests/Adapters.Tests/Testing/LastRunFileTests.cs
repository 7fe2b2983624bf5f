using System.Diagnostics.CodeAnalysis;

namespace RunScope.Testing.Tests;

[SuppressMessage("Interoperability", "CA1416", Justification = "For Linux alone.")]
public sealed class LastRunFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("last-run-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_test_has_its_line_and_the_files_are_for_their_owner_alone()
    {
        WriteAll("first");
        WriteAll("second");

        File.ReadAllLines(At(".last-run-Tests-profiled")).ShouldBe(["first", "second"]);
        File.ReadAllLines(At(".last-run-Tests-inconclusive")).ShouldBe(["first", "second"]);
        File.ReadAllLines(At(".last-run-Tests-skipped")).ShouldBe(["first", "second"]);
        File.ReadAllLines(At(".last-run-Tests-annotations")).ShouldBe(["first", "second"]);
        File.ReadAllText(At(".last-run-Tests-reports")).ShouldBe("second");
        _folder.GetFiles().Select(f => f.Name).Order().ShouldBe([".last-run-Tests-annotations", ".last-run-Tests-inconclusive", ".last-run-Tests-profiled", ".last-run-Tests-reports", ".last-run-Tests-skipped"]);
        _folder.GetFiles().ShouldAllBe(f => f.UnixFileMode == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void A_link_that_is_planted_there_is_not_followed()
    {
        var target = At("of-somebody");
        File.WriteAllText(target, "untouched");
        foreach (var name in (string[])[".last-run-Tests-profiled", ".last-run-Tests-inconclusive", ".last-run-Tests-skipped", ".last-run-Tests-annotations", ".last-run-Tests-reports"]) File.CreateSymbolicLink(At(name), target);

        WriteAll("first");

        File.ReadAllText(target).ShouldBe("untouched");
    }

    private void WriteAll(string text)
    {
        var files = new LastRunFile(_folder.FullName, "Tests");
        files.Profiled(text, text);
        files.Inconclusive(text);
        files.Skipped(text);
        files.Annotated(text);
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
