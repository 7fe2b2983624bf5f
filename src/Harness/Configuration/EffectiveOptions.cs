using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Redaction;

namespace RunScope.Testing.Configuration;

/// <summary>What holds after all layers, and who said so.</summary>
/// <param name="Options">The values.</param>
/// <param name="Environment">Variables for the workload; null takes one away.</param>
/// <param name="Values">Every value with its source, in the order of <see cref="ConfigurationKeys.All"/>.</param>
/// <param name="Redactor">Hides secrets as configured.</param>
internal sealed record EffectiveOptions(RunScopeOptions Options, ImmutableDictionary<string, string?> Environment, ImmutableArray<ConfiguredValue> Values, Redactor Redactor)
{
    /// <summary>What this run of the tests does with baselines besides judging.</summary>
    public BaselineWork Baselines { get; init; } = new();

    /// <summary>Where the value of a key came from.</summary>
    public string SourceOf(string key) => Values.First(v => v.Name == key).Source;

    /// <summary>Whether anybody said something about a key.</summary>
    public bool IsSet(string key) => SourceOf(key) != "default";

    /// <param name="layers">The weakest first.</param>
    /// <param name="redactor">Makes the redactor that the values ask for.</param>
    public static EffectiveOptions Of(ImmutableArray<ImmutableArray<ConfigurationEntry>> layers, Func<RunScopeOptions, Redactor> redactor)
    {
        var builder = new ConfigurationBuilder();
        var patterns = 0;
        foreach (var layer in layers)
        {
            // Patterns of all layers hold together: a variable that adds one must not switch off another.
            builder.AddInMemoryCollection(layer.Where(e => e.Key.Kind != ValueKind.Variables).Select(e => KeyValuePair.Create(
                e.Key.Kind == ValueKind.Patterns ? string.Create(CultureInfo.InvariantCulture, $"{e.Key.Path}:{patterns++}") : e.Key.Path, e.Value)).ToList());
        }

        var options = builder.Build().Get<RunScopeOptions>()!;
        var environment = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (var variable in layers.SelectMany(l => l).Where(e => e.Key.Kind == ValueKind.Variables)) environment[variable.Part] = variable.Value;
        return new EffectiveOptions(options, environment.ToImmutable(), [.. Sources(layers)], redactor(options));
    }

    private static IEnumerable<ConfiguredValue> Sources(ImmutableArray<ImmutableArray<ConfigurationEntry>> layers)
    {
        foreach (var key in ConfigurationKeys.All)
        {
            var entries = layers.SelectMany(l => l).Where(e => e.Key == key).ToList();
            switch (key.Kind)
            {
                case ValueKind.Variables:
                    foreach (var variable in entries.GroupBy(e => e.Part).Select(g => g.Last()))
                        yield return new ConfiguredValue($"{key.Name}.{VisibleText.Of(variable.Part)}", variable.Value is null ? "(taken away)" : "(set)", variable.Source);
                    break;
                case ValueKind.Patterns:
                    yield return new ConfiguredValue(key.Name, Counts.Of(entries.Count, "pattern"), entries.Count == 0 ? "default" : string.Join(", ", entries.Select(e => e.Source).Distinct()));
                    break;
                default:
                    yield return entries.Count == 0
                        ? new ConfiguredValue(key.Name, Unsaid(key), "default")
                        : new ConfiguredValue(key.Name, VisibleText.Of(entries[^1].Shown, 300), entries[^1].Source);
                    break;
            }
        }
    }

    private static string Unsaid(ConfigurationKey key) => key.Name switch
    {
        "threads" => ThreadSet.Application,
        "regression.floor" => "10 ms, 1 MiB, 50 switches",
        "regression.baselines" => "beside the source",
        _ => "all",
    };
}
