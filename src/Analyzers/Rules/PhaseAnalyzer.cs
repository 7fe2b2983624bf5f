using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunScope.Testing.Assertions;

namespace RunScope.Testing.Analyzers;

/// <summary>Phases of limits that are empty, or stand where none belongs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class PhaseAnalyzer : LimitAnalyzer
{
    private const string Phase = "Phase";

    private static readonly DiagnosticDescriptor Rule = new(
        "RSCOPE017",
        "A limit can't cover this phase",
        "{0}",
        "RunScope",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A phase has a name, and a limit on the whole run takes none. The test would be refused when it is discovered.",
        helpLinkUri: HelpLink.Of("RSCOPE017"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    protected override void Check(LimitScope scope, Action<Diagnostic> report)
    {
        foreach (var limit in scope.Limits)
        {
            if (!limit.Attribute.TryGet<string>(Phase, out var phase)) continue;
            foreach (var problem in PhaseProblems.Of(phase, limit.IsOfWholeRun))
                report(Diagnostic.Create(Rule, limit.Attribute.LocationOf(Phase), $"{limit.Attribute.Name}: {problem}"));
        }
    }
}
