using System.Collections.Immutable;

namespace RunScope.Testing;

/// <summary>What became of the variables that test runners, coverage tools and profilers had put into the test host. Names only: values may be secrets.</summary>
/// <param name="Removed">Variables that were kept from the process, because they would have made it another program.</param>
/// <param name="Inherited">Variables of tools and runtimes that the process inherited from the test host, and that its command didn't set itself.</param>
public sealed record EnvironmentInfo(ImmutableArray<string> Removed, ImmutableArray<string> Inherited);
