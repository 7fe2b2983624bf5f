using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunScope.Testing.Analyzers;

namespace RunScope.Testing.CodeFixes;

/// <summary>Writes a value that the analyzer suggests in the place of the one that it found wrong.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplacementFix))]
[Shared]
internal sealed class ReplacementFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["RSCOPE002", "RSCOPE003", "RSCOPE004", "RSCOPE009", "RSCOPE010", "RSCOPE011", "RSCOPE018", "RSCOPE019"];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var suggestions = Suggestion.Read(diagnostic.Properties);
            for (var i = 0; i < suggestions.Length; i++)
            {
                var expression = suggestions[i];
                // The key says which of the suggestions, so that all of a solution can be fixed alike.
                context.RegisterCodeFix(CodeAction.Create($"Write {expression}", token => ReplaceAsync(context.Document, diagnostic, expression, token), $"{nameof(ReplacementFix)}{i}"), diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    private static async Task<Document> ReplaceAsync(Document document, Diagnostic diagnostic, string expression, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax wrong) return document;
        return document.WithSyntaxRoot(root.ReplaceNode(wrong, SyntaxFactory.ParseExpression(expression).WithTriviaFrom(wrong)));
    }
}
