using System.Collections;
using System.Reflection;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace RunScope.Testing.NUnit;

/// <summary>Collects a test's rows from its attributes, in the order in which they stand there.</summary>
internal static class ProfiledRows
{
    private const BindingFlags AnyStatic = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    /// <summary>Whether a test has rows of ours at all.</summary>
    public static bool Declares(IMethodInfo method) =>
        method.IsDefined<ProfileCaseAttribute>(inherit: true) || method.IsDefined<ProfileCaseSourceAttribute>(inherit: true);

    /// <summary>The rows; a problem of a source stands beside those of the others.</summary>
    public static IEnumerable<ProfiledRow> Of(IMethodInfo method, ProfiledMethod test)
    {
        foreach (var given in method.GetCustomAttributes<ProfileCaseAttribute>(inherit: true)) yield return new ProfiledRow(given.Arguments, null, null);
        foreach (var source in method.GetCustomAttributes<ProfileCaseSourceAttribute>(inherit: true))
        {
            foreach (var row in FromSource(source, test)) yield return row;
        }
    }

    private static IReadOnlyList<ProfiledRow> FromSource(ProfileCaseSourceAttribute source, ProfiledMethod test)
    {
        var type = source.SourceType ?? test.TestClass;
        var name = $"ProfileCaseSource \"{source.SourceName}\"";
        try
        {
            if (!TryRead(type, source.SourceName, out var items))
                return Problem($"{name}: {type.Name} has no static field, property, or method without parameters of that name.");
            if (items is not IEnumerable rows || items is string) return Problem($"{name}: it gives {items?.GetType().Name ?? "null"}, and nothing that can be enumerated.");

            ProfiledRow[] found = [.. rows.Cast<object?>().Select(item => Row(item, test))];
            return found.Length > 0 ? found : Problem($"{name}: it gives no row.");
        }
        catch (Exception e)
        {
            return Problem($"{name}: reading {type.Name}.{source.SourceName} failed: {e.GetType().Name}: {e.Message}");
        }
    }

    private static bool TryRead(Type type, string member, out object? items)
    {
        items = null;
        if (type.GetField(member, AnyStatic) is { } field) items = field.GetValue(null);
        else if (type.GetProperty(member, AnyStatic)?.GetMethod is { } getter) items = getter.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);
        else if (type.GetMethod(member, AnyStatic, []) is { } method) items = method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);
        else return false;
        return true;
    }

    private static ProfiledRow Row(object? item, ProfiledMethod test) => item switch
    {
        TestCaseParameters data => new ProfiledRow(data.Arguments, data, null),

        // An array for a test that takes one array is its value, not its row.
        object?[] values when test.RowParameters.ToArray() is not [{ ParameterType.IsArray: true } only] || !only.ParameterType.IsInstanceOfType(values) => new ProfiledRow(values, null, null),
        _ => new ProfiledRow([item], null, null),
    };

    private static ProfiledRow[] Problem(string words) => [new ProfiledRow([], null, words)];
}

/// <summary>One row of a test, or why it can't be had.</summary>
/// <param name="Values">Its values.</param>
/// <param name="Data">Name, categories, properties and run state, where the author gave NUnit's own description of a case.</param>
/// <param name="Problem">Why there is no row.</param>
internal sealed record ProfiledRow(object?[] Values, TestCaseParameters? Data, string? Problem);
