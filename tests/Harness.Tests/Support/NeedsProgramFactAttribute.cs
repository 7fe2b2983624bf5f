namespace RunScope.Testing.Tests.Support;

/// <summary>A fact that is skipped, with the reason, where a program of the system is missing.</summary>
internal sealed class NeedsProgramFactAttribute : FactAttribute
{
    public NeedsProgramFactAttribute(string program, string package)
    {
        if (!Workload.IsInstalled(program)) Skip = $"\"{program}\" is not on the PATH: install {package}.";
    }
}
