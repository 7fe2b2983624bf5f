using System.Collections.Immutable;

namespace RunScope.Testing;

/// <summary>What may be read of an attached process.</summary>
/// <param name="Calls">Whether the system calls that its threads wait in may be read, which needs ptrace access: <c>ptrace(2)</c>, "Ptrace access mode checking".</param>
/// <param name="Details">Whether its executable, its maps, its descriptors and its storage counts may be read, which the kernel allows to the same user.</param>
/// <param name="Limits">What is missing, why, and how to get it; one sentence or two each; empty when nothing is.</param>
public sealed record ProcessAccess(bool Calls, bool Details, ImmutableArray<string> Limits);
