using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Configuration;

namespace RunScope.Testing;

/// <summary>The configuration of one test: that of its assembly, with what its attribute says.</summary>
internal static class TestConfiguration
{
    private const string Run = "[ProfileProcess]";
    private const string Gate = "[NoRegression]";

    /// <exception cref="InvalidConfigurationException">A file or a variable is wrong; the text is the same in every test.</exception>
    public static EffectiveOptions Of(ProfiledMethod test)
    {
        var assembly = test.TestClass.Assembly;
        return RunScopeConfiguration.Of(assembly, ReportFolder.BaseOf(assembly)).With([.. Declared(test.Declaration), .. Declared(test.NoRegression, test.Declaration)]);
    }

    private static IEnumerable<ConfigurationEntry> Declared(IProfileDeclaration declaration)
    {
        (string Key, string? Text)[] written =
        [
            ("timeLimit", declaration.TimeLimit),
            ("engine", declaration.Engine?.ToString().ToLowerInvariant()),
            ("sampleRate", declaration.SampleRate?.ToString(CultureInfo.InvariantCulture)),
            ("runs", declaration.Runs?.ToString(CultureInfo.InvariantCulture)),
            ("warmupRuns", declaration.WarmupRuns?.ToString(CultureInfo.InvariantCulture)),
            ("threads", declaration.Threads),
            ("processes", declaration.Processes),
            ("leaveChildren", declaration.LeaveChildren is { } leave ? (leave ? "true" : "false") : null),
            ("reports.enabled", declaration.Report is { } report ? (report ? "true" : "false") : null),
        ];
        return written.Where(w => w.Text is not null).Select(w => RunScopeConfiguration.Declared(w.Key, w.Text!, Run));
    }

    private static IEnumerable<ConfigurationEntry> Declared(NoRegressionAttribute? gate, IProfileDeclaration run)
    {
        if (gate is null) return [];

        // [ProfileProcess(Runs = 12), NoRegression] says it as well; fewer than a gate takes are meant for limits alone, and of more it takes as many as it can.
        var runs = gate.DeclaredRuns is { } own ? (own, Gate) : run.Runs is { } both and >= OptionRanges.FewestGated ? (Math.Min(both, OptionRanges.MostGated), Run) : (0, "");
        (string Key, string? Text, string Source)[] written =
        [
            ("regression.metrics", gate.Metrics is { } metrics ? string.Join(", ", metrics.Select(m => MetricKind.Of(m).Word)) : null, Gate),
            ("regression.minEffect", gate.DeclaredMinEffect?.ToString("0.#########", CultureInfo.InvariantCulture), Gate),
            ("regression.floor", gate.Floor, Gate),
            ("regression.runs", runs.Item1 > 0 ? runs.Item1.ToString(CultureInfo.InvariantCulture) : null, runs.Item2),
            ("regression.maxRuns", gate.DeclaredMaxRuns?.ToString(CultureInfo.InvariantCulture), Gate),
            ("regression.confirm", gate.DeclaredConfirm is { } confirm ? (confirm ? "true" : "false") : null, Gate),
            ("regression.baselines", gate.Baselines, Gate),
        ];
        return written.Where(w => w.Text is not null).Select(w => RunScopeConfiguration.Declared(w.Key, w.Text!, w.Source));
    }
}
