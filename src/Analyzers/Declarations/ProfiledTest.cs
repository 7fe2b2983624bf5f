using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RunScope.Testing.Analyzers;

/// <summary>A method that is profiled, with what its signature asks for.</summary>
/// <param name="Method">The method.</param>
/// <param name="Declaration">Its [ProfileProcess].</param>
/// <param name="Types">The types of the compilation.</param>
internal sealed record ProfiledTest(IMethodSymbol Method, DeclaredAttribute Declaration, KnownTypes Types)
{
    public bool ReturnsCommand => Types.IsCommand(Method.ReturnType);

    public bool WantsProfile => Method.Parameters.Any(p => Types.IsProfile(p.Type));

    public bool WantsRunning => Method.Parameters.Any(p => Types.IsRunning(p.Type));

    /// <summary>The parameters that take values of a data row, in order.</summary>
    public ImmutableArray<IParameterSymbol> RowParameters => [.. Method.Parameters.Where(p => !Types.IsInjected(p.Type))];

    /// <summary>The name of the member that gives the command; null when none is named.</summary>
    public string? CommandFrom => Declaration.TryGet<string>("CommandFrom", out var name) ? name : null;

    /// <summary>The [NoRegression] that holds for the test, on its method, its class or a base of that; null when there is none that the compiler reads.</summary>
    public DeclaredAttribute? Gate(CancellationToken cancellationToken)
    {
        var scopes = new List<ISymbol> { Method };
        for (var type = Method.ContainingType; type is not null; type = type.BaseType) scopes.Add(type);
        return scopes.SelectMany(s => s.GetAttributes()).FirstOrDefault(a => Types.IsGate(a.AttributeClass)) is { } data ? DeclaredAttribute.TryRead(data, cancellationToken) : null;
    }

    /// <summary>Where the test's name stands.</summary>
    public Location Name => Method.Locations.FirstOrDefault(l => l.IsInSource) ?? Declaration.Location;

    /// <summary>The profiled test that a method is; null when it is none or its attribute has an error.</summary>
    public static ProfiledTest? TryRead(IMethodSymbol method, KnownTypes types, CancellationToken cancellationToken) =>
        method.GetAttributes().FirstOrDefault(a => types.IsDeclaration(a.AttributeClass)) is { } data
        && DeclaredAttribute.TryRead(data, cancellationToken) is { } declaration
            ? new ProfiledTest(method, declaration, types)
            : null;
}
