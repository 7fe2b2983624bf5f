using System.Globalization;
using RunScope.Testing.Configuration;

namespace RunScope.Testing;

/// <summary>The configuration of one test: that of its assembly, with what its attribute says.</summary>
internal static class TestConfiguration
{
    private const string Source = "[ProfileProcess]";

    /// <exception cref="InvalidConfigurationException">A file or a variable is wrong; the text is the same in every test.</exception>
    public static EffectiveOptions Of(ProfiledMethod test)
    {
        var assembly = test.TestClass.Assembly;
        return RunScopeConfiguration.Of(assembly, ReportFolder.BaseOf(assembly)).With([.. Declared(test.Declaration)]);
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
        return written.Where(w => w.Text is not null).Select(w => RunScopeConfiguration.Declared(w.Key, w.Text!, Source));
    }
}
