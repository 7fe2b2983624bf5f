using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunScope.Testing.Analyzers;

/// <summary>CommandFrom, or ReferenceFrom, that names no member which gives a command.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class CommandFromAnalyzer : TestAnalyzer
{
    private static readonly DiagnosticDescriptor Unusable = new(
        "RSCOPE010",
        "CommandFrom names no member that gives a command",
        "{0} = \"{1}\": {2}",
        "RunScope",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "CommandFrom names one method or property of the test class that gives a CliWrap Command; a method takes at most the values of the data row. "
            + "The test would be refused when it is discovered.",
        helpLinkUri: HelpLink.Of("RSCOPE010"));

    private static readonly DiagnosticDescriptor Literal = new(
        "RSCOPE011",
        "CommandFrom or ReferenceFrom is written as a text",
        "{0} = \"{1}\": write nameof({1}), which follows when the member is renamed",
        "RunScope",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A name in a text isn't found by the compiler or a rename.",
        helpLinkUri: HelpLink.Of("RSCOPE011"));

    private static readonly DiagnosticDescriptor NoReference = new(
        "RSCOPE019",
        "ReferenceFrom names no member that gives a command",
        "{0} = \"{1}\": {2}",
        "RunScope",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "ReferenceFrom names one method or property of the test class that gives the CliWrap Command of the reference build; a method takes at most the values of the data row. "
            + "The test would be refused when it is discovered.",
        helpLinkUri: HelpLink.Of("RSCOPE019"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Unusable, Literal, NoReference];

    protected override void Check(ProfiledTest test, Action<Diagnostic> report)
    {
        Check(test, test.Declaration, "CommandFrom", Unusable, report);
        if (test.Gate(CancellationToken.None) is { } gate) Check(test, gate, "ReferenceFrom", NoReference, report);
    }

    private static void Check(ProfiledTest test, DeclaredAttribute attribute, string property, DiagnosticDescriptor unusable, Action<Diagnostic> report)
    {
        if (!attribute.TryGet<string>(property, out var name)) return;
        var members = new CommandMembers(test);
        var written = attribute.LocationOf(property);
        if (members.Problem(name) is { } problem)
            report(Diagnostic.Create(unusable, written, Suggestion.Of(members.Near(name).Select(NameOf)), property, name, problem));
        else if (attribute.ExpressionOf(property) is LiteralExpressionSyntax && SyntaxFacts.IsValidIdentifier(name) && members.IsSeen(name))
            report(Diagnostic.Create(Literal, written, Suggestion.Of(NameOf(name)), property, name));
    }

    private static string NameOf(string member) =>
        SyntaxFacts.GetKeywordKind(member) == SyntaxKind.None ? $"nameof({member})" : $"nameof(@{member})";
}
