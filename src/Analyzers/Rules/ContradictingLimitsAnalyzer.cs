using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunScope.Testing.Analyzers;

/// <summary>Limits that no run can keep together.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ContradictingLimitsAnalyzer : LimitAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "RSCOPE007",
        "Two bounds contradict each other",
        "{0} and {1} can't both hold{2}",
        "RunScope",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Bounds on the same number over the same threads leave no value that keeps them all, so every run misses one.",
        helpLinkUri: HelpLink.Of("RSCOPE007"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    protected override void Check(LimitScope scope, Action<Diagnostic> report)
    {
        ComparableBound[] bounds = [.. scope.Limits.SelectMany(l => ComparableBound.Of(l, scope.Test))];
        for (var later = 1; later < bounds.Length; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                if (bounds[earlier].Contradicts(bounds[later]) is not { } why) continue;
                report(Diagnostic.Create(
                    Rule,
                    bounds[later].Bound.Location,
                    Severity(bounds[earlier].Bound, bounds[later].Bound),
                    [bounds[earlier].Bound.Location],
                    properties: null,
                    bounds[earlier].Words,
                    bounds[later].Words,
                    why));
            }
        }
    }

    /// <summary>Two bounds of one attribute are refused at discovery; two attributes may come from different hands, and a run says which is missed.</summary>
    private static DiagnosticSeverity Severity(Bound one, Bound other) =>
        one.Expression.Parent?.Parent == other.Expression.Parent?.Parent ? DiagnosticSeverity.Error : Rule.DefaultSeverity;
}
