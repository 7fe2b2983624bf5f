using System.Reflection;

namespace RunScope.Testing.Assertions;

/// <summary>Finds the [NoRegression] that holds for a test.</summary>
internal static class NoRegressions
{
    /// <summary>That of the method, else of its class or a base of it, else of the assembly; null when nothing compares the test with a baseline.</summary>
    /// <param name="method">The test method.</param>
    /// <param name="testClass">The class that is run.</param>
    public static NoRegressionAttribute? Of(MethodInfo method, Type testClass) =>
        Limits.Scopes(method, testClass).Select(s => s.GetCustomAttribute<NoRegressionAttribute>(inherit: false)).FirstOrDefault(a => a is not null)
        ?? testClass.Assembly.GetCustomAttribute<NoRegressionAttribute>();
}
