using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunScope.Testing.Analyzers;

/// <summary>Limits without a bound, and limits with bounds of two kinds.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class MissingBoundAnalyzer : LimitAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "RSCOPE006",
        "A limit sets one kind of bound",
        "{0} {1}",
        "RunScope",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A limit without AtLeast and AtMost says nothing; one on a share and a time says two things. The test would be refused when it is discovered.",
        helpLinkUri: HelpLink.Of("RSCOPE006"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    protected override void Check(LimitScope scope, Action<Diagnostic> report)
    {
        foreach (var limit in scope.Limits)
        {
            if (Problem(limit) is { } problem) report(Diagnostic.Create(Rule, limit.Attribute.Location, limit.Attribute.Name, problem));
        }
    }

    private static string? Problem(Limit limit)
    {
        if (limit.HasNoBound)
        {
            return limit.IsThreadState
                ? "sets no bound: write AtLeast or AtMost for a share, AtLeastTime or AtMostTime for thread-seconds"
                : "sets no bound: write AtLeast, AtMost or both";
        }

        return limit.Bounds.Select(b => b.Pair).Distinct().Count() > 1 ? "limits both a share and a time: write two attributes, one for each" : null;
    }
}
