using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;
using RunScope.Testing.Baselines.Files;
using RunScope.Testing.Configuration;

namespace RunScope.Testing;

/// <content>The baseline file of the test.</content>
internal sealed partial class ProfiledTest
{
    private BaselineLocation? _location;

    /// <summary>The name of the test that no other of its assembly has.</summary>
    private string Unmistakable => ReportNames.Of(Method.TestClass, _redactor.Text(Fixture), Method.Method.Name, ShownName, chosen: null);

    // Not before the command is known: it may hold secrets that stand in the test's name too.
    private BaselineLocation LocationOf(NoRegressionAttribute gate) => _location ??= Claimed(BaselineLocation.Of(
        TestSources.Of(Method.TestClass.Assembly), gate.SourceFile, gate.Baselines, gate.Baselines is null ? _configured.Options.Regression.Baselines : null, Unmistakable));

    private BaselineLocation Claimed(BaselineLocation location) => BaselineClaims.TryClaim(location.File, Identity) ? location : throw new RunScopeException(
        $"{ShownName}: another test has the same name, and [NoRegression] can't tell their baselines apart: both would be in {VisibleText.Of(location.File, 4096)}. Give the rows values that look different.");

    /// <summary>This job as it could be accepted.</summary>
    private Baseline JobOf(NoRegressionAttribute gate, GateRules rules, ImmutableArray<ProcessProfile> runs) => new(
        Unmistakable,
        Baseline.CommandOf(runs[0]),
        rules.Threads.ToString(),
        [
            new AcceptedJob(
                Time.GetUtcNow(),
                SourceCommit.Of(Path.GetDirectoryName(LocationOf(gate).File)!, Environment.GetEnvironmentVariable),
                _configured.Baselines.Reason is { } reason ? _redactor.Text(reason) : null,
                BaselineEnvironment.Of(runs[0]),
                [.. runs.Select(r => RunMetrics.Of(r, rules.Threads))],
                WaitTotal.Average([.. runs.Select(r => WaitTotal.Of(r, rules.Threads))])),
        ]);

    /// <summary>Accepts the job or leaves it beside its baseline; null where no baseline file is asked.</summary>
    private BaselineResult? Settle(TestRuns all, Verdict verdict) => all.Comparison is not { Kind: ComparisonKind.Stored } comparison || all.Failure is not null ? null
        : BaselineResult.Settle(_location!, all.Job, _configured.Baselines, verdict.Findings.All(f => f.Outcome != FindingOutcome.Missed), comparison.Outcome);

    /// <summary>What a test without a baseline becomes, where its limits are kept: skipped with what would accept one, or failed with it.</summary>
    private ProfiledOutcome WithoutBaseline(ProfiledOutcome outcome, BaselineResult settled, string? report)
    {
        var reason = _redactor.Text(WhyMissing(settled, report));
        if (_configured.Options.Require) return outcome with { Failure = new RunScopeException($"{Requirement.Who(_configured)} is set, and there is no baseline. {reason}") };

        if (EarlierTries == 0) LastRunFile.Of(Method.TestClass.Assembly).Skipped($"no baseline: {ConfigurationKeys.Accept}=1 accepts one");
        return outcome with { SkipReason = reason };
    }

    private string WhyMissing(BaselineResult settled, string? report)
    {
        var lines = new List<string> { $"{ShownName}: {_location!.Missing} To accept these runs as its baseline:" };
        if (_location.Unwritable is { } not) lines.Add($"build the tests here first, because {not}");
        else lines.Add($"{ConfigurationKeys.Accept}=1 dotnet test --filter \"{OnlyThis}\"");
        if (settled.Received is { } file) lines.Add($"or: runscope baseline accept \"{VisibleText.Of(file, 4096)}\"");
        if (report is not null) lines.Add($"report: {VisibleText.Of(report, 4096)}");
        return string.Join($"{Environment.NewLine}  ", lines);
    }

    /// <summary>What picks this test with all of its rows, and none whose name merely begins with its name. Fixtures that are generic or have arguments have these in the middle of their names.</summary>
    private string OnlyThis
    {
        get
        {
            var type = Method.TestClass.FullName?.Split('`')[0];
            return Fixture.Length > 0 || Method.TestClass.IsGenericType
                ? $"FullyQualifiedName~{type}&FullyQualifiedName~.{Method.Method.Name}"
                : $"FullyQualifiedName={type}.{Method.Method.Name}";
        }
    }
}
