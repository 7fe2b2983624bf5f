using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunScope.Testing.Analyzers;

/// <summary>Parameters that nobody fills, and data rows that don't fit.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ParametersAnalyzer : TestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "RSCOPE015",
        "Nothing fills a parameter of a profiled test",
        "{0}",
        "RunScope",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The harness fills ProcessProfile, RunningProcess and CancellationToken; values of data rows fill the others, in order. The test would fail before it starts anything.",
        helpLinkUri: HelpLink.Of("RSCOPE015"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    protected override void Check(ProfiledTest test, Action<Diagnostic> report)
    {
        var parameters = test.RowParameters;
        if (test.Method.Parameters.Any(p => p.Type.TypeKind == TypeKind.Error)) return;

        if (!DataRows.HasAny(test))
        {
            foreach (var parameter in parameters.Where(p => !p.HasExplicitDefaultValue && !IsRest(p)))
            {
                report(Diagnostic.Create(
                    Rule,
                    parameter.Locations.FirstOrDefault() ?? test.Name,
                    $"nothing fills the parameter '{parameter.Name}' of {test.Method.Name}: add data rows, or take a ProcessProfile, a RunningProcess or a CancellationToken"));
            }

            return;
        }

        var least = parameters.Count(p => !p.HasExplicitDefaultValue && !IsRest(p));
        var most = parameters.Any(IsRest) ? int.MaxValue : parameters.Length;
        foreach (var (values, location) in DataRows.Countable(test))
        {
            if (values > most)
            {
                report(Diagnostic.Create(
                    Rule,
                    location,
                    $"a data row has {values} values; {test.Method.Name} takes {parameters.Length} (ProcessProfile, RunningProcess and CancellationToken are filled by the harness)"));
            }
            else if (values < least)
            {
                report(Diagnostic.Create(Rule, location, $"a data row has {values} values; nothing fills the parameter '{parameters[values].Name}' of {test.Method.Name}"));
            }
        }
    }

    /// <summary>Whether it takes all values that are left; other collections than arrays are values like any.</summary>
    private static bool IsRest(IParameterSymbol parameter) => parameter is { IsParams: true, Type: IArrayTypeSymbol };
}
