using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Configuration;

/// <summary>Reads the variables whose names begin with RUNSCOPE_, and those of them that override everything.</summary>
/// <remarks>Not the library's own source: that passes over names that mean nothing, and a typo in CI must not be silent.</remarks>
internal sealed class VariableLayer
{
    private const StringComparison AnyCase = StringComparison.OrdinalIgnoreCase;

    /// <summary>Read where they matter, and no part of the configuration.</summary>
    private static readonly string[] Others = ["RUNSCOPE_RECORDER", ConfigurationKeys.AllowUnknown, ConfigurationKeys.Accept, ConfigurationKeys.AcceptReason, ConfigurationKeys.Calibrate];

    private readonly List<ConfigurationEntry> _variables = [];
    private readonly List<ConfigurationEntry> _overrides = [];
    private readonly List<string> _problems = [];

    /// <summary>What a user reaches for who knows the words of other tools.</summary>
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.OrdinalIgnoreCase) { ["TIMEOUT"] = "timeLimit", ["RATE"] = "sampleRate", ["REPORTFOLDER"] = "reports.folder" };

    public ImmutableArray<ConfigurationEntry> Variables => [.. _variables];

    public ImmutableArray<ConfigurationEntry> Overrides => [.. _overrides];

    /// <summary>What this run of the tests does with baselines besides judging.</summary>
    public BaselineWork Baselines { get; private set; } = new();

    public ImmutableArray<string> Problems => [.. _problems];

    public static VariableLayer Read(IReadOnlyDictionary<string, string> environment)
    {
        var layer = new VariableLayer();
        var allowed = layer.Flag(ConfigurationKeys.AllowUnknown, environment);
        foreach (var (name, value) in environment.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            // An empty variable is as good as none: shells and workflow files make them of unset inputs.
            if (!name.StartsWith(ConfigurationKey.Prefix, StringComparison.Ordinal) || value.Length == 0 || Others.Contains(name)) continue;
            if (name.StartsWith(ConfigurationKeys.OverridePrefix, AnyCase)) layer.EnterOverride(name, value);
            else layer.EnterVariable(name, value, allowed);
        }

        layer.Baselines = new BaselineWork
        {
            Accept = layer.Flag(ConfigurationKeys.Accept, environment),
            Reason = environment.GetValueOrDefault(ConfigurationKeys.AcceptReason) is { } reason && !string.IsNullOrWhiteSpace(reason) ? reason.Trim() : null,
            Calibrate = layer.Flag(ConfigurationKeys.Calibrate, environment),
        };
        if (layer.Baselines is { Accept: true, Calibrate: true })
            layer._problems.Add($"{ConfigurationKeys.Accept} and {ConfigurationKeys.Calibrate} are both set, and of a build that is held against itself no job is accepted: unset one of them.");
        layer.RefuseTwins(layer._variables);
        layer.RefuseTwins(layer._overrides);
        return layer;
    }

    private void EnterVariable(string name, string value, bool unknownAllowed)
    {
        if (Find(name[ConfigurationKey.Prefix.Length..]) is var (key, part)) Enter(_variables, key, part, name, value);
        else if (!unknownAllowed) _problems.Add(Unknown(name));
    }

    private void EnterOverride(string name, string value)
    {
        var wanted = name[ConfigurationKeys.OverridePrefix.Length..];
        if (Find(wanted) is not var (key, part)) _problems.Add(UnknownOverride(name, wanted));
        else if (key.IsOperational) Enter(_overrides, key, part, name, value);
        else _problems.Add($"{VisibleText.Of(name)}: {key.Name} can't be overridden. Overrides are for {Operational()}; set it in {ConfigurationFile.Name}, in {key.Variable}, or in the test.");
    }

    private void Enter(List<ConfigurationEntry> layer, ConfigurationKey key, string part, string name, string text)
    {
        var (value, problem) = ConfigurationValues.Read(key, text, numericFlags: true);
        if (problem is null) layer.Add(new ConfigurationEntry(key, part, text.Trim(), value, name));
        else _problems.Add($"{VisibleText.Of(name)}{problem}{(key.Kind is ValueKind.Word or ValueKind.Flag ? ": set one of them" : ". Correct it")}, or unset it.");
    }

    /// <summary>The key that a name without its prefix means, and the part of it: a pattern's number, a variable's name.</summary>
    private static (ConfigurationKey Key, string Part)? Find(string name)
    {
        foreach (var key in ConfigurationKeys.All)
        {
            var own = key.Variable[ConfigurationKey.Prefix.Length..];
            if (key.Kind == ValueKind.Variables)
            {
                if (name.StartsWith(own + "__", AnyCase) && name.Length > own.Length + 2) return (key, name[(own.Length + 2)..]);
            }
            else if (name.Equals(own, AnyCase) || (key.ShortVariable is { } shorter && name.Equals(shorter[ConfigurationKey.Prefix.Length..], AnyCase)))
            {
                return (key, "");
            }
            else if (key.Kind == ValueKind.Patterns && name.StartsWith(own + "__", AnyCase) && int.TryParse(name[(own.Length + 2)..], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                return (key, name[(own.Length + 2)..]);
            }
        }

        return null;
    }

    private void RefuseTwins(List<ConfigurationEntry> layer)
    {
        foreach (var twins in layer.GroupBy(e => (e.Key, Part: e.Key.Kind == ValueKind.Variables ? e.Part : e.Part.ToUpperInvariant())).Where(g => g.Count() > 1 && g.Select(e => e.Value).Distinct().Count() > 1))
            _problems.Add($"{string.Join(" and ", twins.Select(e => VisibleText.Of(e.Source)))} say different things about {twins.Key.Key.Name}: keep one.");
    }

    private bool Flag(string name, IReadOnlyDictionary<string, string> environment)
    {
        if (!environment.TryGetValue(name, out var text) || text.Length == 0) return false;
        var (value, problem) = ConfigurationValues.Read(ConfigurationKeys.Of("require"), text, numericFlags: true);
        if (problem is not null) _problems.Add($"{name}{problem}: set one of them, or unset it.");
        return value == "true";
    }

    private static string Unknown(string name)
    {
        var names = ConfigurationKeys.All.Select(k => k.Variable).Concat(ConfigurationKeys.All.Where(k => k.IsOperational).Select(k => k.OverrideVariable)).Concat(Others.Skip(1)).Append("RUNSCOPE_REPORTS");
        var nearest = Synonyms.TryGetValue(name[ConfigurationKey.Prefix.Length..], out var known) ? ConfigurationKeys.Of(known).Variable : ConfigurationKeys.Nearest(name, names);
        return $"{VisibleText.Of(name)} is set, and means nothing{(nearest is null ? "." : $"; did you mean {nearest}?")}"
            + $" Where variables of that prefix belong to something else, set {ConfigurationKeys.AllowUnknown}=1.";
    }

    private static string UnknownOverride(string name, string wanted)
    {
        var operational = ConfigurationKeys.All.Where(k => k.IsOperational).Select(k => k.OverrideVariable);
        var nearest = Synonyms.TryGetValue(wanted, out var known) ? ConfigurationKeys.Of(known).OverrideVariable : ConfigurationKeys.Nearest(name, operational);
        return $"{VisibleText.Of(name)} overrides nothing{(nearest is null ? "." : $"; did you mean {nearest}?")} Overrides are for {Operational()}. Limits are never overridden: change the test.";
    }

    private static string Operational() => string.Join(", ", ConfigurationKeys.All.Where(k => k.IsOperational).Select(k => k.Name));
}
