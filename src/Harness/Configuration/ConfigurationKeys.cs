using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Analysis.Redaction;

namespace RunScope.Testing.Configuration;

/// <summary>Every key there is. The schema, the checks, the report's table and the documentation's test are made of this list.</summary>
internal static class ConfigurationKeys
{
    public const string OverridePrefix = ConfigurationKey.Prefix + "OVERRIDE__";

    /// <summary>Lets variables pass that begin with our prefix and aren't ours.</summary>
    public const string AllowUnknown = ConfigurationKey.Prefix + "ALLOW_UNKNOWN";

    /// <summary>Variables that are read for one run of the tests; no part of the configuration, since no file should say so for good.</summary>
    public const string Accept = ConfigurationKey.Prefix + "ACCEPT";

    public const string AcceptReason = ConfigurationKey.Prefix + "ACCEPT_REASON";

    public const string Calibrate = ConfigurationKey.Prefix + "CALIBRATE";

    public const string ReportsFolder = "reports.folder";

    /// <summary>Where reports go unless somebody says otherwise; our build targets have the same.</summary>
    public const string DefaultReportFolder = "TestResults/runscope";

    private const long Day = 24 * 60 * 60 * 1000;

    public static ImmutableArray<ConfigurationKey> All { get; } =
    [
        new("timeLimit", ValueKind.Duration, "5m", "How long one run may take before it is ended. Waiting for another profiled test doesn't count.")
        {
            Range = ((long)OptionRanges.ShortestTimeLimit.TotalMilliseconds, (long)OptionRanges.LongestTimeLimit.TotalMilliseconds), IsOperational = true,
        },
        new("gracePeriod", ValueKind.Duration, "2s", "How long processes get between SIGTERM and SIGKILL.") { Range = (0, Day / 24) },
        new("engine", ValueKind.Word, "auto", "How the states of threads are found out; auto takes the best that the machine permits.")
        {
            Words = [.. Enum.GetNames<EngineChoice>().Select(n => n.ToLowerInvariant())], IsOperational = true,
        },
        new("sampleRate", ValueKind.WholeNumber, "100", "Sampling rounds per second.") { Range = (1, OptionRanges.HighestRate), IsOperational = true },
        new("runs", ValueKind.WholeNumber, "1", "How often the process is run and judged; each limit is held against the median of its metric.") { Range = (1, OptionRanges.MostRuns), IsOperational = true },
        new("warmupRuns", ValueKind.WholeNumber, "0", "Runs that are made first and not judged, to warm caches.") { Range = (0, OptionRanges.MostRuns) },
        new("threads", ValueKind.Text, null, "The thread set of every limit that names none: Application (default), All, Main, or a glob over thread names.")
        {
            Check = text => ThreadSet.Problems(text, null).FirstOrDefault(),
        },
        new("processes", ValueKind.Text, null, "The process glob of every limit that names none; every process by default.") { Check = text => ThreadSet.Problems(null, text).FirstOrDefault() },
        new("leaveChildren", ValueKind.Flag, "false", "Whether descendants that outlive the process are left alone; otherwise they are ended."),
        new("require", ValueKind.Flag, "false", "Whether a machine that doesn't permit a profile fails the test instead of skipping it."),
        new("inconclusive", ValueKind.Word, "warn", "What a finding that isn't sure does: fails the test, warns in its output, or passes.") { Words = ["fail", "warn", "pass"] },
        new("redact", ValueKind.Patterns, null, "Regular expressions of text that is shown as ***. With a group named secret only that group is hidden.") { Check = SecretPatterns.Problem },
        new("redactDefaults", ValueKind.Flag, "true", "Whether built-in patterns hide the obvious: password=..., token=..., --password X, Authorization headers, passwords in URLs."),
        new("github", ValueKind.Flag, "true", "Whether, in a GitHub workflow, the step's summary and annotations for missed limits are written."),
        new(ReportsFolder, ValueKind.Text, DefaultReportFolder, "Where reports go, relative to the test project's folder.")
        {
            IsOperational = true, ShortVariable = ConfigurationKey.Prefix + "REPORTS", Check = NoNul,
        },
        new("reports.enabled", ValueKind.Flag, "true", "Whether reports are written."),
        new("regression.metrics", ValueKind.Words, string.Join(", ", MetricKind.Default.Select(m => MetricKind.Of(m).Word)), "What [NoRegression] gates, where a test names no metrics.")
        {
            Words = [.. MetricKind.All.Select(k => k.Word)],
        },
        new("regression.minEffect", ValueKind.Share, "0.03", "The smallest growth that may be red, as a share of the baseline."),
        new("regression.floor", ValueKind.Text, null, "The smallest growth that may be red in absolute terms, such as \"20ms, 4MiB, 100\"; 10 ms, 1 MiB and 50 switches by default.")
        {
            Check = text => FloorText.Read(text).Problem,
        },
        new("regression.runs", ValueKind.WholeNumber, "10", "The pairs of runs (the runs, against a stored baseline) before anything may be red.")
        {
            Range = (OptionRanges.FewestGated, OptionRanges.MostGated), IsOperational = true,
        },
        new("regression.maxRuns", ValueKind.WholeNumber, "20", "The most pairs when the first ones aren't clear either way; never fewer than regression.runs.")
        {
            Range = (OptionRanges.FewestGated, OptionRanges.MostGated), IsOperational = true,
        },
        new("regression.confirm", ValueKind.Flag, "true", "Whether what looks worse is run again, afresh, before it is red."),
        new("regression.repeatDisturbed", ValueKind.Flag, "true", "Whether runs that others on the machine disturbed are repeated; otherwise they count, and a machine that is always busy gives verdicts too."),
        new("regression.baselines", ValueKind.Text, null, "The folder of all baseline files, relative to the test project's; the folder Baselines beside each test's source by default.") { Check = NoNul },
        new("environment", ValueKind.Variables, null, "Environment variables for the workload, in addition to those of the test; null takes one away."),
    ];

    public static ConfigurationKey Of(string name) => All.First(k => k.Name == name);

    /// <summary>The key of a name; case doesn't matter, as in Microsoft.Extensions.Configuration.</summary>
    public static ConfigurationKey? Find(string name) => All.FirstOrDefault(k => k.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The likeliest of some names, for whoever mistyped one; null when none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> names)
    {
        // Nobody mistypes a name into one that is twice as long as any.
        const int longest = 80;
        if (name.Length > longest) return null;
        var (distance, nearest) = names.Select(n => (EditDistance.Between(name, n), n)).Min();
        return distance <= Math.Max(2, name.Length / 3) ? nearest : null;
    }

    private static string? NoNul(string text) => text.Contains('\0') ? "has a NUL character, which no path can have" : null;
}
