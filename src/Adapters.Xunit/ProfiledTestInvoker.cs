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
    object[]? arguments,
    IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellationTokenSource,
    string identity,
    Action<string> output,
    Action<string> live)
    : XunitTestInvoker(test, messageBus, testClass, constructorArguments, testMethod, arguments, beforeAfterAttributes, aggregator, cancellationTokenSource)
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
        var row = method.RowOf(TestMethodArguments is { Length: > 0 } all ? all : method.Place([]));

        var outcome = await new ProfiledTest
        {
            Method = method,
            Name = NameInMessages(),
            Identity = identity,
            MakeCommand = token => CommandSource.Make(method, instance, row, token),
            MakeReference = method.NoRegression?.ReferenceFrom is null ? null : () => CommandSource.MakeReference(method, instance, row),
            Body = method.ReturnsCommand ? null : body => InvokeAsync(method, instance, method.Fill(row, body)),
            Output = output,
            Live = live,
            FrameworkTimeLimit = attribute.Timeout > 0 ? (TimeSpan.FromMilliseconds(attribute.Timeout), "Timeout on [ProfileProcess]") : null,
        }.RunAsync(CancellationTokenSource.Token).ConfigureAwait(false);

        if (outcome.SkipReason is not null) Aggregator.Add(new SkippedTestException(outcome.SkipReason));
        if (outcome.Failure is not null) Aggregator.Add(outcome.Failure);
    }

    /// <summary>The method with its row, as xUnit writes it, whatever the test is called in lists of tests.</summary>
    private string NameInMessages()
    {
        ITypeInfo[]? generic = TestMethod.IsGenericMethod ? [.. TestMethod.GetGenericArguments().Select(Reflector.Wrap)] : null;
        return DisplayNames.Of(Reflector.Wrap(TestMethod), TestMethod.Name, TestMethodArguments is { Length: > 0 } arguments ? arguments : null, generic);
    }

    private static Task InvokeAsync(ProfiledMethod method, object? instance, object?[] arguments) =>
        Awaitable.Of(method.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null));
}
