using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.ExceptionServices;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Commands;

namespace RunScope.Testing.NUnit;

/// <summary>Takes the place of NUnit's call of the test method, inside SetUp and TearDown.</summary>
internal sealed class ProfiledCommand(TestCommand innerCommand, ProfileProcessAttribute declaration) : DelegatingTestCommand(innerCommand)
{
    [StackTraceHidden]
    public override TestResult Execute(TestExecutionContext context)
    {
        // NUnit's commands are synchronous up to version 5.
        var outcome = Task.Run(() => RunAsync(context)).GetAwaiter().GetResult();
        foreach (var report in outcome.Reports) TestContext.AddTestAttachment(report, "RunScope report");

        // Recorded, not thrown: of an AssertionException that flies by, Retry believes that whoever threw it has recorded it, and loses it.
        if (outcome.Failure is RunScopeException ours) context.CurrentResult.RecordException(new ProfiledTestFailure(ours));
        else if (outcome.Failure is not null) ExceptionDispatchInfo.Throw(outcome.Failure);
        else if (outcome.SkipReason is not null) context.CurrentResult.SetResult(ResultState.Ignored, outcome.SkipReason);
        else if (context.CurrentResult.ResultState == ResultState.Inconclusive) context.CurrentResult.SetResult(ResultState.Success);
        return context.CurrentResult;
    }

    private Task<ProfiledOutcome> RunAsync(TestExecutionContext context)
    {
        var test = (TestMethod)context.CurrentTest;
        var method = new ProfiledMethod(test.Method.MethodInfo, test.Method.TypeInfo.Type, declaration);
        var row = method.RowOf(test.Arguments);
        return new ProfiledTest
        {
            Method = method,
            Name = test.Name,
            Identity = string.Create(CultureInfo.InvariantCulture, $"{test.FullName} {test.Method.MethodInfo.MetadataToken} {test.Parent?.Tests.IndexOf(test)}"),
            Fixture = FixtureArguments(test),
            EarlierTries = context.CurrentRepeatCount,
            MakeCommand = token => CommandSource.Make(method, context.TestObject, row, token),
            MakeReference = method.NoRegression?.ReferenceFrom is null ? null : () => CommandSource.MakeReference(method, context.TestObject, row),
            Body = method.ReturnsCommand ? null : values => ExecuteBodyAsync(context, method, method.Fill(row, values)),
            Output = TestContext.Out.WriteLine,
            Live = TestContext.Progress.WriteLine,
            FrameworkTimeLimit = context.TestCaseTimeout > 0
                ? (TimeSpan.FromMilliseconds(context.TestCaseTimeout), context.UseCancellation ? "[CancelAfter]" : "NUnit timeout")
                : null,
        }.RunAsync(OtherCancellation(context));
    }

    /// <summary>
    /// The token of CancelAfter began to run before the test had its turn. What it limits is the process, and we do that, so that there is a profile
    /// of it to show.
    /// </summary>
    private static CancellationToken OtherCancellation(TestExecutionContext context) =>
        context.UseCancellation && context.TestCaseTimeout > 0 ? CancellationToken.None : context.CancellationToken;

    /// <summary>The arguments of a fixture that has some, as NUnit writes them: "(5)".</summary>
    private static string FixtureArguments(TestMethod test)
    {
        ITest? fixture = test;
        while (fixture is not null and not TestFixture) fixture = fixture.Parent;
        return fixture is { Arguments.Length: > 0 } && fixture.Name.IndexOf('(', StringComparison.Ordinal) is var open and >= 0 ? fixture.Name[open..] : "";
    }

    /// <summary>Calls the method ourselves: NUnit would give it a CancellationToken that we can't cancel when the process ends before the body.</summary>
    private async Task ExecuteBodyAsync(TestExecutionContext context, ProfiledMethod method, object?[] arguments)
    {
        try
        {
            if (innerCommand is TestMethodCommand)
            {
                await Awaitable.Of(method.Method.Invoke(context.TestObject, BindingFlags.DoNotWrapExceptions, null, arguments, null)).ConfigureAwait(false);
                if (context.CurrentResult.AssertionResults.Count > 0) context.CurrentResult.RecordTestCompletion();
            }
            else
            {
                // Somebody else's wrapper is between us and the method; it hands over what the test's arguments hold.
                var own = ((TestMethod)context.CurrentTest).Arguments;
                arguments.AsSpan(0, own.Length).CopyTo(own);
                context.CurrentResult = innerCommand.Execute(context);
            }
        }
        catch (Exception e) when ((e is NUnitException ? e.InnerException : e) is SuccessException)
        {
            // Assert.Pass ends the body; the limits still have their say.
        }
    }
}
