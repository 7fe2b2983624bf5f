using Microsoft.CodeAnalysis.Diagnostics;

namespace RunScope.Testing.Analyzers;

/// <summary>An analyzer of declarations: silent in code that doesn't use the harness, and in generated code.</summary>
internal abstract class DeclarationAnalyzer : DiagnosticAnalyzer
{
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.TryFind(start.Compilation) is { } types) Register(start, types);
        });
    }

    protected abstract void Register(CompilationStartAnalysisContext context, KnownTypes types);
}
