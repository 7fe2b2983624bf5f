using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunScope.Testing.Analyzers;

/// <summary>An analyzer that looks at the limits on each method, class and assembly.</summary>
internal abstract class LimitAnalyzer : DeclarationAnalyzer
{
    protected sealed override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        context.RegisterSymbolAction(
            symbol =>
            {
                if (symbol.Symbol is IMethodSymbol { PartialDefinitionPart: not null }) return;
                var limits = Limit.Of(symbol.Symbol.GetAttributes(), types, symbol.CancellationToken);
                var gates = Gates(symbol.Symbol.GetAttributes(), types, symbol.CancellationToken);
                var test = symbol.Symbol is IMethodSymbol method ? ProfiledTest.TryRead(method, types, symbol.CancellationToken) : null;
                if (limits.Length > 0 || gates.Length > 0 || test is not null) Check(new LimitScope(limits, gates, test), symbol.ReportDiagnostic);
            },
            SymbolKind.Method,
            SymbolKind.NamedType);

        // No symbol action comes for an assembly.
        context.RegisterSyntaxNodeAction(
            node =>
            {
                var list = (AttributeListSyntax)node.Node;
                if (list.Target?.Identifier.IsKind(SyntaxKind.AssemblyKeyword) != true) return;
                ImmutableArray<AttributeData> here =
                [
                    .. node.Compilation.Assembly.GetAttributes()
                        .Where(a => a.ApplicationSyntaxReference is { } at && at.SyntaxTree == list.SyntaxTree && list.Span.Contains(at.Span)),
                ];
                var limits = Limit.Of(here, types, node.CancellationToken);
                var gates = Gates(here, types, node.CancellationToken);
                if (limits.Length > 0 || gates.Length > 0) Check(new LimitScope(limits, gates, null), node.ReportDiagnostic);
            },
            SyntaxKind.AttributeList);
    }

    private static ImmutableArray<DeclaredAttribute> Gates(ImmutableArray<AttributeData> attributes, KnownTypes types, CancellationToken cancellationToken) =>
        [.. attributes.Where(a => types.IsGate(a.AttributeClass)).Select(a => DeclaredAttribute.TryRead(a, cancellationToken)).OfType<DeclaredAttribute>()];

    protected abstract void Check(LimitScope scope, Action<Diagnostic> report);
}

/// <summary>The limits that stand beside each other: of one method, one class, or one list for the assembly.</summary>
/// <param name="Limits">The limits.</param>
/// <param name="Gates">The [NoRegression] that stands there; empty or one.</param>
/// <param name="Test">The test that they are on; null when they are on something wider.</param>
internal sealed record LimitScope(ImmutableArray<Limit> Limits, ImmutableArray<DeclaredAttribute> Gates, ProfiledTest? Test);
