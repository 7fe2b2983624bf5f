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
        var method = testMethod.Method.ToRuntimeMethod();
        var declaration = method.GetCustomAttribute<ProfileProcessAttribute>()!;
        var test = new ProfiledMethod(method, testMethod.TestClass.Class.ToRuntimeType(), declaration);
        var problems = DeclarationChecks.Problems(test, hasRows);
        return problems.Count == 0 ? null : DeclarationChecks.Describe(method.Name, problems);
    }

    private sealed class ProfiledRowsDiscoverer(IMessageSink diagnosticMessageSink) : TheoryDiscoverer(diagnosticMessageSink)
    {
        protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(
            ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute, object[] dataRow) =>
            [ProfiledTestCase.Of(DiagnosticMessageSink, Display(discoveryOptions), testMethod, dataRow)];

        // Rows that can't be serialized are found when the test runs.
        protected override IEnumerable<IXunitTestCase> CreateTestCasesForTheory(
            ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
            [ProfiledTheoryTestCase.Of(DiagnosticMessageSink, Display(discoveryOptions), testMethod)];
    }
}
