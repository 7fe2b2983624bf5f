using Microsoft.CodeAnalysis;

namespace RunScope.Testing.Analyzers;

/// <summary>The data rows on a test, as far as the compiler knows them.</summary>
internal static class DataRows
{
    /// <summary>Whether anything on the method or its parameters gives values: rows of a framework, of ours, or a source of values.</summary>
    public static bool HasAny(ProfiledTest test) =>
        test.Method.GetAttributes().Any(a => GivesRows(a.AttributeClass, test))
        || test.Method.Parameters.Any(p => p.GetAttributes().Any(a => Implements(a.AttributeClass, "IParameterDataSource")));

    /// <summary>The rows that are written as values, with how many those are: InlineData of xUnit and our ProfileCase. NUnit itself checks its own.</summary>
    public static IEnumerable<(int Values, Location Location)> Countable(ProfiledTest test) =>
        from data in test.Method.GetAttributes()
        where data.AttributeClass?.ToDisplayString() is "Xunit.InlineDataAttribute" or "RunScope.Testing.NUnit.ProfileCaseAttribute"
        let row = DeclaredAttribute.TryRead(data, CancellationToken.None)
        where row?.Positional is [{ Kind: TypedConstantKind.Array }]
        // A single null is a row of one null.
        select (row.Positional[0].IsNull ? 1 : row.Positional[0].Values.Length, row.Location);

    private static bool GivesRows(INamedTypeSymbol? attribute, ProfiledTest test)
    {
        if (attribute is null || test.Types.IsDeclaration(attribute) || test.Types.IsLimit(attribute)) return false;
        // One that has an error may give rows when it is mended; one that an adapter adds later is more likely rows than not.
        return attribute.TypeKind == TypeKind.Error
            || attribute.ContainingNamespace.ToDisplayString() is "RunScope.Testing.Xunit" or "RunScope.Testing.NUnit"
            || Implements(attribute, "ITestBuilder")
            || Derives(attribute, "DataAttribute");
    }

    private static bool Implements(INamedTypeSymbol? type, string name) => type is not null && type.AllInterfaces.Any(i => i.Name == name);

    private static bool Derives(INamedTypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name == name) return true;
        }

        return false;
    }
}
