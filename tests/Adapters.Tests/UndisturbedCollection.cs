namespace RunScope.Testing.Tests;

/// <summary>Tests of comparisons, beside which no other test runs: what disturbs a run makes its verdict inconclusive.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class UndisturbedCollection
{
    public const string Name = "undisturbed";
}
