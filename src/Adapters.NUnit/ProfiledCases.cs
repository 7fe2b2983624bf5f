using System.Globalization;
using System.Reflection;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;

namespace RunScope.Testing.NUnit;

/// <summary>Builds the cases of a profiled test, or one that fails with every problem of its declaration.</summary>
internal static class ProfiledCases
{
    public static IEnumerable<TestMethod> Build(ProfileProcessAttribute declaration, IMethodInfo method, Test? suite)
    {
        var test = new ProfiledMethod(method.MethodInfo, method.TypeInfo.Type, declaration);
        var rows = method.GetCustomAttributes<ProfileCaseAttribute>(inherit: true).Select(c => c.Arguments).ToList();
        var stock = method.GetCustomAttributes<ITestBuilder>(inherit: true).Any(b => b is not ProfileProcessAttribute);
        var problems = DeclarationChecks.Problems(test, hasRows: rows.Count > 0 || stock);

        // TestCase and its kin build the cases themselves; NUnit has them wrapped by us all the same.
        if (stock && problems.Count == 0) yield break;
        if (rows.Count == 0 || problems.Count > 0)
        {
            yield return Case(test, method, suite, row: [], name: method.Name, problems);
            yield break;
        }

        foreach (var row in rows)
        {
            IReadOnlyList<string> rowProblems = DeclarationChecks.RowProblem(test, row.Length) is { } problem ? [problem] : [];
            yield return Case(test, method, suite, row, $"{method.Name}({string.Join(", ", row.Select(Shown))})", rowProblems);
        }
    }

    private static TestMethod Case(ProfiledMethod test, IMethodInfo method, Test? suite, object?[] row, string name, IReadOnlyList<string> problems)
    {
        // NUnit fills a trailing CancellationToken itself, and says "too many arguments" to whoever does it before.
        var parameters = test.Parameters.Length > 0 && test.Parameters[^1].ParameterType == typeof(CancellationToken) ? test.Parameters[..^1] : test.Parameters;
        var runnable = problems.Count == 0;
        var parms = new TestCaseParameters(runnable ? Placeholders(parameters, row) : new object?[parameters.Length]);

        // NUnit refuses a test that returns a value unless a result is expected; the value is the command, and we take it.
        var returns = method.ReturnType.Type;
        if (returns.IsGenericType || test.ReturnsCommand) parms.ExpectedResult = null;

        var built = new NUnitTestCaseBuilder().BuildTestMethod(method, suite, parms);
        built.Name = name;
        built.FullName = $"{method.TypeInfo.FullName}.{name}";
        built.Properties.Set(PropertyNames.ParallelScope, ParallelScope.None);
        if (!runnable)
        {
            built.RunState = RunState.NotRunnable;
            built.Properties.Set(PropertyNames.SkipReason, DeclarationChecks.Describe(method.Name, problems));
        }

        return built;
    }

    /// <summary>The row's values where they belong, and null where the harness puts its own.</summary>
    private static object?[] Placeholders(ParameterInfo[] parameters, object?[] row)
    {
        var next = 0;
        return [.. parameters.Select(p => ProfiledMethod.IsInjected(p.ParameterType) ? null : next < row.Length ? row[next++] : p.DefaultValue)];
    }

    private static string Shown(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
