using System.Reflection;
using System.Text;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace RunScope.Testing.Xunit;

/// <summary>Runs one test and adds the harness's words to its output.</summary>
internal sealed class ProfiledTestRunner(
    ITest test,
    IMessageBus messageBus,
    Type testClass,
    object[] constructorArguments,
    MethodInfo testMethod,
    object[] testMethodArguments,
    string? skipReason,
    IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellationTokenSource,
    string identity,
    Action<string> live)
    : XunitTestRunner(
        test, messageBus, testClass, constructorArguments, testMethod, testMethodArguments, skipReason, beforeAfterAttributes, aggregator, cancellationTokenSource)
{
    private readonly StringBuilder _output = new();

    protected override async Task<Tuple<decimal, string>> InvokeTestAsync(ExceptionAggregator aggregator)
    {
        var (time, output) = await base.InvokeTestAsync(aggregator).ConfigureAwait(false);
        lock (_output) return Tuple.Create(time, output + _output);
    }

    protected override Task<decimal> InvokeTestMethodAsync(ExceptionAggregator aggregator) => new ProfiledTestInvoker(
        Test, MessageBus, TestClass, ConstructorArguments, TestMethod, TestMethodArguments,
        BeforeAfterAttributes, aggregator, CancellationTokenSource, identity, Write, live).RunAsync();

    private void Write(string line)
    {
        lock (_output) _output.AppendLine(line);
    }
}
