using Microsoft.CodeAnalysis;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Analyzers;

/// <summary>The members of a test class that CommandFrom may mean, found as they are at discovery: those of the class itself, else of the nearest base that has any.</summary>
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
    public bool IsSeen(string name) => Classes().SelectMany(Candidates).First(m => m.Name == name) is var member && IsSeen(member);

    /// <summary>Members that give a command and are named like the one asked for; the only one there is, however it is named.</summary>
    public IEnumerable<string> Near(string name)
    {
        var commands = Classes().SelectMany(Candidates).Where(IsSeen).Select(m => m.Name).Distinct().Where(n => n != name && Problem(n) is null).ToArray();
        return commands.Length == 1
            ? commands
            : commands.Where(c => EditDistance.Between(c, name) <= Math.Max(2, name.Length / 3)).OrderBy(c => EditDistance.Between(c, name)).Take(1);
    }

    private IEnumerable<INamedTypeSymbol> Classes()
    {
        for (var current = _class; current is not null; current = current.BaseType) yield return current;
    }

    private bool IsSeen(ISymbol member) => member.DeclaredAccessibility != Accessibility.Private || SymbolEqualityComparer.Default.Equals(member.ContainingType, _class);

    private static IEnumerable<ISymbol> Candidates(INamedTypeSymbol type) =>
        type.GetMembers().Where(m => m is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol { GetMethod: not null, IsIndexer: false });
}
