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

    private ProfiledTestCase(IMessageSink sink, (TestMethodDisplay Display, TestMethodDisplayOptions Options) shown, ITestMethod testMethod, object[]? row)
        : base(sink, shown.Display, shown.Options, testMethod, row)
    {
    }

    internal static ProfiledTestCase Of(
        IMessageSink sink, (TestMethodDisplay Display, TestMethodDisplayOptions Options) shown, ITestMethod testMethod, object[]? row = null) =>
        new(sink, shown, testMethod, row);

    /// <inheritdoc/>
    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new ProfiledTestCaseRunner(
            this, DisplayName, SkipReason, constructorArguments, TestMethodArguments, messageBus, aggregator, cancellationTokenSource).RunAsync();

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

    private ProfiledTheoryTestCase(IMessageSink sink, (TestMethodDisplay Display, TestMethodDisplayOptions Options) shown, ITestMethod testMethod)
        : base(sink, shown.Display, shown.Options, testMethod)
    {
    }

    internal static ProfiledTheoryTestCase Of(
        IMessageSink sink, (TestMethodDisplay Display, TestMethodDisplayOptions Options) shown, ITestMethod testMethod) =>
        new(sink, shown, testMethod);

    /// <inheritdoc/>
    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new ProfiledTheoryRunner(
            this, DisplayName, SkipReason, constructorArguments, diagnosticMessageSink, messageBus, aggregator, cancellationTokenSource).RunAsync();
}
