namespace RunScope.Testing.Tests.Support;

/// <summary>A fact that is skipped, with the reason, where a program of the system is missing.</summary>
internal sealed class NeedsFactAttribute : FactAttribute
{
    public NeedsFactAttribute(string program, string package)
    {
        if (Programs.Find(program) is null) Skip = $"There is no {program} on this machine: install {package}.";
    }
}
