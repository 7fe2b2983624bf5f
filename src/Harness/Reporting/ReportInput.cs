using System.Collections.Immutable;
using RunScope.Testing.Configuration;

namespace RunScope.Testing.Reporting;

/// <summary>What a report is drawn from.</summary>
/// <param name="Name">The test's name, or the command line for the tool.</param>
/// <param name="Runs">One profile per run, at least one.</param>
/// <param name="Verdict">The findings; null when nothing was judged.</param>
/// <param name="IndexLink">The page over all tests, beside this one; empty when there is none.</param>
internal sealed record ReportInput(string Name, ImmutableArray<ProcessProfile> Runs, Verdict? Verdict, string IndexLink = "")
{
    /// <summary>The effective configuration and where each value came from.</summary>
    public ImmutableArray<ConfiguredValue> Configuration { get; init; } = [];
}

/// <summary>The files of one report.</summary>
/// <param name="Html">The page; null when it couldn't be written.</param>
/// <param name="Json">The profile (of the first run) beside it; null when it couldn't be written.</param>
/// <param name="Problem">Why a file couldn't be written, in words; null when all is well.</param>
internal sealed record ReportFiles(string? Html, string? Json, string? Problem);
