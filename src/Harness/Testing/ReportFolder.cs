using System.Reflection;
using RunScope.Testing.Configuration;

namespace RunScope.Testing;

/// <summary>Where the reports of a test assembly go: the configured folder, relative to the project's.</summary>
internal static class ReportFolder
{
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
    public static string BaseOf(Assembly tests) => TestProject.FolderOf(tests) ?? AssemblyFolder(tests);
}
