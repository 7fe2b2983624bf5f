using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunScope.Testing.Analyzers;

/// <summary>CommandFrom that names no member which gives a command.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class CommandFromAnalyzer : TestAnalyzer
{
    private const string Property = "CommandFrom";

    private static readonly DiagnosticDescriptor Unusable = new(
        "RSCOPE010",
        "CommandFrom names no member that gives a command",
        "CommandFrom = \"{0}\": {1}",
        "RunScope",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "CommandFrom names one method or property of the test class that gives a CliWrap Command; a method takes at most the values of the data row. "
            + "The test would be refused when it is discovered.",
        helpLinkUri: HelpLink.Of("RSCOPE010"));

    private static readonly DiagnosticDescriptor Literal = new(
        "RSCOPE011",
        "CommandFrom is written as a text",
        "CommandFrom = \"{0}\": write nameof({0}), which follows when the member is renamed",
        "RunScope",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A name in a text isn't found by the compiler or a rename.",
        helpLinkUri: HelpLink.Of("RSCOPE011"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Unusable, Literal];

    protected override void Check(ProfiledTest test, Action<Diagnostic> report)
    {
        if (test.CommandFrom is not { } name) return;
        var members = new CommandMembers(test);
        var written = test.Declaration.LocationOf(Property);
        if (members.Problem(name) is { } problem)
            report(Diagnostic.Create(Unusable, written, Suggestion.Of(members.Near(name).Select(NameOf)), name, problem));
        else if (test.Declaration.ExpressionOf(Property) is LiteralExpressionSyntax && SyntaxFacts.IsValidIdentifier(name) && members.IsSeen(name))
            report(Diagnostic.Create(Literal, written, Suggestion.Of(NameOf(name)), name));
    }

    private static string NameOf(string member) =>
        SyntaxFacts.GetKeywordKind(member) == SyntaxKind.None ? $"nameof({member})" : $"nameof(@{member})";
}
