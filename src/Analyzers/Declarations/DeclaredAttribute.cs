using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunScope.Testing.Analyzers;

/// <summary>An attribute as it is written: constant values, and where each of them stands.</summary>
internal sealed class DeclaredAttribute
{
    private const string Suffix = "Attribute";

    private readonly AttributeData _data;
    private readonly AttributeSyntax _syntax;

    private DeclaredAttribute(AttributeData data, AttributeSyntax syntax)
    {
        _data = data;
        _syntax = syntax;
    }

    public INamedTypeSymbol Class => _data.AttributeClass!;

    /// <summary>The name as it is usually written: without "Attribute".</summary>
    public string Name => Class.Name.EndsWith(Suffix, StringComparison.Ordinal) ? Class.Name[..^Suffix.Length] : Class.Name;

    public SyntaxTree Tree => _syntax.SyntaxTree;

    public Location Location => _syntax.GetLocation();

    public ImmutableArray<TypedConstant> Positional => _data.ConstructorArguments;

    public IEnumerable<KeyValuePair<string, TypedConstant>> Named => _data.NamedArguments;

    /// <summary>An attribute that the compiler understands; null for one that is still being written, has an error, or stands in another assembly.</summary>
    public static DeclaredAttribute? TryRead(AttributeData data, CancellationToken cancellationToken) =>
        data is { AttributeClass: { TypeKind: not TypeKind.Error }, AttributeConstructor: not null }
        && data.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax { ContainsDiagnostics: false } syntax
        // A property that the compiler doesn't find is missing among the data.
        && data.NamedArguments.Length == (syntax.ArgumentList?.Arguments.Count(a => a.NameEquals is not null) ?? 0)
            ? new DeclaredAttribute(data, syntax)
            : null;

    /// <summary>Whether a property is set to something, be its value readable or not; null and NaN are nothing.</summary>
    public bool Sets(string property) => ArgumentOf(property) is not null
        && !_data.NamedArguments.Any(n => n.Key == property && n.Value is { Kind: TypedConstantKind.Primitive, Value: null or double.NaN });

    /// <summary>The constant that a property is set to.</summary>
    public bool TryGet<T>(string property, out T value)
    {
        foreach (var named in _data.NamedArguments)
        {
            if (named.Key == property && named.Value is { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, Value: T constant })
            {
                value = constant;
                return true;
            }
        }

        value = default!;
        return false;
    }

    /// <summary>The expression that a property is set to.</summary>
    public ExpressionSyntax? ExpressionOf(string property) => ArgumentOf(property)?.Expression;

    /// <summary>Where a property is set; the whole attribute when it isn't.</summary>
    public Location LocationOf(string property) => ExpressionOf(property)?.GetLocation() ?? Location;

    /// <summary>The expressions of the constructor's arguments, in their order.</summary>
    public IEnumerable<ExpressionSyntax> PositionalExpressions() =>
        _syntax.ArgumentList?.Arguments.Where(a => a.NameEquals is null).Select(a => a.Expression) ?? [];

    private AttributeArgumentSyntax? ArgumentOf(string property) =>
        _syntax.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == property);
}
