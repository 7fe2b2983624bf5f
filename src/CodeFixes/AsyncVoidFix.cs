using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace RunScope.Testing.CodeFixes;

/// <summary>Lets an async void test return Task.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AsyncVoidFix))]
[Shared]
internal sealed class AsyncVoidFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["RSCOPE013"];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        var diagnostic = context.Diagnostics[0];
        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || model?.GetDeclaredSymbol(method, context.CancellationToken) is not { } symbol || IsBound(symbol))
            return;

        context.RegisterCodeFix(CodeAction.Create("Return Task", _ => Task.FromResult(ReturnTask(document, root, method)), nameof(AsyncVoidFix)), diagnostic);
    }

    /// <summary>Whether another declaration says what the method returns: the other part, what it overrides or what may override it, or an interface.</summary>
    private static bool IsBound(IMethodSymbol method) =>
        method.IsVirtual || method.IsOverride || method.PartialDefinitionPart is not null || method.PartialImplementationPart is not null
        || method.ExplicitInterfaceImplementations.Length > 0
        || method.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(method.Name))
            .Any(m => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(m), method));

    private static Document ReturnTask(Document document, SyntaxNode root, MethodDeclarationSyntax method)
    {
        // Written in full, and shortened to what the file's usings allow.
        var task = SyntaxFactory.ParseTypeName("global::System.Threading.Tasks.Task")
            .WithTriviaFrom(method.ReturnType)
            .WithAdditionalAnnotations(Simplifier.Annotation);
        return document.WithSyntaxRoot(root.ReplaceNode(method.ReturnType, task));
    }
}
