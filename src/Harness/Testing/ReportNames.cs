using System.Collections.Concurrent;
using System.Reflection;

namespace RunScope.Testing;

/// <summary>What the report of a test is called: <c>Class.Method</c> with its row, so short as it is unmistakable within the test assembly.</summary>
internal static class ReportNames
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlySet<string>> AmbiguousClasses = new();

    /// <param name="testClass">The class that is run.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="test">The test's name: the method's with its data row.</param>
    /// <param name="chosen">The name that the declaration chose; null when it chose none.</param>
    public static string Of(Type testClass, string method, string test, string? chosen) =>
        chosen is null ? $"{ClassName(testClass)}.{test}"
        : test.StartsWith(method, StringComparison.Ordinal) ? chosen + test[method.Length..]
        : $"{chosen}.{test}";

    private static string ClassName(Type testClass) =>
        AmbiguousClasses.GetOrAdd(testClass.Assembly, Ambiguous).Contains(testClass.Name) ? testClass.ToString().Replace('+', '.') : testClass.Name;

    private static HashSet<string> Ambiguous(Assembly tests)
    {
        Type?[] types;
        try
        {
            types = tests.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            types = e.Types;
        }

        return [.. types.OfType<Type>().GroupBy(t => t.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).SelectMany(g => g.Select(t => t.Name))];
    }
}
