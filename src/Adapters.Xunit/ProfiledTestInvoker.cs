using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace RunScope.Testing.Xunit;

/// <summary>Takes the place of xUnit's call of the test method; the class's instance, fixtures and before/after attributes are xUnit's as ever.</summary>
internal sealed class ProfiledTestInvoker(
    ITest test,
    IMessageBus messageBus,
    Type testClass,
    object[] constructorArguments,
    MethodInfo testMethod,
    object[]? row,
    IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellationTokenSource,
    Action<string> output)
    : XunitTestInvoker(test, messageBus, testClass, constructorArguments, testMethod, row, beforeAfterAttributes, aggregator, cancellationTokenSource)
{
    protected override async Task<decimal> InvokeTestMethodAsync(object testClassInstance)
    {
        await Aggregator.RunAsync(() => Timer.AggregateAsync(() => RunAsync(testClassInstance))).ConfigureAwait(false);
        return Timer.Total;
    }

    private async Task RunAsync(object? instance)
    {
        var attribute = TestMethod.GetCustomAttribute<ProfileProcessAttribute>()!;
        var method = new ProfiledMethod(TestMethod, TestClass, attribute);
        var values = TestMethodArguments ?? [];
        if (DeclarationChecks.RowProblem(method, values.Length) is { } problem) throw new ArgumentException(problem);

        var outcome = await new ProfiledTest
        {
            Method = method,
            Name = TestMethod.Name + RowOf(Test.DisplayName),
            MakeCommand = token => CommandSource.Make(method, instance, values, token),
            Body = method.ReturnsCommand ? null : body => InvokeAsync(method, instance, method.Fill(values, body)),
            Output = output,
            FrameworkTimeLimit = attribute.Timeout > 0 ? TimeSpan.FromMilliseconds(attribute.Timeout) : null,
        }.RunAsync(CancellationTokenSource.Token).ConfigureAwait(false);

        if (outcome.SkipReason is not null) Aggregator.Add(new SkippedTestException(outcome.SkipReason));
        if (outcome.Failure is not null) Aggregator.Add(outcome.Failure);
    }

    private static Task InvokeAsync(ProfiledMethod method, object? instance, object?[] arguments) =>
        Awaitable.Of(method.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null));

    private static string RowOf(string displayName) => displayName.IndexOf('(', StringComparison.Ordinal) is var open and >= 0 ? displayName[open..] : "";
}
