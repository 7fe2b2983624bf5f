using System.Text.RegularExpressions;

namespace RunScope.Testing.Tests;

/// <summary>Data flows one way through the folders; the compiler checks it between assemblies, this between folders.</summary>
public partial class FlowTests
{
    // What each folder of src/Recording may use besides itself.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Interop"] = [],
        ["Profiles"] = [],
        ["Sampling"] = ["Interop"],
        ["Attach"] = ["Interop"],
        ["Protocol"] = ["Interop", "Sampling", "Launch"],
        ["Launch"] = ["Interop", "Attach", "Sampling", "Protocol"],
    };

    // Pure code of src/Harness knows profiles and nothing of the operating system.
    private static readonly string[] PureFolders = ["Analysis", "Assertions", "Reporting"];

    [Fact]
    public void Folders_of_the_recording_use_only_what_comes_before_them()
    {
        var wrong = from folder in Allowed.Keys
                    from file in Directory.EnumerateFiles(Path.Combine(Source, "Recording", folder), "*.cs", SearchOption.AllDirectories)
                    from Match used in UsedFolder().Matches(File.ReadAllText(file))
                    let name = used.Groups[1].Value
                    where name != folder && Allowed.ContainsKey(name) && !Allowed[folder].Contains(name)
                    select $"{file} uses {name}";

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Judging_and_reporting_never_touch_the_operating_system()
    {
        var wrong = from folder in PureFolders
                    from file in Directory.EnumerateFiles(Path.Combine(Source, "Harness", folder), "*.cs", SearchOption.AllDirectories)
                    from Match used in UsedFolder().Matches(File.ReadAllText(file))
                    where used.Groups[1].Value is "Launch" or "Attach" or "Sampling" or "Protocol" or "Hosting"
                    select $"{file} uses {used.Groups[1].Value}";

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void System_calls_are_declared_in_the_interop_folder_only()
    {
        var wrong = Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/Interop/Linux/") && !f.Contains("/obj/") && File.ReadAllText(f).Contains("[LibraryImport("));

        wrong.ShouldBeEmpty();
    }

    private static string Source
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "RunScope.Testing.sln"))) folder = folder.Parent!;
            return Path.Combine(folder.FullName, "src");
        }
    }

    [GeneratedRegex(@"RunScope\.Testing\.(Interop|Profiles|Sampling|Attach|Protocol|Launch|Hosting)\b")]
    private static partial Regex UsedFolder();
}
