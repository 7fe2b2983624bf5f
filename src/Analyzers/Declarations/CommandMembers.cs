using Microsoft.CodeAnalysis;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Analyzers;

/// <summary>The members of a test class that CommandFrom may mean, found as they are at discovery: those of the class itself, else of the nearest base that has one, private ones too.</summary>
internal sealed class CommandMembers(ProfiledTest test)
{
    private readonly INamedTypeSymbol _class = test.Method.ContainingType;

    /// <summary>What is wrong with a name; null when it can be used, or when only a derived class would know.</summary>
    public string? Problem(string name)
    {
        var nearest = Classes().Select(c => Candidates(c).Where(m => m.Name == name).ToArray()).FirstOrDefault(m => m.Length > 0) ?? [];
        if (nearest.Length == 0) return _class.IsAbstract ? null : $"{_class.Name} has no method or property of that name";
        if (nearest.Length > 1) return $"{_class.Name} has {nearest.Length} members of that name; it takes exactly one";

        var member = nearest[0];
        var type = member is IMethodSymbol method ? method.ReturnType : ((IPropertySymbol)member).Type;
        if (type.TypeKind == TypeKind.Error) return null;
        if (!test.Types.IsCommand(type)) return $"it gives {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}, not a CliWrap Command";

        var needed = (member as IMethodSymbol)?.Parameters.Count(p => !p.HasExplicitDefaultValue) ?? 0;
        return needed > test.RowParameters.Length ? $"it takes {needed} parameters, and the test's data rows have {test.RowParameters.Length}" : null;
    }

    /// <summary>Whether a member stands where <c>nameof</c> finds it by its name alone.</summary>
    public bool IsDeclaredHere(string name) => Classes().SelectMany(Visible).Any(m => m.Name == name);

    /// <summary>Members that give a command and are named like the one asked for; the only one there is, however it is named.</summary>
    public IEnumerable<string> Near(string name)
    {
        var commands = Classes().SelectMany(Visible).Select(m => m.Name).Distinct().Where(n => n != name && Problem(n) is null).ToArray();
        return commands.Length == 1
            ? commands
            : commands.Where(c => EditDistance.Between(c, name) <= Math.Max(2, name.Length / 3)).OrderBy(c => EditDistance.Between(c, name)).Take(1);
    }

    private IEnumerable<INamedTypeSymbol> Classes()
    {
        for (var current = _class; current is not null; current = current.BaseType) yield return current;
    }

    private IEnumerable<ISymbol> Visible(INamedTypeSymbol type) =>
        Candidates(type).Where(m => SymbolEqualityComparer.Default.Equals(type, _class) || m.DeclaredAccessibility != Accessibility.Private);

    private static IEnumerable<ISymbol> Candidates(INamedTypeSymbol type) =>
        type.GetMembers().Where(m => m is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol { GetMethod: not null, IsIndexer: false });
}
