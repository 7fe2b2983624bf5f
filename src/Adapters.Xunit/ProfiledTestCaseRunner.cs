using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace RunScope.Testing.Xunit;

/// <summary>Runs one case; a skip that is known only when it runs is counted as one.</summary>
internal class ProfiledTestCaseRunner(
    IXunitTestCase testCase,
    string displayName,
    string? skipReason,
    object[] constructorArguments,
    object[]? arguments,
    IMessageSink diagnosticMessageSink,
    IMessageBus messageBus,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellationTokenSource)
    : XunitTestCaseRunner(testCase, displayName, skipReason, constructorArguments, arguments, new SkippingBus(messageBus), aggregator, cancellationTokenSource)
{
    protected IMessageSink DiagnosticMessageSink { get; } = diagnosticMessageSink;

    protected override XunitTestRunner CreateTestRunner(
        ITest test,
        IMessageBus messageBus,
        Type testClass,
        object[] constructorArguments,
        MethodInfo testMethod,
        object[] testMethodArguments,
        string? skipReason,
        IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new ProfiledTestRunner(
            test, messageBus, testClass, constructorArguments, testMethod, testMethodArguments, skipReason, beforeAfterAttributes, new(aggregator), cancellationTokenSource,
            TestCase.UniqueID, Live);

    protected override async Task<RunSummary> RunTestAsync() => Correct(await base.RunTestAsync().ConfigureAwait(false));

    protected RunSummary Correct(RunSummary summary) => ((SkippingBus)MessageBus).Correct(summary);

    protected void Live(string line) => DiagnosticMessageSink.OnMessage(new DiagnosticMessage(line));
}
