using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RunScope.Testing.Configuration;

namespace RunScope.Testing.Tests;

public class ConfigurationDocumentsTests
{
    [Fact]
    public void The_committed_schema_is_the_generated_one()
    {
        var committed = File.ReadAllText(Path.Combine(Root(), "src", "Harness", "Configuration", "runscope.schema.json"));

        // Where it isn't: write the generated text into the file.
        committed.ShouldBe(ConfigurationSchema.ToJson());
    }

    [Fact]
    public void Every_key_is_described_in_the_schema_and_its_default_is_one_that_it_takes()
    {
        using var schema = JsonDocument.Parse(ConfigurationSchema.ToJson());
        foreach (var key in ConfigurationKeys.All)
        {
            var at = key.Name.Split('.').Aggregate(schema.RootElement, (e, part) => e.GetProperty("properties").GetProperty(part));
            at.GetProperty("description").GetString().ShouldNotBeNullOrWhiteSpace();
            if (key.Default is not null) ConfigurationValues.Read(key, key.Default, numericFlags: false).Problem.ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("1m30s", true)]
    [InlineData("250 ms", true)]
    [InlineData("5", false)]
    [InlineData("5 parsecs", false)]
    public void The_schemas_durations_are_those_that_are_read(string text, bool right)
    {
        using var schema = JsonDocument.Parse(ConfigurationSchema.ToJson());
        var pattern = schema.RootElement.GetProperty("properties").GetProperty("timeLimit").GetProperty("pattern").GetString()!;

        Regex.IsMatch(text, pattern).ShouldBe(right);
        (ConfigurationValues.Read(ConfigurationKeys.Of("timeLimit"), text, numericFlags: false).Problem is null).ShouldBe(right);
    }

    [Fact]
    public void The_documentation_has_every_key_with_its_default_and_its_variable()
    {
        var page = File.ReadAllLines(Path.Combine(Root(), "docs", "configuration.md"));
        foreach (var key in ConfigurationKeys.All)
        {
            var row = page.SingleOrDefault(l => l.StartsWith($"| `{key.Name}`", StringComparison.Ordinal)).ShouldNotBeNull($"docs/configuration.md has no row for {key.Name}");
            row.ShouldContain(key.ShortVariable ?? key.Variable);
            if (key.Default is not null) row.ShouldContain(key.Kind is ValueKind.WholeNumber or ValueKind.Flag or ValueKind.Share ? $"`{key.Default}`" : $"`\"{key.Default}\"`");
            row.Contains(" yes ", StringComparison.Ordinal).ShouldBe(key.IsOperational, key.Name);
        }
    }

    [Fact]
    public void The_examples_of_the_documentation_are_what_they_say()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "configuration.md"));
        var example = page.Split("```json\n")[1].Split("```")[0];

        JsonLayer.Read("runscope.json", Encoding.UTF8.GetBytes(example)).Problems.ShouldBeEmpty();
        page.ShouldContain("  " + JsonLayer.Read("/src/Importer.Tests/runscope.json", "{\n\n\"timeLimit\": 5 }"u8).Problems[0]);
        page.ShouldContain("  " + VariableLayer.Read(new Dictionary<string, string> { ["RUNSCOPE_SAMPELRATE"] = "5" }).Problems[0]);
    }

    private static string Root() => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));
}
