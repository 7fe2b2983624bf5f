namespace RunScope.Testing.Tests;

/// <summary>The names, traits and categories of profiled tests are the framework's own: what picks plain tests picks them.</summary>
public sealed class FilterTests
{
    [Theory]
    [InlineData("Samples.Xunit", "kind=generic", "Samples.OfNumbers.Is_run", "Samples.OfStrings.Is_run")]
    [InlineData("Samples.Xunit", "FullyQualifiedName~RowKinds.From_a_member", "Samples.RowKinds.From_a_member(level: 1)", "Samples.RowKinds.From_a_member(level: 2)")]
    [InlineData("Samples.Xunit", "FullyQualifiedName~From_a_member&DisplayName~level: 2", "Samples.RowKinds.From_a_member(level: 2)")]
    [InlineData("Samples.NUnit", "TestCategory=generic", "Is_run", "Is_run")]
    [InlineData("Samples.NUnit", "TestCategory=described", "From_test_case_data(2)")]
    [InlineData("Samples.NUnit", "FullyQualifiedName~RowKinds.From_a_field", "From_a_field(1)", "From_a_field(2)")]
    [InlineData("Samples.NUnit", "Name~five", "From_test_case_data(five)")]
    [InlineData("Samples.NUnit", "FullyQualifiedName=Samples.Attributes.Explicitly", "Explicitly")]
    [InlineData("Samples.NUnit5", "FullyQualifiedName=Samples.Attributes.Explicitly", "Explicitly")]
    public async Task A_filter_picks_the_tests_that_it_names(string project, string filter, params string[] picked)
    {
        using var run = await SampleRun.OfAsync(project, filter);

        run.Results.Select(r => r.Name).Order().ShouldBe(picked.Order(), run.Console);
        run.Results.ShouldAllBe(r => r.Outcome == "Passed");
    }

    [Theory]
    [InlineData("Samples.Xunit")]
    [InlineData("Samples.NUnit")]
    [InlineData("Samples.NUnit5")]
    public async Task Tests_are_listed_under_the_names_that_they_run_under(string project)
    {
        using var run = await SampleRun.OfAsync(project, "FullyQualifiedName~RowKinds.From_a_|FullyQualifiedName~RowKinds.With_|FullyQualifiedName~RowKinds.Generic");

        var listed = await DotNet.RunAsync(Repository.Root, ["test", Repository.SampleAssembly(project), "--list-tests"]);

        run.Results.Count.ShouldBeGreaterThan(5);
        var names = listed.Output.Split('\n').Select(l => l.Trim()).ToHashSet();
        run.Results.Select(r => r.Name).Where(n => !names.Contains(n)).ShouldBeEmpty(listed.Output);
    }

    [Theory]
    [InlineData("Samples.Xunit", "Samples.RowKinds.From_a_member(level: 1)")]
    [InlineData("Samples.NUnit", "From_a_field(1)")]
    public async Task Other_loggers_say_the_same(string project, string name)
    {
        using var run = await SampleRun.OfAsync(project, "FullyQualifiedName~RowKinds", null, null, "--logger", "console;verbosity=detailed");

        run.Console.ShouldContain($"Passed {name}");
        run.Console.ShouldContain("no limit declared (true, 1 run, ");
        run.Results.Count.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task NUnits_own_result_file_is_whole()
    {
        var folder = Directory.CreateTempSubdirectory("nunit-xml-");

        using var run = await SampleRun.OfAsync("Samples.NUnit", "FullyQualifiedName~RowKinds", null, null, "--", $"NUnit.TestOutputXml={folder.FullName}");

        var results = System.Xml.Linq.XDocument.Load(folder.EnumerateFiles("*.xml").Single().FullName);
        results.Descendants("test-case").Select(c => (string?)c.Attribute("name")).Order().ShouldBe(run.Results.Select(r => r.Name).Order());
        results.Descendants("test-case").Count(c => ((string?)c.Attribute("name"))!.StartsWith("Odd(", StringComparison.Ordinal)).ShouldBeGreaterThan(2);
        folder.Delete(recursive: true);
    }
}
