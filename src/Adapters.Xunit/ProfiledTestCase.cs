using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace RunScope.Testing.Xunit;

/// <summary>One profiled test, or one data row of it; public because xUnit deserializes it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProfiledTestCase : XunitTestCase
{
    private string? _rowSkip;

    /// <summary>For the deserializer.</summary>
    [Obsolete("Called by the deserializer.", error: true)]
    public ProfiledTestCase()
    {
    }

    private ProfiledTestCase(
        IMessageSink sink, (TestMethodDisplay Display, TestMethodDisplayOptions Options) shown, ITestMethod testMethod, object?[]? arguments, string? rowSkip)
        : base(sink, shown.Display, shown.Options, testMethod, arguments!) => _rowSkip = rowSkip;

    /// <param name="sink">For xUnit's diagnostic messages.</param>
    /// <param name="shown">How xUnit is set to name tests.</param>
    /// <param name="testMethod">The decorated method.</param>
    /// <param name="arguments">The method's whole arguments, null where the harness fills them; null when there is no row.</param>
    /// <param name="rowSkip">Why this row alone is skipped.</param>
    internal static ProfiledTestCase Of(
        IMessageSink sink,
        (TestMethodDisplay Display, TestMethodDisplayOptions Options) shown,
        ITestMethod testMethod,
        object?[]? arguments = null,
        string? rowSkip = null) => new(sink, shown, testMethod, arguments, rowSkip);

    /// <inheritdoc/>
    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new ProfiledTestCaseRunner(
            this, DisplayName, SkipReason, constructorArguments, TestMethodArguments, diagnosticMessageSink, messageBus, aggregator, cancellationTokenSource).RunAsync();

    /// <inheritdoc/>
    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue("RowSkip", _rowSkip);
    }

    /// <inheritdoc/>
    public override void Deserialize(IXunitSerializationInfo data)
    {
        // First: the rest makes the names and reasons that this is asked for.
        _rowSkip = data.GetValue<string?>("RowSkip");
        base.Deserialize(data);
    }

    /// <inheritdoc/>
    protected override string GetDisplayName(IAttributeInfo factAttribute, string displayName) =>
        DisplayNames.Of(TestMethod.Method, displayName, TestMethodArguments, MethodGenericTypes);

    /// <inheritdoc/>
    protected override string? GetSkipReason(IAttributeInfo factAttribute) => _rowSkip ?? base.GetSkipReason(factAttribute);
}

/// <summary>A profiled test whose data rows are found when it runs; public because xUnit deserializes it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProfiledTheoryTestCase : XunitTestCase
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
