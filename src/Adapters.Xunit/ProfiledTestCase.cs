using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace RunScope.Testing.Xunit;

/// <summary>One profiled test, or one data row of it; public because xUnit deserializes it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProfiledTestCase : XunitTestCase
{
    /// <summary>For the deserializer.</summary>
    [Obsolete("Called by the deserializer.", error: true)]
    public ProfiledTestCase()
    {
    }

    internal ProfiledTestCase(IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod testMethod, object[]? row = null)
        : base(sink, display, displayOptions, testMethod, row)
    {
    }

    /// <inheritdoc/>
    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new ProfiledTestCaseRunner(this, DisplayName, SkipReason, constructorArguments, TestMethodArguments, messageBus, aggregator, cancellationTokenSource).RunAsync();

    /// <inheritdoc/>
    protected override string GetDisplayName(IAttributeInfo factAttribute, string displayName) =>
        DisplayNames.WithoutInjected(TestMethod.Method, base.GetDisplayName(factAttribute, displayName));
}

/// <summary>A profiled test whose data rows are found when it runs; public because xUnit deserializes it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProfiledTheoryTestCase : XunitTheoryTestCase
{
    /// <summary>For the deserializer.</summary>
    [Obsolete("Called by the deserializer.", error: true)]
    public ProfiledTheoryTestCase()
    {
    }

    internal ProfiledTheoryTestCase(IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod testMethod)
        : base(sink, display, displayOptions, testMethod)
    {
    }

    /// <inheritdoc/>
    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new ProfiledTheoryRunner(this, DisplayName, SkipReason, constructorArguments, diagnosticMessageSink, messageBus, aggregator, cancellationTokenSource).RunAsync();
}
