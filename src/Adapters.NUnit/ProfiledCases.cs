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
        var own = ProfiledRows.Declares(method);
        var stock = method.GetCustomAttributes<ITestBuilder>(inherit: true).Any(b => b is not ProfileProcessAttribute)
            || method.GetParameters().Any(p => p.IsDefined<IParameterDataSource>(inherit: false));
        var problems = DeclarationChecks.Problems(test, hasRows: own || stock);

        if (problems.Count > 0)
        {
            yield return Broken(test, method, suite, null, problems);
            yield break;
        }

        // TestCase and its kin build the cases themselves; NUnit has them wrapped by us all the same.
        if (!own && !stock) yield return Case(test, method, suite, null);
        if (!own) yield break;
        foreach (var row in ProfiledRows.Of(method, test))
        {
            var problem = row.Problem ?? test.RowProblem(row.Values.Length);
            yield return problem is null ? Case(test, method, suite, row) : Broken(test, method, suite, row, [problem]);
        }
    }

    private static TestMethod Case(ProfiledMethod test, IMethodInfo method, Test? suite, ProfiledRow? row)
    {
        // NUnit fills a trailing CancellationToken itself, and says "too many arguments" to whoever does it before.
        var arguments = test.Place(row?.Values ?? []);
        if (test.Parameters.Length > 0 && test.Parameters[^1].ParameterType == typeof(CancellationToken)) arguments = arguments[..^1];

        var parms = new TestCaseParameters(arguments);
        if (row?.Data is { } data)
        {
            parms.RunState = data.RunState;
            parms.TestName = data.TestName;
            foreach (var key in data.Properties.Keys)
            {
                foreach (var value in data.Properties[key]) parms.Properties.Add(key, value);
            }
        }

        // NUnit refuses a test that returns a value unless a result is expected; the value is the command, and we take it.
        if (method.ReturnType.Type.IsGenericType || test.ReturnsCommand) parms.ExpectedResult = null;
        var built = new NUnitTestCaseBuilder().BuildTestMethod(method, suite, parms);
        if (parms.TestName is null) Rename(built, row?.Data?.ArgDisplayNames is { } names ? $"{method.Name}({string.Join(", ", names)})" : Name(built, method, row?.Values));
        built.Properties.Set(PropertyNames.ParallelScope, ParallelScope.None);
        return built;
    }

    private static TestMethod Broken(ProfiledMethod test, IMethodInfo method, Test? suite, ProfiledRow? row, IReadOnlyList<string> problems)
    {
        var built = new NUnitTestCaseBuilder().BuildTestMethod(method, suite, new TestCaseParameters(new object?[test.Parameters.Length]));
        Rename(built, Name(built, method, row?.Problem is null ? row?.Values : null));
        built.RunState = RunState.NotRunnable;
        built.Properties.Set(PropertyNames.SkipReason, DeclarationChecks.Describe(method.Name, problems));
        return built;
    }

    /// <summary>NUnit's own name for a case with these values, which doesn't show what the harness fills.</summary>
    private static string Name(TestMethod built, IMethodInfo method, object?[]? row) =>
        row is null ? method.Name : TestNames.Writable(new TestNameGenerator().GetDisplayName(built, row));

    private static void Rename(TestMethod built, string name)
    {
        // The builder put the fixture's own name before it, with the arguments of the fixture.
        built.FullName = built.FullName[..^built.Name.Length] + name;
        built.Name = name;
    }
}
