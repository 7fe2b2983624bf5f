using RunScope.Testing.Baselines;

namespace RunScope.Testing.Cli.Compare;

/// <summary>One test or command that was compared.</summary>
/// <param name="Head">The head.</param>
/// <param name="Comparison">What came of it.</param>
internal sealed record Compared(Subject Head, Comparison Comparison)
{
    public string Name => Head.Name;

    /// <summary>What a report is drawn of.</summary>
    public Verdict Verdict => new(Name, []) { Baseline = Comparison };
}
