using System.ComponentModel;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace RunScope.Testing.Xunit;

/// <summary>Finds the cases of a profiled test; xUnit creates it by name.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProfiledTestDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    private readonly ProfiledRowsDiscoverer _rows = new(diagnosticMessageSink);

    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        var hasRows = testMethod.Method.GetCustomAttributes(typeof(DataAttribute)).Any();
        if (ProblemsOf(testMethod, hasRows) is { } problems)
        {
            var (display, displayOptions) = Display(discoveryOptions);
            return [new ExecutionErrorTestCase(diagnosticMessageSink, display, displayOptions, testMethod, problems)];
        }

        testMethod = ExclusiveCollection.Move(testMethod);
        return hasRows
            ? _rows.Discover(discoveryOptions, testMethod, factAttribute)
            : [ProfiledTestCase.Of(diagnosticMessageSink, Display(discoveryOptions), testMethod)];
    }

    private static (TestMethodDisplay Display, TestMethodDisplayOptions Options) Display(ITestFrameworkDiscoveryOptions options) =>
        (options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault());

    private static string? ProblemsOf(ITestMethod testMethod, bool hasRows)
    {
        var test = Profiled(testMethod);
        var problems = DeclarationChecks.Problems(test, hasRows);
        return problems.Count == 0 ? null : DeclarationChecks.Describe(test.Method.Name, problems);
    }

    private static ProfiledMethod Profiled(ITestMethod testMethod)
    {
        var method = testMethod.Method.ToRuntimeMethod();
        return new ProfiledMethod(method, testMethod.TestClass.Class.ToRuntimeType(), method.GetCustomAttribute<ProfileProcessAttribute>()!);
    }

    private sealed class ProfiledRowsDiscoverer(IMessageSink diagnosticMessageSink) : TheoryDiscoverer(diagnosticMessageSink)
    {
        protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(
            ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute, object[] dataRow) =>
            [Case(discoveryOptions, testMethod, dataRow, skip: null)];

        protected override IEnumerable<IXunitTestCase> CreateTestCasesForSkippedDataRow(
            ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute, object[] dataRow, string skipReason) =>
            [Case(discoveryOptions, testMethod, dataRow, skipReason)];

        // Rows that can't be serialized are found when the test runs.
        protected override IEnumerable<IXunitTestCase> CreateTestCasesForTheory(
            ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
            [ProfiledTheoryTestCase.Of(DiagnosticMessageSink, Display(discoveryOptions), testMethod)];

        private XunitTestCase Case(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, object[] row, string? skip)
        {
            var (display, displayOptions) = Display(discoveryOptions);
            var method = Profiled(testMethod);
            return method.RowProblem(row.Length) is { } problem
                ? new ExecutionErrorTestCase(DiagnosticMessageSink, display, displayOptions, testMethod, problem)
                : ProfiledTestCase.Of(DiagnosticMessageSink, (display, displayOptions), testMethod, method.Place(row), skip);
        }
    }
}
