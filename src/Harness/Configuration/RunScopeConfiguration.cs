using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using RunScope.Testing.Analysis.Redaction;

namespace RunScope.Testing.Configuration;

/// <summary>
/// The configuration of a test assembly, a program or a command: defaults, then the nearest runscope.json whole, then RUNSCOPE_ variables, then what an
/// attribute or an argument says, then RUNSCOPE_OVERRIDE__ variables. Read once.
/// </summary>
internal sealed class RunScopeConfiguration
{
    private static readonly ConcurrentDictionary<Assembly, Lazy<RunScopeConfiguration>> PerAssembly = new();
    private static readonly Lazy<RunScopeConfiguration> Process = new(OfProgram);

    private static readonly ImmutableArray<ConfigurationEntry> Defaults =
        [.. ConfigurationKeys.All.Where(k => k.Default is not null).Select(k => new ConfigurationEntry(k, "", k.Default!, ConfigurationValues.Read(k, k.Default!, numericFlags: false).Value, "default"))];

    private readonly ImmutableArray<ConfigurationEntry> _file;
    private readonly VariableLayer _variables;
    private readonly ImmutableArray<string> _problems;

    // No attribute adds a pattern, so one redactor does for all tests; to compile patterns takes a while.
    private Redactor? _redactor;

    private RunScopeConfiguration(ImmutableArray<ConfigurationEntry> file, VariableLayer variables, ImmutableArray<string> problems)
    {
        _file = file;
        _variables = variables;
        _problems = problems;
    }

    /// <summary>
    /// That of this process, for what is profiled without an attribute: that of its test assembly, so that all of a test has the same; in a program without
    /// tests looked for from the program's folder upward.
    /// </summary>
    public static RunScopeConfiguration OfProcess => Process.Value;

    /// <summary>That of a test assembly.</summary>
    /// <param name="tests">The assembly.</param>
    /// <param name="folder">Its project's folder, or else its own: where the file is looked for from.</param>
    public static RunScopeConfiguration Of(Assembly tests, string folder) =>
        PerAssembly.GetOrAdd(tests, _ => new Lazy<RunScopeConfiguration>(() => Load(folder, folder, Variables()))).Value;

    /// <summary>That of a command in a folder. Being there is no trust in the folder's owner.</summary>
    public static RunScopeConfiguration OfFolder(string folder) => Load(folder, null, Variables());

    /// <param name="folder">Where the file is looked for from.</param>
    /// <param name="trustedFolder">A folder whose owner is trusted besides this user and root; null for none.</param>
    /// <param name="environment">All variables.</param>
    internal static RunScopeConfiguration Load(string folder, string? trustedFolder, IReadOnlyDictionary<string, string> environment)
    {
        ImmutableArray<ConfigurationEntry> entries = [];
        var problems = ImmutableArray.CreateBuilder<string>();
        if (ConfigurationFile.Find(folder, trustedFolder) is { } file)
        {
            ImmutableArray<string> inFile = [];
            if (ConfigurationFile.TryRead(file, trustedFolder, out var text, out var problem)) (entries, inFile) = JsonLayer.Read(file, text);
            else problems.Add(problem);
            problems.AddRange(inFile);
        }

        var variables = VariableLayer.Read(environment);
        problems.AddRange(variables.Problems);
        return new RunScopeConfiguration(entries, variables, problems.ToImmutable());
    }

    /// <summary>What is effective with what an attribute or an argument says.</summary>
    /// <param name="declared">Only what its author wrote; see <see cref="Declared"/>.</param>
    /// <exception cref="InvalidConfigurationException">Something in a file or a variable is wrong; all of it is told.</exception>
    public EffectiveOptions With(params ImmutableArray<ConfigurationEntry> declared)
    {
        if (_problems.Length > 0) throw new InvalidConfigurationException(_problems);
        return EffectiveOptions.Of([Defaults, _file, _variables.Variables, declared, _variables.Overrides], o => _redactor ??= Redactor.Of(o.Redact, o.RedactDefaults)) with
        {
            Baselines = _variables.Baselines,
        };
    }

    /// <summary>A value that an attribute or an argument sets. It should have been checked where it stands.</summary>
    /// <exception cref="InvalidConfigurationException">It wasn't, and is wrong.</exception>
    public static ConfigurationEntry Declared(string key, string text, string source)
    {
        var known = ConfigurationKeys.Of(key);
        var (value, problem) = ConfigurationValues.Read(known, text, numericFlags: false);
        return problem is null ? new ConfigurationEntry(known, "", text, value, source) : throw new InvalidConfigurationException([$"{source}: {key}{problem}. Correct it, or leave it out."]);
    }

    /// <summary>What is wrong with a value for a key, in words that follow the name of what sets it; null when nothing is.</summary>
    public static string? ProblemOf(string key, string text) => ConfigurationValues.Read(ConfigurationKeys.Of(key), text, numericFlags: false).Problem;

    private static RunScopeConfiguration OfProgram() => TestProject.Among(AppDomain.CurrentDomain.GetAssemblies()) is { } tests
        ? Of(tests, TestProject.FolderOf(tests)!)
        : Load(AppContext.BaseDirectory, AppContext.BaseDirectory, Variables());

    private static Dictionary<string, string> Variables()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            all[(string)variable.Key] = Convert.ToString(variable.Value, CultureInfo.InvariantCulture) ?? "";
        return all;
    }
}
