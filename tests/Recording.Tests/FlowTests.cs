using System.Text.RegularExpressions;

namespace RunScope.Testing.Tests;

/// <summary>Data flows one way through the folders; the compiler checks it between assemblies, this between folders.</summary>
public partial class FlowTests
{
    // What each folder may use besides itself. Public types have no namespace of their folder, so a use is told by the folder that declares the type.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Recording"] = [],
        ["Recording/Interop"] = ["Recording"],
        ["Recording/Profiles"] = ["Recording"],
        ["Recording/Sampling"] = ["Recording", "Recording/Interop", "Recording/Profiles"],
        ["Recording/Attach"] = ["Recording", "Recording/Interop", "Recording/Profiles", "Recording/Sampling"],
        ["Recording/Launch"] = ["Recording", "Recording/Interop", "Recording/Profiles", "Recording/Sampling", "Recording/Attach"],
        ["Recording/Protocol"] = ["Recording", "Recording/Interop", "Recording/Profiles", "Recording/Sampling", "Recording/Launch"],
        ["Harness/Analysis"] = ["Recording", "Recording/Profiles"],

        // It reads files, and asks who owns them.
        ["Harness/Configuration"] = ["Recording", "Recording/Interop", "Harness", "Harness/Analysis"],
        ["Harness/Files"] = ["Recording", "Recording/Interop", "Harness/Analysis"],
        ["Harness/Baselines"] = ["Recording", "Recording/Profiles", "Harness/Analysis", "Harness/Files"],
        ["Harness/Assertions"] = ["Recording", "Recording/Profiles", "Harness/Analysis", "Harness/Configuration", "Harness/Baselines"],
        ["Harness/Reporting"] = ["Recording", "Recording/Profiles", "Harness/Analysis", "Harness/Configuration", "Harness/Files", "Harness/Baselines", "Harness/Assertions"],
        ["Harness/Building"] = ["Recording", "Recording/Interop", "Recording/Profiles", "Recording/Sampling", "Harness/Analysis"],
        ["Harness/Hosting"] = ["Recording/*", "Harness", "Harness/Analysis", "Harness/Building"],
        ["Harness/Attaching"] = ["Recording/*", "Harness", "Harness/Analysis", "Harness/Building", "Harness/Configuration", "Harness/Hosting"],
        ["Harness"] = ["Recording", "Recording/Profiles", "Harness/Analysis", "Harness/Attaching", "Harness/Configuration", "Harness/Hosting"],

        // The lock between test runs asks the kernel, also who holds it.
        ["Harness/Testing"] = ["Recording", "Recording/Interop", "Recording/Profiles", "Recording/Sampling", "Harness/*"],
    };

    [Fact]
    public void Folders_use_only_what_comes_before_them()
    {
        var home = Allowed.Keys.SelectMany(folder => Files(folder).SelectMany(Declared).Select(type => (type, folder))).Distinct().ToLookup(d => d.type, d => d.folder);

        var wrong = from folder in Allowed.Keys
                    from file in Files(folder)
                    from name in Used(file)
                    let homes = home[name]
                    where homes.Any() && !homes.Any(h => h == folder || IsAllowed(folder, h))
                    select $"{Path.GetRelativePath(Source, file)} uses {name} of {homes.First()}";

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Every_folder_has_its_place_in_the_flow()
    {
        var folders = new[] { "Recording", "Harness" }
            .SelectMany(project => Directory.EnumerateDirectories(Path.Combine(Source, project)))
            .Where(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any(f => !IsBuilt(f)))
            .Select(folder => Path.GetRelativePath(Source, folder));

        folders.Except(Allowed.Keys).ShouldBeEmpty();
        Allowed.Keys.Where(folder => !Files(folder).SelectMany(Declared).Any()).ShouldBeEmpty();
    }

    [Fact]
    public void System_calls_are_declared_in_the_interop_folder_only()
    {
        var wrong = Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/Interop/Linux/") && !IsBuilt(f) && File.ReadAllText(f).Contains("[LibraryImport("));

        wrong.ShouldBeEmpty();
    }

    internal static string Source
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "RunScope.Testing.sln"))) folder = folder.Parent!;
            return Path.Combine(folder.FullName, "src");
        }
    }

    // A project's own folder is its files beside the project alone.
    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Source, folder), "*.cs", folder.Contains('/') ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly);

    private static bool IsBuilt(string file) => file.Contains("/obj/") || file.Contains("/bin/");

    private static bool IsAllowed(string folder, string used) =>
        Allowed[folder].Any(a => a == used || (a.EndsWith("/*", StringComparison.Ordinal) && (used + "/").StartsWith(a[..^1], StringComparison.Ordinal)));

    private static IEnumerable<string> Declared(string file) => Declaration().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value);

    /// <summary>The names in a file that may be types: neither those of members nor in comments or texts.</summary>
    private static IEnumerable<string> Used(string file)
    {
        var code = MemberName().Replace(NoCode().Replace(File.ReadAllText(file), ""), "");
        return Name().Matches(code).Select(m => m.Value).Distinct();
    }

    [GeneratedRegex(@"^(?:public|internal) (?:[a-z]+ )*(?:class|struct|interface|enum|record) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*|(?<=\b(?:Interop|Sampling|Procfs|Attach|Launch|Protocol|Analysis|Statistics|Metrics|Building|Files|Baselines|Assertions|Reporting|Html|Charts|Attaching|Hosting)\.)[A-Z]\w*")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<=^ +(?:public|internal|private|protected) .*?[\w>\])?] )\w+(?=\(| \{| =>| =|;|$)|(?<=^(?:public|internal) [^(\n]*record [^\n]*[\w>\])?] )\w+(?=[,)])", RegexOptions.Multiline)]
    private static partial Regex MemberName();

    [GeneratedRegex("""//.*|"(?:[^"\\\n]|\\.)*"(?:u8)?""")]
    private static partial Regex NoCode();
}
