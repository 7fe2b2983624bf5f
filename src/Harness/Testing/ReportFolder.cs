using System.Reflection;
using RunScope.Testing.Configuration;

namespace RunScope.Testing;

/// <summary>Where the reports of a test assembly go: the configured folder, relative to the project's.</summary>
internal static class ReportFolder
{
    /// <summary>The metadata key under which our build targets write the project folder into a test assembly.</summary>
    public const string ProjectDirectoryKey = "RunScope.ProjectDirectory";

    /// <param name="tests">The test assembly.</param>
    /// <param name="configured">The folder as configured.</param>
    public static string Of(Assembly tests, string configured) => Path.GetFullPath(configured, BaseOf(tests));

    /// <summary>Where our build targets look for what they print after a run: they know one variable, and no file.</summary>
    public static string KnownToTargets(Assembly tests) => Path.GetFullPath(
        Environment.GetEnvironmentVariable(ConfigurationKeys.Of(ConfigurationKeys.ReportsFolder).ShortVariable!) is { Length: > 0 } variable ? variable : ConfigurationKeys.DefaultReportFolder,
        BaseOf(tests));

    public static string AssemblyFolder(Assembly tests) =>
        Path.GetDirectoryName(tests.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;

    /// <summary>The project's folder, or else that of the assembly.</summary>
    public static string BaseOf(Assembly tests) => ProjectFolder(tests) ?? AssemblyFolder(tests);

    private static string? ProjectFolder(Assembly tests)
    {
        // An assembly that was built on another machine names a folder that isn't there.
        var folder = tests.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == ProjectDirectoryKey)?.Value;
        return Directory.Exists(folder) ? folder : null;
    }
}
