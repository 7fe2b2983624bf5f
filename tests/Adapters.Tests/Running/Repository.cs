using System.Reflection;

namespace RunScope.Testing.Tests;

/// <summary>Where this repository is, and which of its builds is under test.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string Configuration { get; } = Metadata("Configuration");

    public static string SampleAssembly(string project) =>
        Path.Combine(Root, Directory.Exists(Path.Combine(Root, "tests", project)) ? "tests" : "examples", project, "bin", Configuration, "net10.0", $"{project}.dll");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
