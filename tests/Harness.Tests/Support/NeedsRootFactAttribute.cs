namespace RunScope.Testing.Tests.Support;

/// <summary>A test that only root can set up: it gives files to other users.</summary>
internal sealed class NeedsRootFactAttribute : FactAttribute
{
    public NeedsRootFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess) Skip = "Only root can give a file to another user.";
    }
}
