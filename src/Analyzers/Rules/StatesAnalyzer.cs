using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Analyzers;

/// <summary>[ThreadState] without a state, or with one that no thread of a process spends time in.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class StatesAnalyzer : LimitAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "RSCOPE008",
        "ThreadState names no state, or one that can't be limited",
        "ThreadState {0}",
        "RunScope",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Threads of a process spend time in Running, Runnable, Sleeping, DiskSleep, Stopped and TracingStop. The test would be refused when it is discovered.",
        helpLinkUri: HelpLink.Of("RSCOPE008"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    protected override void Check(LimitScope scope, Action<Diagnostic> report)
    {
        foreach (var limit in scope.Limits.Where(l => l.IsThreadState))
        {
            // A null array is the language's own way to fail; it isn't ours to word.
            if (limit.Attribute.Positional is not [{ Kind: TypedConstantKind.Array, IsNull: false }]) continue;
            foreach (var problem in StateProblems.Of(limit.States)) report(Diagnostic.Create(Rule, limit.Attribute.Location, problem));
        }
    }
}
