using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Analyzers;

/// <summary>Names of threads and processes that can never match, and names where none belong.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class NamesAnalyzer : LimitAnalyzer
{
    private const string Threads = "Threads";
    private const string Processes = "Processes";

    private static readonly DiagnosticDescriptor Rule = new(
        "RSCOPE009",
        "A name of threads or processes can never match",
        "{0}",
        "RunScope",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The kernel keeps 15 bytes of a name, so a longer one matches nothing. A limit on the whole process takes no names. The test would be refused when it is discovered.",
        helpLinkUri: HelpLink.Of("RSCOPE009"));

    private static readonly ImmutableHashSet<string> Sets = ["Application", "All", "Main"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    protected override void Check(LimitScope scope, Action<Diagnostic> report)
    {
        if (scope.Test is { } test) CheckNames(test.Declaration, report);
        foreach (var gate in scope.Gates) CheckNames(gate, report);
        foreach (var limit in scope.Limits)
        {
            if (!limit.IsOfWholeProcess) CheckNames(limit.Attribute, report);
            else if (new[] { Threads, Processes }.FirstOrDefault(p => limit.Attribute.TryGet<string>(p, out _)) is { } named)
                report(Diagnostic.Create(Rule, limit.Attribute.LocationOf(named), $"{limit.Attribute.Name} is of the whole process: leave Threads and Processes out"));
        }
    }

    private static void CheckNames(DeclaredAttribute attribute, Action<Diagnostic> report)
    {
        foreach (var property in new[] { Threads, Processes })
        {
            if (!attribute.TryGet<string>(property, out var name) || (property == Threads && Sets.Contains(name))) continue;
            if (NameGlob.Problem(property, name) is not { } problem) continue;

            var fix = name.Length > 0 && attribute.ExpressionOf(property) is LiteralExpressionSyntax && NameGlob.Kept(name) is { } kept
                ? Suggestion.Of(Suggestion.Literal(kept))
                : Suggestion.Of();
            report(Diagnostic.Create(Rule, attribute.LocationOf(property), fix, problem));
        }
    }
}
