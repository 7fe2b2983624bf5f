using System.Xml.Linq;

namespace RunScope.Testing.Tests;

/// <summary>Lists of tests, and results by whatever logger: profiled tests are in them as plain ones are.</summary>
public sealed class ListingTests : IDisposable
{
    private static readonly string[] Listed = ["From_a_", "With_", "Generic"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nunit-xml-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Samples.Xunit", "Samples.RowKinds.From_a_member(level: 1)")]
    [InlineData("Samples.NUnit", "From_a_field(1)")]
    [InlineData("Samples.NUnit5", "From_a_field(1)")]
    public async Task Tests_are_listed_under_the_names_that_they_run_under_and_all_loggers_say_the_same(string project, string name)
    {
        string[] nunits = project == "Samples.Xunit" ? [] : ["--", $"NUnit.TestOutputXml={_folder.FullName}"];
        using var run = await SampleRun.OfAsync(project, "FullyQualifiedName~RowKinds", null, null, ["--logger", "console;verbosity=detailed", .. nunits]);

        var listed = await DotNet.RunAsync(Repository.Root, ["test", Repository.SampleAssembly(project), "--list-tests"]);

        run.Results.Count.ShouldBeGreaterThan(20);
        run.Console.ShouldContain($"Passed {name}");
        run.Console.ShouldContain("no limit declared (true, 1 run, ");
        var names = listed.Output.Split('\n').Select(l => l.Trim()).ToHashSet();
        var plain = run.Results.Select(r => r.Name).Where(n => Listed.Any(l => n.Replace("Samples.RowKinds.", "", StringComparison.Ordinal).StartsWith(l, StringComparison.Ordinal))).ToArray();
        plain.Length.ShouldBeGreaterThan(5);
        plain.Where(n => !names.Contains(n)).ShouldBeEmpty(listed.Output);
        if (nunits.Length > 0) ShouldBeWhole(run);
    }

    private void ShouldBeWhole(SampleRun run)
    {
        var results = XDocument.Load(_folder.EnumerateFiles("*.xml").ShouldHaveSingleItem().FullName);
        results.Descendants("test-case").Select(c => (string?)c.Attribute("name")).Order().ShouldBe(run.Results.Select(r => r.Name).Order());
        results.Descendants("test-case").Count(c => ((string?)c.Attribute("name"))!.StartsWith("Odd(", StringComparison.Ordinal)).ShouldBeGreaterThan(2);
    }
}
