using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Analyzers;

/// <summary>[NoRegression] with values that can't work.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class RegressionAnalyzer : LimitAnalyzer
{
    private const string Reference = "ReferenceFrom";

    private static readonly DiagnosticDescriptor Rule = new(
        "RSCOPE018",
        "A gate against regressions can't work as it is declared",
        "NoRegression: {0}",
        "RunScope",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "MinEffect is a share, Floor a list of durations, sizes and counts, and Runs and MaxRuns allow enough pairs for the metrics. The test would be refused when it is discovered.",
        helpLinkUri: HelpLink.Of("RSCOPE018"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    protected override void Check(LimitScope scope, Action<Diagnostic> report)
    {
        foreach (var gate in scope.Gates)
        {
            var problems = Problems(gate).ToList();
            if (problems.Count == 0 && OfPairs(gate) is { } few) problems.Add((gate.Sets("MaxRuns") ? "MaxRuns" : gate.Sets("Runs") ? "Runs" : "Metrics", few));
            foreach (var (property, problem) in problems) report(Diagnostic.Create(Rule, gate.LocationOf(property), Fixes(gate, property), problem));
        }
    }

    private static IEnumerable<(string Property, string Problem)> Problems(DeclaredAttribute gate)
    {
        if (gate.TryGet<double>("MinEffect", out var share) && RegressionProblems.OfMinEffect(share) is { } noShare) yield return ("MinEffect", noShare);
        if (gate.TryGet<string>("Floor", out var floor) && RegressionProblems.OfFloor(floor) is { } unreadable) yield return ("Floor", unreadable);
        foreach (var problem in RegressionProblems.OfRuns(Number(gate, "Runs"), Number(gate, "MaxRuns"))) yield return (problem.StartsWith("Runs", StringComparison.Ordinal) ? "Runs" : "MaxRuns", problem);
        if (Metrics(gate) is var (metrics, names))
        {
            foreach (var problem in RegressionProblems.OfMetrics(metrics, n => names.TryGetValue(n, out var name) ? name : null)) yield return ("Metrics", problem);
        }

        if (RegressionProblems.OfFolder(Text(gate, "Baselines"), Text(gate, Reference)) is { } useless) yield return ("Baselines", useless);
    }

    private static string? OfPairs(DeclaredAttribute gate)
    {
        if (Text(gate, Reference) is null) return null;
        var runs = Number(gate, "Runs") ?? GateRules.DefaultRuns;
        return RegressionProblems.OfPairs(runs, Math.Max(runs, Number(gate, "MaxRuns") ?? GateRules.DefaultMaxRuns), Metrics(gate)?.Metrics.Length ?? GateRules.DefaultMetrics);
    }

    private static int? Number(DeclaredAttribute gate, string property) => gate.TryGet<int>(property, out var number) ? number : null;

    private static string? Text(DeclaredAttribute gate, string property) => gate.TryGet<string>(property, out var text) ? text : null;

    private static (int[] Metrics, Dictionary<int, string> Names)? Metrics(DeclaredAttribute gate)
    {
        foreach (var named in gate.Named)
        {
            if (named is not { Key: "Metrics", Value: { Kind: TypedConstantKind.Array, IsNull: false, Type: IArrayTypeSymbol { ElementType: INamedTypeSymbol type } } metrics }) continue;
            var names = type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue).ToDictionary(f => (int)f.ConstantValue!, f => f.Name);
            return ([.. metrics.Values.Select(v => (int)v.Value!)], names);
        }

        return null;
    }

    private static ImmutableDictionary<string, string?> Fixes(DeclaredAttribute gate, string property) =>
        property == "MinEffect" && gate.ExpressionOf(property) is LiteralExpressionSyntax && gate.TryGet<double>(property, out var share) && share is > 1 and <= 100
            ? Suggestion.Of(((decimal)share / 100).ToString("0.00######", CultureInfo.InvariantCulture))
            : Suggestion.Of();
}
