using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace RunScope.Testing.Xunit;

/// <summary>Runs one case; a skip that is known only when it runs is counted as one.</summary>
internal sealed class ProfiledTestCaseRunner(
    IXunitTestCase testCase,
    string displayName,
    string? skipReason,
    object[] constructorArguments,
    object[]? row,
    IMessageBus messageBus,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellationTokenSource)
    : XunitTestCaseRunner(testCase, displayName, skipReason, constructorArguments, row, new SkippingBus(messageBus), aggregator, cancellationTokenSource)
{
    protected override XunitTestRunner CreateTestRunner(
        ITest test,
        IMessageBus messageBus,
        Type testClass,
        object[] constructorArguments,
        MethodInfo testMethod,
        object[] testMethodArguments,
        string skipReason,
        IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new ProfiledTestRunner(
            test, messageBus, testClass, constructorArguments, testMethod, testMethodArguments, skipReason, beforeAfterAttributes, new(aggregator), cancellationTokenSource);

    protected override async Task<RunSummary> RunTestAsync() => ((SkippingBus)MessageBus).Correct(await base.RunTestAsync().ConfigureAwait(false));
}

/// <summary>Runs the rows that are found when the test runs.</summary>
internal sealed class ProfiledTheoryRunner(
    IXunitTestCase testCase,
    string displayName,
    string? skipReason,
    object[] constructorArguments,
    IMessageSink diagnosticMessageSink,
    IMessageBus messageBus,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellationTokenSource)
    : XunitTheoryTestCaseRunner(
        testCase, displayName, skipReason, constructorArguments, diagnosticMessageSink, new SkippingBus(messageBus), aggregator, cancellationTokenSource)
{
    protected override ITest CreateTest(IXunitTestCase testCase, string displayName) =>
        base.CreateTest(testCase, DisplayNames.WithoutInjected(testCase.TestMethod.Method, displayName));

    protected override XunitTestRunner CreateTestRunner(
        ITest test,
        IMessageBus messageBus,
        Type testClass,
        object[] constructorArguments,
        MethodInfo testMethod,
        object[] testMethodArguments,
        string skipReason,
        IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new ProfiledTestRunner(
            test, messageBus, testClass, constructorArguments, testMethod, testMethodArguments, skipReason, beforeAfterAttributes, new(aggregator), cancellationTokenSource);

    protected override async Task<RunSummary> RunTestAsync() => ((SkippingBus)MessageBus).Correct(await base.RunTestAsync().ConfigureAwait(false));
}
