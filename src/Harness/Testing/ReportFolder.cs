using System.Reflection;

namespace RunScope.Testing;

/// <summary>
/// Where the reports of a test assembly go: <c>TestResults/runscope</c> in its project folder, or where RUNSCOPE_REPORTS says, relative to
/// that folder.
/// </summary>
internal static class ReportFolder
{
    public const string Variable = "RUNSCOPE_REPORTS";

    /// <summary>The metadata key under which our build targets write the project folder into a test assembly.</summary>
    public const string ProjectDirectoryKey = "RunScope.ProjectDirectory";

    public static string Of(Assembly tests)
    {
        var chosen = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable ? variable : Path.Combine("TestResults", "runscope");
        return Path.GetFullPath(chosen, ProjectFolder(tests) ?? AssemblyFolder(tests));
    }

    public static string AssemblyFolder(Assembly tests) =>
        Path.GetDirectoryName(tests.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;

    private static string? ProjectFolder(Assembly tests)
    {
        // An assembly that was built on another machine names a folder that isn't there.
        var folder = tests.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == ProjectDirectoryKey)?.Value;
        return Directory.Exists(folder) ? folder : null;
    }
}
