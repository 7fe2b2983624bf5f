using System.Reflection;
using System.Runtime.CompilerServices;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;
using RunScope.Testing.Files;

namespace RunScope.Testing;

/// <summary>Everything wrong with a declaration, found when tests are discovered and said all at once.</summary>
internal static class DeclarationChecks
{
    /// <param name="test">The decorated method.</param>
    /// <param name="hasRows">Whether data rows fill the method's own parameters.</param>
    public static IReadOnlyList<string> Problems(ProfiledMethod test, bool hasRows)
    {
        var limits = Limits.Problems(test.Limits);
        return
        [
            .. CommandProblems(test),
            .. OptionProblems(test.Declaration),
            .. SignatureProblems(test, hasRows),
            .. ThreadProblems(test.Declaration, limits),
            .. limits,
            .. RegressionChecks.Problems(test),
        ];
    }

    /// <summary>One text of all problems.</summary>
    public static string Describe(string test, IReadOnlyList<string> problems) =>
        $"{test}: {Counts.Of(problems.Count, "problem")} with the declaration"
        + string.Concat(problems.Select(p => $"{System.Environment.NewLine}  {p}"));

    private static IEnumerable<string> CommandProblems(ProfiledMethod test)
    {
        var declaration = test.Declaration;
        var sources = new List<string>();
        if (declaration.FileName is not null) sources.Add("the attribute's file name");
        if (declaration.CommandFrom is not null) sources.Add("CommandFrom");
        if (test.ReturnsCommand) sources.Add("the returned Command");

        if (sources.Count == 0)
        {
            yield return "Nothing says what to profile: write [ProfileProcess(\"file\", \"argument\")], "
                + "set CommandFrom = nameof(Member), or return a CliWrap Command from the test.";
        }
        else if (sources.Count > 1)
        {
            yield return $"The command comes from {string.Join(" and from ", sources)}; keep one.";
        }

        if (declaration.FileName is { } file && string.IsNullOrWhiteSpace(file)) yield return "The file name is empty.";
        if (declaration.CommandFrom is { } name && CommandMemberChecks.Problem(test, "CommandFrom", name, test.CommandMembers()) is { } problem) yield return problem;
    }

    private static IEnumerable<string> OptionProblems(IProfileDeclaration declaration)
    {
        if (declaration.TimeLimit is { } text && TimeLimitProblem(text) is { } unreadable) yield return unreadable;
        if (declaration.Runs is { } runs && OptionRanges.OfRuns(runs) is { } runsProblem) yield return $"{runsProblem}.";
        if (declaration.WarmupRuns is { } warmups && OptionRanges.OfWarmupRuns(warmups) is { } warmupProblem) yield return $"{warmupProblem}.";
        if (declaration.SampleRate is { } rate && OptionRanges.OfSampleRate(rate) is { } rateProblem) yield return $"{rateProblem}.";

        if (declaration.Engine is { } engine && !Enum.IsDefined(engine))
        {
            yield return $"Engine = {(int)engine}, which is none of {string.Join(", ", Enum.GetNames<EngineChoice>())}.";
        }

        foreach (var variable in declaration.Environment)
        {
            if (variable.IndexOf('=', StringComparison.Ordinal) < 1) yield return $"Environment has \"{variable}\": write \"NAME=value\".";
        }

        if (declaration.ReportName is { } name && PlainName.Problem(name) is { } nameProblem) yield return $"ReportName = {nameProblem}.";
    }

    private static string? TimeLimitProblem(string text)
    {
        if (!Durations.TryParse(text, out var limit, out var problem)) return $"TimeLimit: {problem}";
        return OptionRanges.OfTimeLimit(text, limit) is { } outside ? $"{outside}." : null;
    }

    // A limit that the declared threads are handed to says it already; where there is none, nobody would.
    private static IEnumerable<string> ThreadProblems(IProfileDeclaration declaration, IReadOnlyList<string> ofLimits)
    {
        foreach (var problem in ThreadSet.Problems(declaration.Threads, declaration.Processes))
        {
            if (!ofLimits.Any(l => l.Contains(problem, StringComparison.Ordinal))) yield return $"{problem}.";
        }
    }

    private static IEnumerable<string> SignatureProblems(ProfiledMethod test, bool hasRows)
    {
        var method = test.Method;
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
        {
            yield return $"{method.Name} is async void, so nobody could await it; let it return Task.";
        }
        else if (!Awaitable.IsReturnType(method.ReturnType) && !test.ReturnsCommand)
        {
            yield return $"{method.Name} returns {method.ReturnType.Name}; a profiled test returns void, Task, ValueTask, or the CliWrap Command to profile.";
        }

        if (test.ReturnsCommand && (test.WantsProfile || test.WantsRunningProcess))
        {
            yield return $"{method.Name} returns the Command to profile, so it can't be given its profile or its process: "
                + "move the command to a member and name that in CommandFrom.";
        }
        else if (test.WantsProfile && test.WantsRunningProcess)
        {
            yield return $"{method.Name} takes a RunningProcess and a ProcessProfile; the profile only exists when the process has ended: keep one.";
        }

        if (!hasRows && test.RowProblem(0) is not null)
        {
            var nobodys = test.RowParameters.Where(p => !p.HasDefaultValue && !ProfiledMethod.IsRest(p)).Select(p => $"'{p.Name}'");
            yield return $"Nothing fills the parameter {string.Join(", ", nobodys)} of {method.Name}: "
                + "add data rows, or take a ProcessProfile, a RunningProcess or a CancellationToken.";
        }
    }
}
