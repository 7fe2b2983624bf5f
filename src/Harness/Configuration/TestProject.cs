using System.Reflection;

namespace RunScope.Testing.Configuration;

/// <summary>The project that a test assembly was built from: our build targets write its folder into the assembly.</summary>
internal static class TestProject
{
    public const string FolderKey = "RunScope.ProjectDirectory";

    /// <summary>The project's folder; null when an assembly names none, or one that isn't there, because it was built on another machine.</summary>
    public static string? FolderOf(Assembly assembly)
    {
        var folder = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == FolderKey)?.Value;
        return Directory.Exists(folder) ? folder : null;
    }

    /// <summary>
    /// The test assembly among those of a process: the one that names its project's folder. Of several it is the one that no other of them refers to, and of
    /// those the first by name; null when there is none.
    /// </summary>
    public static Assembly? Among(IEnumerable<Assembly> loaded)
    {
        var tests = loaded.Where(a => FolderOf(a) is not null).ToList();
        var referredTo = tests.SelectMany(t => t.GetReferencedAssemblies()).Select(r => r.Name).ToHashSet();
        return tests.Where(t => !referredTo.Contains(t.GetName().Name)).MinBy(t => t.FullName, StringComparer.Ordinal);
    }
}
