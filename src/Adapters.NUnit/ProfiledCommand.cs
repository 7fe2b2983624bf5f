using System.Diagnostics;
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

        if (outcome.Failure is RunScopeException ours) throw new ProfiledTestFailure(ours);
        if (outcome.Failure is not null) ExceptionDispatchInfo.Throw(outcome.Failure);
        if (outcome.SkipReason is not null) context.CurrentResult.SetResult(ResultState.Ignored, outcome.SkipReason);
        else if (context.CurrentResult.ResultState == ResultState.Inconclusive) context.CurrentResult.SetResult(ResultState.Success);
        return context.CurrentResult;
    }

    private Task<ProfiledOutcome> RunAsync(TestExecutionContext context)
    {
        var test = (TestMethod)context.CurrentTest;
        var method = new ProfiledMethod(test.Method.MethodInfo, test.Method.TypeInfo.Type, declaration);
        var row = RowOf(method, test.Arguments);
        return new ProfiledTest
        {
            Method = method,
            Name = test.Name,
            MakeCommand = token => CommandSource.Make(method, context.TestObject, row, token),
            Body = method.ReturnsCommand ? null : values => ExecuteBodyAsync(context, method, method.Fill(row, values)),
            Output = TestContext.Out.WriteLine,
        }.RunAsync(context.CancellationToken);
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

    private static object?[] RowOf(ProfiledMethod method, object?[] arguments) =>
        [.. arguments.Where((_, i) => !ProfiledMethod.IsInjected(method.Parameters[i].ParameterType))];
}
