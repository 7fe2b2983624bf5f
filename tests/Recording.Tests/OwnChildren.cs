namespace RunScope.Testing.Tests;

/// <summary>Tests that start processes of their own run one after the other: a sampler takes every child of this process for one of its tree.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OwnChildren
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "Own children";
}
