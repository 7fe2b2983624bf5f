namespace RunScope.Testing.Tests.Support;

/// <summary>A fact that is skipped, with the reasons, where some of the surroundings can't be had.</summary>
internal sealed class NeedsAllSurroundingsFactAttribute : FactAttribute
{
    public NeedsAllSurroundingsFactAttribute()
    {
        string[] missing = [.. Surroundings.All.Select(Stage.Missing).OfType<string>()];
        Skip = NeedsRootTheoryAttribute.Missing ?? (missing.Length == 0 ? null : $"Not tried here: {string.Join(" ", missing)}");
    }
}
