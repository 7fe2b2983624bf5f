using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunScope.Testing.Analyzers;

/// <summary>Limits and [NoRegression] on what is never profiled, which look like a gate and are none.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class UnprofiledLimitAnalyzer : DeclarationAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "RSCOPE001",
        "A limit stands where nothing is profiled",
        "{0} limits nothing: {1}",
        "RunScope",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Only tests with [ProfileProcess] are profiled and held against their limits. Anywhere else a limit is never judged.",
        helpLinkUri: HelpLink.Of("RSCOPE001"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        // Without an adapter tests are made profiled in ways that we know nothing of.
        if (!types.HasAdapter) return;
        context.RegisterSymbolAction(c => CheckMethod(c, (IMethodSymbol)c.Symbol, types), SymbolKind.Method);
        context.RegisterSymbolAction(c => CheckClass(c, (INamedTypeSymbol)c.Symbol, types), SymbolKind.NamedType);
    }

    private static void CheckMethod(SymbolAnalysisContext context, IMethodSymbol method, KnownTypes types)
    {
        if (method.PartialDefinitionPart is not null) return;
        // What may be overridden may be profiled there: limits are inherited.
        if (method.IsAbstract || method.IsVirtual || (method.IsOverride && !method.IsSealed && !method.ContainingType.IsSealed)) return;
        if (!IsProfiled(method, types)) Report(context, $"{method.Name} has no [ProfileProcess]: add it, or remove the limit", types);
    }

    private static void CheckClass(SymbolAnalysisContext context, INamedTypeSymbol type, KnownTypes types)
    {
        if (type.TypeKind != TypeKind.Class || type.IsAbstract || HasProfiledTests(type, types)) return;
        if (!context.Symbol.GetAttributes().Any(a => Judges(a, types))) return;
        if (type.IsSealed || !DerivedTypes.Of(type, context.Compilation).Any(d => HasProfiledTests(d, types)))
            Report(context, $"no test of {type.Name} has [ProfileProcess]: add it to one, or remove the limit", types);
    }

    private static bool HasProfiledTests(INamedTypeSymbol type, KnownTypes types)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers().OfType<IMethodSymbol>().Any(m => IsProfiled(m, types))) return true;
        }

        return false;
    }

    private static bool IsProfiled(IMethodSymbol method, KnownTypes types)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            if (current.GetAttributes().Any(a => types.IsDeclaration(a.AttributeClass))) return true;
        }

        return false;
    }

    private static bool Judges(AttributeData data, KnownTypes types) => types.IsLimit(data.AttributeClass) || types.IsGate(data.AttributeClass);

    private static void Report(SymbolAnalysisContext context, string why, KnownTypes types)
    {
        foreach (var data in context.Symbol.GetAttributes().Where(a => Judges(a, types)))
        {
            if (DeclaredAttribute.TryRead(data, context.CancellationToken) is { } limit)
                context.ReportDiagnostic(Diagnostic.Create(Rule, limit.Location, limit.Name, why));
        }
    }
}
