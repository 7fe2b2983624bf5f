namespace RunScope.Testing.Tests.Support;

/// <summary>Tests that start real processes run one after the other: they look at descriptors, children and CPU time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealProcesses
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "Real processes";
}
