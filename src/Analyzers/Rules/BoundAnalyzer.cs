using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunScope.Testing.Analyzers;

/// <summary>Bounds that can't be read: shares that are no shares, unreadable durations and sizes, numbers that nothing can have.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class BoundAnalyzer : LimitAnalyzer
{
    private static readonly DiagnosticDescriptor Share = new(
        "RSCOPE002",
        "A share is a number from 0 to 1",
        "{0}",
        "RunScope",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Shares are written as numbers from 0 to 1: 0.60 for 60 %. The test would be refused when it is discovered.",
        helpLinkUri: HelpLink.Of("RSCOPE002"));

    private static readonly DiagnosticDescriptor Size = new(
        "RSCOPE004",
        "A size can't be read",
        "{0}",
        "RunScope",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Sizes are a number with a unit: \"64MB\", \"512KiB\", \"1GiB\". The test would be refused when it is discovered.",
        helpLinkUri: HelpLink.Of("RSCOPE004"));

    private static readonly DiagnosticDescriptor Number = new(
        "RSCOPE005",
        "A bound is no number that could be measured",
        "{0}",
        "RunScope",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Counts and numbers of CPUs are 0 or more, exit codes 0 to 255. The test would be refused when it is discovered.",
        helpLinkUri: HelpLink.Of("RSCOPE005"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Share, UnreadableDuration.Rule, Size, Number];

    protected override void Check(LimitScope scope, Action<Diagnostic> report)
    {
        foreach (var limit in scope.Limits)
        {
            foreach (var bound in limit.Bounds)
            {
                if (bound.Problem is { } problem)
                    report(Diagnostic.Create(RuleOf(bound), bound.Location, Fixes(bound), $"{limit.Attribute.Name}.{bound.Property}: {problem}"));
            }

            foreach (var (code, location) in WrongCodes(limit.Attribute))
                report(Diagnostic.Create(Number, location, $"ExitCode: {code.ToString(CultureInfo.InvariantCulture)} is no exit code: the kernel keeps 0 to 255"));
        }
    }

    private static DiagnosticDescriptor RuleOf(Bound bound) => bound.Unit switch
    {
        BoundUnit.Share => Share,
        BoundUnit.Duration => UnreadableDuration.Rule,
        BoundUnit.Size => Size,
        _ => Number,
    };

    private static ImmutableDictionary<string, string?> Fixes(Bound bound) => bound switch
    {
        // The value of a constant that is named elsewhere is for its author to change, there.
        { Expression: not LiteralExpressionSyntax } => Suggestion.Of(),
        { Unit: BoundUnit.Share, Constant: double and > 1 and <= 100 } => Suggestion.Of(((decimal)(double)bound.Constant / 100).ToString("0.00######", CultureInfo.InvariantCulture)),
        { Unit: BoundUnit.Duration } => Suggestion.Of(DurationRepair.Of((string)bound.Constant).Select(Suggestion.Literal)),
        { Unit: BoundUnit.Size } => Suggestion.Of(SizeRepair.Of((string)bound.Constant).Select(Suggestion.Literal)),
        _ => Suggestion.Of(),
    };

    private static IEnumerable<(int Code, Location Location)> WrongCodes(DeclaredAttribute attribute)
    {
        if (attribute.Name != "ExitCode" || attribute.Positional is not [{ Kind: TypedConstantKind.Array, IsNull: false } codes]) yield break;
        var written = attribute.PositionalExpressions().ToArray();
        for (var i = 0; i < codes.Values.Length; i++)
        {
            if (codes.Values[i].Value is int code and (< 0 or > 255))
                yield return (code, written.Length == codes.Values.Length ? written[i].GetLocation() : attribute.Location);
        }
    }
}
