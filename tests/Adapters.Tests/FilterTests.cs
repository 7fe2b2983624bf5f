namespace RunScope.Testing.Tests;

/// <summary>The names, traits and categories of profiled tests are the framework's own: what picks plain tests picks them.</summary>
public sealed class FilterTests
{
    [Theory]
    [InlineData(
        "Samples.Xunit", "kind=generic|FullyQualifiedName~RowKinds.From_a_member", "Samples.OfNumbers.Is_run", "Samples.OfStrings.Is_run", "Samples.RowKinds.From_a_member(level: 1)", "Samples.RowKinds.From_a_member(level: 2)")]
    [InlineData("Samples.Xunit", "FullyQualifiedName~From_a_member&DisplayName~level: 2", "Samples.RowKinds.From_a_member(level: 2)")]
    [InlineData(
        "Samples.NUnit", "TestCategory=generic|TestCategory=described|FullyQualifiedName~RowKinds.From_a_field|Name~five",
        "Is_run", "Is_run", "From_test_case_data(2)", "From_a_field(1)", "From_a_field(2)", "From_test_case_data(five)")]
    [InlineData("Samples.NUnit", "FullyQualifiedName=Samples.Attributes.Explicitly", "Explicitly")]
    [InlineData("Samples.NUnit5", "FullyQualifiedName=Samples.Attributes.Explicitly", "Explicitly")]
    public async Task A_filter_picks_the_tests_that_it_names(string project, string filter, params string[] picked)
    {
        using var run = await SampleRun.OfAsync(project, filter);

        run.Results.Select(r => r.Name).Order().ShouldBe(picked.Order(), run.Console);
        run.Results.ShouldAllBe(r => r.Outcome == "Passed");
    }
}
