using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Baselines;
using RunScope.Testing.Configuration;
using RunScope.Testing.Reporting.GitHub;
using RunScope.Testing.Reporting.Markdown;

namespace RunScope.Testing;

/// <summary>Tells a GitHub workflow of a test: a row in the step's summary, and an annotation for each limit that was missed.</summary>
internal static class WorkflowReport
{
    private const int MostLimits = 3;

    // GitHub shows ten errors of a step; one test mustn't take them all.
    private const int MostAnnotations = 5;

    /// <summary>Whether this is a workflow, and wants to be told.</summary>
    /// <param name="configured">The configuration; null when it is wrong, which is worth telling.</param>
    public static bool IsWanted(EffectiveOptions? configured) => configured?.Options.Github != false && Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true";

    /// <param name="test">The test's method.</param>
    /// <param name="name">The test's name, without secrets.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="redactor">Hides secrets in what the test's own body says.</param>
    /// <returns>Why the summary couldn't be written; null when all is well.</returns>
    public static string? Tell(ProfiledMethod test, string name, ProfiledOutcome outcome, Redactor redactor)
    {
        var title = $"{test.TestClass.Name}.{name}";
        var place = SourceLocation.Of(test.Method);
        if (outcome.Failure is not null)
        {
            foreach (var message in Messages(outcome, redactor).Take(MostAnnotations))
                LastRunFile.Of(test.TestClass.Assembly).Annotated(WorkflowCommand.Error(title, message, place is { } p ? InRepository(p.File) : null, place?.Line));
        }

        if (Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY") is not { Length: > 0 } summary) return null;
        var wall = outcome.WallTime is { } time ? Durations.Format(time) : "";
        return StepSummary.TryAppend(summary, SummaryRow.Of(Sign(outcome), title, wall, Said(outcome, redactor), outcome.Reports.FirstOrDefault() is { } page ? InRepository(page) : ""));
    }

    private static IEnumerable<string> Messages(ProfiledOutcome outcome, Redactor redactor)
    {
        var missed = Missed(outcome).ToList();
        var worse = Worse(outcome).ToList();
        if (outcome.Failure is not ProfileAssertionException || missed.Count + worse.Count == 0) yield return redactor.Text(outcome.Failure!.Message);
        foreach (var finding in missed)
            yield return $"{Words(finding)}{(finding.Evidence.Length > 0 ? $" ({finding.Evidence})" : "")}{string.Concat(finding.Details.Select(d => "\n" + d))}";
        foreach (var metric in worse)
            yield return $"{metric.Kind.Name} regressed {ComparisonWords.Full(outcome.Verdict!.Baseline!, metric)}{string.Concat(metric.Causes.Select(c => "\n" + c))}";
    }

    private static string Sign(ProfiledOutcome outcome) =>
        outcome.SkipReason is not null ? outcome.Verdict?.Outcome == VerdictOutcome.MissingBaseline ? "– no baseline" : "– skipped"
        : outcome.Failure is not null ? "✗ failed"
        : outcome.Verdict?.Outcome switch
        {
            VerdictOutcome.Inconclusive => "? inconclusive",
            VerdictOutcome.Improved => "↓ improved",
            _ => "✓ passed",
        };

    private static string Said(ProfiledOutcome outcome, Redactor redactor)
    {
        string[] missed = [.. Missed(outcome).Select(Words), .. Worse(outcome).Select(ComparisonMarkdown.Short)];
        if (missed.Length > 0) return string.Join("; ", missed.Take(MostLimits)) + (missed.Length > MostLimits ? $"; {missed.Length - MostLimits} more missed" : "");
        if (outcome.SkipReason is { } reason) return reason;
        if (outcome.Failure is { } failure) return redactor.Text(failure.Message.Split('\n')[0].TrimEnd('\r'));
        var findings = outcome.Verdict?.Counted ?? [];
        var limits = findings.Length == 0 ? "none declared"
            : findings.Any(f => f.Outcome == FindingOutcome.Inconclusive) ? $"{Counts.Of(findings.Length, "limit")}, not all could be judged"
            : $"{Counts.Of(findings.Length, "limit")} kept";
        return outcome.Verdict?.Baseline is not { } comparison ? limits
            : findings.Length == 0 ? ComparisonWords.Summary(comparison)
            : $"{limits}; {ComparisonWords.Summary(comparison)}";
    }

    private static IEnumerable<MetricComparison> Worse(ProfiledOutcome outcome) => outcome.Verdict?.Baseline?.Metrics.Where(m => m.Outcome == VerdictOutcome.Regressed) ?? [];

    private static IEnumerable<Finding> Missed(ProfiledOutcome outcome) => outcome.Verdict?.Counted.Where(f => f.Outcome == FindingOutcome.Missed) ?? [];

    private static string Words(Finding finding) => $"{finding.Metric} {finding.Limit}, was {finding.Actual}";

    // Deterministic builds write /_/ for the repository's folder.
    private static string InRepository(string path)
    {
        if (path.StartsWith("/_/", StringComparison.Ordinal)) return path[3..];
        return Environment.GetEnvironmentVariable("GITHUB_WORKSPACE") is { Length: > 0 } workspace && path.StartsWith(Path.TrimEndingDirectorySeparator(workspace) + "/", StringComparison.Ordinal)
            ? Path.GetRelativePath(workspace, path)
            : path;
    }
}
