using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RunScope.Testing.Analysis;
using RunScope.Testing.Files;

namespace RunScope.Testing.Analyzers;

/// <summary>Options of a run that are out of their range.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class OptionsAnalyzer : TestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "RSCOPE016",
        "An option of a run is out of its range",
        "{0}",
        "RunScope",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Runs, WarmupRuns, SampleRate, TimeLimit, Engine, Environment and ReportName each take what their documentation says. The test would be refused when it is discovered.",
        helpLinkUri: HelpLink.Of("RSCOPE016"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule, UnreadableDuration.Rule];

    protected override void Check(ProfiledTest test, Action<Diagnostic> report)
    {
        CheckTimeLimit(test.Declaration, report);
        foreach (var (property, problem) in Problems(test.Declaration))
            report(Diagnostic.Create(Rule, test.Declaration.LocationOf(property), problem));
    }

    private static void CheckTimeLimit(DeclaredAttribute run, Action<Diagnostic> report)
    {
        const string Property = "TimeLimit";
        if (!run.TryGet<string>(Property, out var text)) return;

        var at = run.LocationOf(Property);
        if (!Durations.TryParse(text, out var limit, out var problem))
        {
            var fixes = run.ExpressionOf(Property) is LiteralExpressionSyntax ? DurationRepair.Of(text) : [];
            report(Diagnostic.Create(UnreadableDuration.Rule, at, Suggestion.Of(fixes.Select(Suggestion.Literal)), $"ProfileProcess.TimeLimit: {problem}"));
        }
        else if (OptionRanges.OfTimeLimit(text, limit) is { } outside) report(Diagnostic.Create(Rule, at, outside));
    }

    private static IEnumerable<(string Property, string Problem)> Problems(DeclaredAttribute run)
    {
        if (run.TryGet<int>("Runs", out var runs) && OptionRanges.OfRuns(runs) is { } tooMany) yield return ("Runs", tooMany);
        if (run.TryGet<int>("WarmupRuns", out var warmups) && OptionRanges.OfWarmupRuns(warmups) is { } tooWarm) yield return ("WarmupRuns", tooWarm);
        if (run.TryGet<int>("SampleRate", out var rate) && OptionRanges.OfSampleRate(rate) is { } tooFast) yield return ("SampleRate", tooFast);
        if (run.TryGet<string>("ReportName", out var name) && PlainName.Problem(name) is { } problem)
            yield return ("ReportName", $"ReportName = {problem}");

        foreach (var named in run.Named)
        {
            if (named is { Key: "Engine", Value: { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol engines } engine } && !Defines(engines, engine.Value))
                yield return ("Engine", $"Engine = {engine.Value}, which is none of {string.Join(", ", Names(engines))}");
            if (named is not { Key: "Environment", Value: { Kind: TypedConstantKind.Array, IsNull: false } variables }) continue;
            foreach (var variable in variables.Values.Select(v => v.Value).OfType<string>().Where(v => v.IndexOf('=') < 1))
                yield return ("Environment", $"Environment has \"{variable}\": write \"NAME=value\"");
        }
    }

    private static bool Defines(INamedTypeSymbol type, object? value) => type.GetMembers().OfType<IFieldSymbol>().Any(f => f.HasConstantValue && Equals(f.ConstantValue, value));

    private static IEnumerable<string> Names(INamedTypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue).Select(f => f.Name);
}
