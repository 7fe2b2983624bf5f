using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunScope.Testing.Analyzers;

/// <summary>An analyzer that looks at each profiled test.</summary>
internal abstract class TestAnalyzer : DeclarationAnalyzer
{
    protected sealed override void Register(CompilationStartAnalysisContext context, KnownTypes types) =>
        context.RegisterSymbolAction(
            symbol =>
            {
                var method = (IMethodSymbol)symbol.Symbol;
                // Both parts of a partial method have the attributes of both.
                if (method.PartialDefinitionPart is not null) return;
                if (ProfiledTest.TryRead(method, types, symbol.CancellationToken) is { } test) Check(test, symbol.ReportDiagnostic);
            },
            SymbolKind.Method);

    protected abstract void Check(ProfiledTest test, Action<Diagnostic> report);
}
