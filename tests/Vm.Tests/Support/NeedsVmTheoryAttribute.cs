namespace RunScope.Testing.Tests.Support;

/// <summary>A theory about another kernel; skipped like a fact about one.</summary>
internal sealed class NeedsVmTheoryAttribute : TheoryAttribute
{
    public NeedsVmTheoryAttribute() => Skip = NeedsVmFactAttribute.Missing;
}
