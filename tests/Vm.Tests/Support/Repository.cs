namespace RunScope.Testing.Tests.Support;

/// <summary>Where things are in this repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The build that these tests belong to: Debug or Release.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string Path(params string[] names) => System.IO.Path.Combine([Root, .. names]);

    private static string Find(string folder) => File.Exists(System.IO.Path.Combine(folder, "RunScope.Testing.sln")) ? folder : Find(System.IO.Path.GetDirectoryName(folder)!);
}
