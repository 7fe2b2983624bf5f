using Microsoft.CodeAnalysis;

namespace RunScope.Testing.Analyzers;

/// <summary>The classes of a compilation that derive from one of them.</summary>
internal static class DerivedTypes
{
    public static IEnumerable<INamedTypeSymbol> Of(INamedTypeSymbol type, Compilation compilation) =>
        In(compilation.Assembly.GlobalNamespace).Where(t => DerivesFrom(t, type));

    private static bool DerivesFrom(INamedTypeSymbol type, INamedTypeSymbol root)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, root.OriginalDefinition)) return true;
        }

        return false;
    }

    private static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type) yield return type;
            foreach (var nested in In(member)) yield return nested;
        }
    }
}
