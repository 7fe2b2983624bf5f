using System.Collections.Immutable;

namespace RunScope.Testing;

/// <summary>The configuration can't be used; nothing was started. The message lists every problem with its place and what to write instead.</summary>
public sealed class InvalidConfigurationException : RunScopeException
{
    // A screenful.
    private const int MostTold = 40;

    internal InvalidConfigurationException(ImmutableArray<string> problems)
        : base($"RunScope: {Analysis.Counts.Of(problems.Length, "problem")} with the configuration; nothing was started."
            + string.Concat(problems.Take(MostTold).Select(p => $"{Environment.NewLine}  {p}"))
            + (problems.Length > MostTold ? $"{Environment.NewLine}  ... and {Analysis.Counts.Of(problems.Length - MostTold, "more problem")}." : "")) => Problems = problems;

    /// <summary>Each problem, in the order of the layers.</summary>
    public ImmutableArray<string> Problems { get; }
}
