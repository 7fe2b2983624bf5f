using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using RunScope.Testing.Reporting;

namespace RunScope.Testing;

/// <summary>What the report of a test is called: <c>Class.Method</c> with its row, so short as it is unmistakable within the test assembly.</summary>
internal static class ReportNames
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlySet<string>> AmbiguousClasses = new();

    // What is taken in this process, and by which test: a folder's name and a report's, in that order.
    private static readonly ConcurrentDictionary<(string Folder, string Name), string> Taken = new();

    /// <param name="testClass">The class that is run.</param>
    /// <param name="fixture">What tells the fixture from others of its class, such as "(5)"; empty when there is one.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="test">The test's name: the method's with its data row.</param>
    /// <param name="chosen">The name that the declaration chose; null when it chose none.</param>
    public static string Of(Type testClass, string fixture, string method, string test, string? chosen) =>
        chosen is null ? $"{ClassName(testClass)}{fixture}.{test}"
        : test.StartsWith(method, StringComparison.Ordinal) ? chosen + fixture + test[method.Length..]
        : $"{chosen}{fixture}.{test}";

    /// <summary>
    /// The name for this test alone: another test that was given the same one before, such as a row whose values look the same, keeps it, and
    /// this one gets a number. A test that runs again gets its own name again. Where a test of another assembly left its report in the folder
    /// under that name, it keeps the name too, and this one gets its assembly's in front.
    /// </summary>
    /// <param name="folder">Where the report goes.</param>
    /// <param name="name">The name wanted.</param>
    /// <param name="test">Who wants it, the same at each try and for no other test of the process.</param>
    /// <param name="assembly">The name of its assembly.</param>
    public static string Claim(string folder, string name, string test, string assembly)
    {
        var own = Numbered(folder, name, test);
        return RunIndex.OwnerOf(folder, own) is { Length: > 0 } owner && owner != assembly ? Numbered(folder, $"{assembly}.{own}", test) : own;
    }

    private static string Numbered(string folder, string name, string test)
    {
        var own = name;
        for (var number = 2; Taken.GetOrAdd((folder, own), test) != test; number++) own = string.Create(CultureInfo.InvariantCulture, $"{name} #{number}");
        return own;
    }

    private static string ClassName(Type testClass)
    {
        var name = AmbiguousClasses.GetOrAdd(testClass.Assembly, Ambiguous).Contains(testClass.Name) ? testClass.FullName ?? testClass.Name : testClass.Name;
        if (!testClass.IsConstructedGenericType) return name.Replace('+', '.');

        // Of a generic class each closed one is a fixture of its own: "Parser<System.Int32>".
        var end = name.IndexOf('`', StringComparison.Ordinal);
        return $"{(end < 0 ? name : name[..end]).Replace('+', '.')}<{string.Join(", ", testClass.GetGenericArguments().Select(a => a.ToString()))}>";
    }

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
