using System.Collections.Immutable;
using System.Diagnostics;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Assertions;

/// <summary>What a verdict that isn't sure does to a test.</summary>
internal enum InconclusivePolicy
{
    /// <summary>The test passes and its output says so: the default.</summary>
    Warn,

    /// <summary>The test fails.</summary>
    Fail,

    /// <summary>The test passes.</summary>
    Pass,
}

/// <summary>Reads <see cref="InconclusivePolicy"/> from the environment.</summary>
[StackTraceHidden]
internal static class InconclusivePolicies
{
    /// <summary>The variable that holds the policy: fail, warn or pass.</summary>
    public const string Variable = "RUNSCOPE_INCONCLUSIVE";

    /// <summary>The policy; <see cref="InconclusivePolicy.Warn"/> when the variable is unset or empty.</summary>
    /// <param name="read">Reads a variable; the process's environment when null.</param>
    /// <exception cref="RunScopeException">The variable holds another word.</exception>
    public static InconclusivePolicy FromEnvironment(Func<string, string?>? read = null)
    {
        var word = (read ?? Environment.GetEnvironmentVariable)(Variable);
        return word?.Trim().ToLowerInvariant() switch
        {
            null or "" or "warn" => InconclusivePolicy.Warn,
            "fail" => InconclusivePolicy.Fail,
            "pass" => InconclusivePolicy.Pass,
            _ => throw new RunScopeException($"{Variable} is {VisibleText.Quote(word!)}, which is none of fail, warn, pass: set one of them, or unset it for warn."),
        };
    }

    /// <summary>Raises the failure that a verdict asks for; otherwise gives the text for the test's output.</summary>
    /// <param name="policy">What an inconclusive verdict does.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="runs">The runs it is about.</param>
    /// <param name="report">The path of the report; null when there is none.</param>
    /// <exception cref="ProfileAssertionException">A limit is missed, or can't be judged and the policy is <see cref="InconclusivePolicy.Fail"/>.</exception>
    public static string Enforce(
        this InconclusivePolicy policy, Verdict verdict, ImmutableArray<ProcessProfile> runs, string? report = null) => verdict.Outcome switch
        {
            VerdictOutcome.Regressed => throw new ProfileAssertionException(FailureMessage.Of(verdict, runs, report), verdict),
            VerdictOutcome.Inconclusive when policy == InconclusivePolicy.Fail =>
                throw new ProfileAssertionException(FailureMessage.Of(verdict, runs, report), verdict),
            VerdictOutcome.Inconclusive when policy == InconclusivePolicy.Warn => FailureMessage.Of(verdict, runs, report),
            _ => FailureMessage.Summary(verdict, runs),
        };
}
