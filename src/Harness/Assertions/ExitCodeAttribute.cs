using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing;

/// <summary>Says which exit codes a process may end with; 0 alone unless declared.</summary>
/// <remarks>
/// Checked in every run, and not where the harness itself ended the process because the test was over. A process that had to be ended
/// because its time was up misses the limit whatever its code.
/// </remarks>
/// <param name="codes">The codes allowed, 0 to 255 each; 0 alone when none is given.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Assembly, AllowMultiple = false, Inherited = true)]
public sealed class ExitCodeAttribute(params int[] codes) : ProfileAssertionAttribute
{
    /// <summary>The codes allowed.</summary>
    public IReadOnlyList<int> Codes { get; } = codes.Length == 0 ? [0] : codes;

    /// <inheritdoc/>
    protected internal override bool TakesThreads => false;

    /// <inheritdoc/>
    protected internal override bool OnWholeRun => true;

    /// <summary>What limited the time of a run, as a message names it.</summary>
    internal string TimeLimit { get; private set; } = "TimeLimit";

    private string Limit => "must be " + string.Join(" or ", Codes.Select(Number));

    /// <inheritdoc/>
    public override IEnumerable<string> Validate() => Codes
        .Where(c => c is < 0 or > 255)
        .Select(c => $"{Number(c)} is no exit code: the kernel keeps 0 to 255{(c < 0 ? $", a program that exits with {Number(c)} ends with {Number(c & 255)}" : "")}")
        .Concat(ThreadsRefused("ExitCode"));

    /// <inheritdoc/>
    public override Finding Evaluate(ImmutableArray<ProcessProfile> runs)
    {
        RequireValid();
        var findings = runs.Select((r, i) => Judge(r, runs.Length == 1 ? "" : $"run {Number(i + 1)} of {Number(runs.Length)}")).ToArray();
        var worst = findings.FirstOrDefault(f => f.Outcome == FindingOutcome.Missed)
            ?? findings.FirstOrDefault(f => f.Outcome == FindingOutcome.Inconclusive)
            ?? findings[0] with { Evidence = runs.Length == 1 ? findings[0].Evidence : $"in each of {Number(runs.Length)} runs" };
        var others = findings.Count(f => f.Outcome == FindingOutcome.Missed) - 1;
        return worst with
        {
            Implied = Implied,
            Details = others > 0 ? worst.Details.Add($"{Counts.Of(others, "other run")} missed it too") : worst.Details,
        };
    }

    /// <summary>The attribute as it is written.</summary>
    public override string ToString() => Declaration.Of("ExitCode", [.. Codes.Select(Number), .. ThreadParts()]);

    /// <summary>The same limit on runs whose time something else than TimeLimit limits.</summary>
    internal ExitCodeAttribute Under(string timeLimit)
    {
        var copy = (ExitCodeAttribute)MemberwiseClone();
        copy.TimeLimit = timeLimit;
        return copy;
    }

    private Finding Judge(ProcessProfile run, string which)
    {
        var kept = new Finding { Outcome = FindingOutcome.Kept, Metric = "ExitCode", Limit = Limit, Actual = "", Evidence = which, Value = run.ExitCode };
        var missed = kept with { Outcome = FindingOutcome.Missed };
        return run switch
        {
            { EndedBy: EndedBy.Timeout } => missed with
            {
                Metric = "Timeout",
                Limit = "must end by itself",
                Actual = $"still running after {Durations.Format(run.WallTime)} and was ended",
                Details = [$"give it a longer {TimeLimit} if it needs one; the profile says what it did meanwhile"],
                Value = null,
            },
            { EndedBy: EndedBy.Harness } => kept with { Actual = "ended by the harness, not judged" },
            { EndedBy: EndedBy.Detach } => kept with { Actual = "runs on, not judged" },
            { ExitSignal: { } signal } => missed with { Actual = $"killed by {SignalNames.Of(signal)}", Details = Advice(signal) },
            { ExitCode: { } code } when Codes.Contains(code) => kept with { Actual = Number(code) },
            { ExitCode: { } code } => missed with { Actual = Number(code) + ShellWord(code) },
            _ => kept with { Outcome = FindingOutcome.Inconclusive, Actual = "not known", Evidence = $"{which}; it was no child of ours, or it still ran when the profile ended".TrimStart(';', ' ') },
        };
    }

    private static ImmutableArray<string> Advice(int signal) =>
        signal == 9 ? ["if nobody sent it, the kernel may have run out of memory: see dmesg and the memory limit of the control group"] : [];

    private static string ShellWord(int code) =>
        SignalNames.OfShellExitCode(code) is { } name ? $", which from a shell means that {name} killed its command" : "";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
