using System.Reflection;
using RunScope.Testing.Baselines.Files;
using RunScope.Testing.Configuration;

namespace RunScope.Testing;

/// <summary>What our build targets wrote into a test assembly about its sources.</summary>
internal static class TestSources
{
    /// <summary>The key under which each mapped folder stands: <c>/_/=/home/me/repository/</c>.</summary>
    public const string MappedKey = "RunScope.SourceRoot";

    public static SourceFolders Of(Assembly tests)
    {
        var metadata = tests.GetCustomAttributes<AssemblyMetadataAttribute>().ToArray();
        return new SourceFolders(
            metadata.FirstOrDefault(m => m.Key == TestProject.FolderKey)?.Value,
            ReportFolder.AssemblyFolder(tests),
            [.. metadata.Where(m => m.Key == MappedKey).Select(m => m.Value?.Split('=', 2)).OfType<string[]>().Where(m => m.Length == 2).Select(m => (m[0], m[1]))]);
    }
}
