using System.Globalization;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace RunScope.Testing.Xunit;

/// <summary>Runs the rows that are found when the test runs: those that xUnit can't serialize, or all where it is set not to look for them before.</summary>
internal sealed class ProfiledTheoryRunner(
    IXunitTestCase testCase,
    string displayName,
    string? skipReason,
    object[] constructorArguments,
    IMessageSink diagnosticMessageSink,
    IMessageBus messageBus,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellationTokenSource)
    : ProfiledTestCaseRunner(testCase, displayName, skipReason, constructorArguments, [], diagnosticMessageSink, messageBus, aggregator, cancellationTokenSource)
{
    private readonly ExceptionAggregator _cleanup = new();

    protected override async Task<RunSummary> RunTestAsync()
    {
        List<(object?[] Values, string? Skip)> rows;
        try
        {
            rows = [.. Rows()];
            if (rows.Count == 0) throw new InvalidOperationException($"No data found for {TestClass.FullName}.{TestMethod.Name}");
        }
        catch (Exception e)
        {
            return Broken(e is TargetInvocationException { InnerException: { } inner } ? inner : e);
        }

        var summary = new RunSummary();
        foreach (var (index, (values, skip)) in rows.Index()) summary.Aggregate(await RunRowAsync(index, values, SkipReason ?? skip).ConfigureAwait(false));

        var timer = new ExecutionTimer();
        foreach (var value in rows.SelectMany(r => r.Values).OfType<IDisposable>()) timer.Aggregate(() => _cleanup.Run(value.Dispose));
        summary.Time += timer.Total;
        return Correct(summary);
    }

    protected override Task BeforeTestCaseFinishedAsync()
    {
        Aggregator.Aggregate(_cleanup);
        return base.BeforeTestCaseFinishedAsync();
    }

    private IEnumerable<(object?[] Values, string? Skip)> Rows()
    {
        var method = TestCase.TestMethod.Method;
        foreach (var data in method.GetCustomAttributes(typeof(DataAttribute)))
        {
            var discoverer = ExtensibilityPointFactory.GetDataDiscoverer(DiagnosticMessageSink, data.GetCustomAttributes(typeof(DataDiscovererAttribute)).First());
            foreach (var row in discoverer.GetData(data, method)) yield return (row, data.GetNamedArgument<string>("Skip"));
        }
    }

    private async Task<RunSummary> RunRowAsync(int index, object?[] row, string? skip)
    {
        var method = new ProfiledMethod(TestMethod, TestClass, TestMethod.GetCustomAttribute<ProfileProcessAttribute>()!);
        var problem = method.RowProblem(row.Length);
        var arguments = problem is null ? method.Place(row) : [];

        var toRun = TestMethod;
        ITypeInfo[]? generic = null;
        if (problem is null && TestMethod.IsGenericMethodDefinition)
        {
            generic = TestCase.TestMethod.Method.ResolveGenericTypes(arguments);
            toRun = TestMethod.MakeGenericMethod([.. generic.Select(t => ((IReflectionTypeInfo)t).Type)]);
        }

        arguments = Reflector.ConvertArguments(arguments, [.. toRun.GetParameters().Select(p => p.ParameterType)]);
        var test = CreateTest(TestCase, problem is null ? DisplayNames.Of(TestCase.TestMethod.Method, DisplayName, arguments, generic) : DisplayName);
        var identity = string.Create(CultureInfo.InvariantCulture, $"{TestCase.UniqueID} {index}");

        var aggregator = new ExceptionAggregator(Aggregator);
        if (problem is not null) aggregator.Add(new ArgumentException(problem));
        return await new ProfiledTestRunner(
            test, MessageBus, TestClass, ConstructorArguments, toRun, arguments!, skip, BeforeAfterAttributes, aggregator, CancellationTokenSource, identity, Live)
            .RunAsync().ConfigureAwait(false);
    }

    /// <summary>The rows themselves can't be had: one failed test, as xUnit has it.</summary>
    private RunSummary Broken(Exception why)
    {
        var test = CreateTest(TestCase, DisplayName);
        IMessageSinkMessage[] messages = [new TestStarting(test), new TestFailed(test, 0, null, why), new TestFinished(test, 0, null)];
        foreach (var message in messages)
        {
            if (!MessageBus.QueueMessage(message)) CancellationTokenSource.Cancel();
        }

        return new RunSummary { Total = 1, Failed = 1 };
    }
}
