using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RunScope.Testing.Tests;

/// <summary>The packages, packed from the build under test into a feed of their own.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runscope-packages-");
    private readonly Lazy<Task<string>> _tool;

    public PackageFeed() => _tool = new(InstallAsync);

    public string Folder => _folder.FullName;

    public string Feed => Path.Combine(Folder, "feed");

    /// <summary>The tool compiled ahead, as <c>pack.sh</c> left it; null where it couldn't, which it says, or wasn't asked to.</summary>
    public static string? ReadyTool { get; } = Path.Combine(Repository.Root, "artifacts", "ready-tool") is var ready && File.Exists(Path.Combine(ready, "runscope.dll")) ? ready : null;

    /// <summary>The folder of the tool, installed from its package.</summary>
    public Task<string> Tool => _tool.Value;

    /// <summary>The machine's packages of everybody else: an older build of ours in its cache would be taken for the one under test.</summary>
    public string Others => Path.Combine(Folder, "others");

    public async Task InitializeAsync()
    {
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(Others);
        foreach (var package in Directory.GetDirectories(cache).Where(p => !Path.GetFileName(p).StartsWith("runscope", StringComparison.OrdinalIgnoreCase)))
            Directory.CreateSymbolicLink(Path.Combine(Others, Path.GetFileName(package)), package);

        foreach (var project in (string[])["Harness", "Adapters.Xunit", "Adapters.NUnit", "Cli"])
        {
            var (exitCode, output) = await DotNet.RunAsync(
                Repository.Root, ["pack", Path.Combine("src", project), "--no-build", "-c", Repository.Configuration, "-o", Feed, "-nologo", .. project == "Cli" ? ToolOptions : []]);
            exitCode.ShouldBe(0, output);
        }
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    // As pack.sh has them.
    private static string[] ToolOptions => [ReadyTool is { } ready ? $"-p:RunScopeReadyTool={ready}" : "-p:RunScopeNativeRuntimes=linux-x64%3Blinux-musl-x64%3Blinux-arm64%3Blinux-musl-arm64"];

    private async Task<string> InstallAsync()
    {
        var folder = Path.Combine(Folder, "tool");
        var (installed, words) = await DotNet.RunAsync(Folder, ["tool", "install", "--tool-path", folder, "--source", Feed, "RunScope.Tool"]);
        installed.ShouldBe(0, words);
        return folder;
    }

    internal ZipArchive Open(string id) => ZipFile.OpenRead(Directory.GetFiles(Feed, $"{id}.?.*.nupkg").Single());
}

public sealed class PackageTests(PackageFeed feed) : IClassFixture<PackageFeed>
{
    /// <summary>The page that a new user follows; its project files are those that these tests build.</summary>
    private static readonly string FirstTestPage = File.ReadAllText(Path.Combine(Repository.Root, "docs", "first-test.md"));

    [Theory]
    [InlineData("Xunit")]
    [InlineData("NUnit")]
    public async Task The_first_test_of_the_documents_is_green_and_then_red_in_a_project_with_nothing_but_the_package(string adapter)
    {
        var project = await NewProjectAsync($"Consumer.{adapter}", adapter);
        var first = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "examples", $"QuickStart.{adapter}", "FirstTest.cs"));
        await File.WriteAllTextAsync(Path.Combine(project, "FirstTest.cs"), first);

        var (exitCode, output) = await DotNet.RunAsync(project, ["test", "-nologo"]);

        exitCode.ShouldBe(0, output);
        output.ShouldContain("Passed:     1");
        output.TrimEnd().Split('\n')[^1].Trim().ShouldBe($"RunScope: 1 profiled test, HTML reports in {project}/TestResults/runscope/index.html");
        File.Exists(Path.Combine(project, "TestResults", "runscope", "FirstTest.Making_random_bytes_is_cpu_bound.html")).ShouldBeTrue();
        File.Exists(Path.Combine(project, "bin", "Debug", "net10.0", "recorder", "RunScope.Testing.Recorder.runtimeconfig.json")).ShouldBeTrue();
        File.Exists(Path.Combine(project, "obj", "runscope.schema.json")).ShouldBeTrue();
        ShouldBeSmall(new DirectoryInfo(Path.Combine(project, "bin")));

        var change = Blocks("diff").Single().Split('\n');
        var (before, after) = (change[0][1..].Trim(), change[1][1..].Trim());
        first.ShouldContain(before);
        await File.WriteAllTextAsync(Path.Combine(project, "FirstTest.cs"), first.Replace(before, after, StringComparison.Ordinal));
        (exitCode, output) = await DotNet.RunAsync(project, ["test", "-nologo"]);

        exitCode.ShouldBe(1, output);
        var promised = Blocks("text").Single(b => b.Contains("limits missed", StringComparison.Ordinal)).Replace("…/Performance", project, StringComparison.Ordinal);
        // How busy the machine was says how the number was obtained, and whether dd ran or waited for a CPU instead.
        var lines = promised.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.TrimStart().StartsWith("instead ", StringComparison.Ordinal));
        foreach (var line in lines) WithoutNumbers(output).ShouldContain(WithoutNumbers(Regex.Replace(line, @"  \(.*\)\z", "")), customMessage: output);
    }

    [Theory]
    [InlineData("Xunit")]
    [InlineData("NUnit")]
    public async Task A_wrong_declaration_is_an_error_when_a_project_with_the_package_is_built(string adapter)
    {
        var project = await NewProjectAsync($"Wrong.{adapter}", adapter);
        await File.WriteAllTextAsync(Path.Combine(project, "Tests.cs"), $$"""
            using RunScope.Testing;
            using RunScope.Testing.{{adapter}};

            public class Tests
            {
                [ProfileProcess("true")]
                [ThreadState(TaskState.Running, AtLeast = 60)]
                public void Test() { }

            #pragma warning disable RSCOPE016 // silenced
                [ProfileProcess("true", Runs = 0)]
                public void Silenced() { }
            }
            """);

        var (exitCode, output) = await DotNet.RunAsync(project, ["build", "-nologo"]);

        exitCode.ShouldBe(1, output);
        // The summary at the end says it again.
        output.Split('\n').Where(line => line.Contains("RSCOPE", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct().ShouldHaveSingleItem()
            .ShouldContain("error RSCOPE002: ThreadState.AtLeast: 60 is not a share: write 0.60 for 60 % (docs/analyzers.md#rscope002)");
    }

    [Theory]
    [InlineData("RunScope.Testing", 2_000_000)]
    [InlineData("RunScope.Testing.Xunit", 100_000)]
    [InlineData("RunScope.Testing.NUnit", 100_000)]
    [InlineData("RunScope.Tool", 42_000_000)]
    public void A_package_is_small_and_says_what_it_is(string id, int bytes)
    {
        using var package = feed.Open(id);
        var metadata = Metadata(package, id).Root!.Elements().Single();
        string Said(string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;

        Said("license").ShouldBe("MIT");
        foreach (var file in new[] { Said("readme"), Said("icon") }) package.GetEntry(file).ShouldNotBeNull().Length.ShouldBeGreaterThan(1000);
        foreach (var word in new[] { "description", "authors", "copyright", "tags" }) Said(word).ShouldNotBeNullOrWhiteSpace();
        package.Entries.Select(e => e.CompressedLength).Sum().ShouldBeLessThan(bytes);
    }

    [Theory]
    [InlineData("RunScope.Testing")]
    [InlineData("RunScope.Testing.Xunit")]
    [InlineData("RunScope.Testing.NUnit")]
    public void Our_assemblies_carry_their_symbols(string id)
    {
        using var package = feed.Open(id);
        var assemblies = package.Entries.Where(e => e.Name.StartsWith("RunScope", StringComparison.Ordinal) && e.Name.EndsWith(".dll", StringComparison.Ordinal)).ToList();

        assemblies.ShouldNotBeEmpty();
        assemblies.ShouldAllBe(a => HasSymbols(a), "without symbols stack traces have no lines");
    }

    [Fact]
    public void The_analyzers_stand_where_compilers_look_for_them_and_their_page_beside()
    {
        using var package = feed.Open("RunScope.Testing");

        package.Entries.Where(e => e.FullName.StartsWith("analyzers/", StringComparison.Ordinal)).Select(e => e.FullName)
            .ShouldBe(["analyzers/dotnet/cs/RunScope.Testing.Analyzers.dll", "analyzers/dotnet/cs/RunScope.Testing.CodeFixes.dll"], ignoreOrder: true);
        package.GetEntry("docs/analyzers.md").ShouldNotBeNull();
    }

    [Fact]
    public void The_pages_that_the_readme_links_are_in_the_package()
    {
        using var package = feed.Open("RunScope.Testing");

        package.Entries.Select(e => e.FullName).Where(e => e.StartsWith("docs/", StringComparison.Ordinal))
            .ShouldBe(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(f => $"docs/{Path.GetFileName(f)}"), ignoreOrder: true);
    }

    [Fact]
    public async Task The_tool_installs_from_its_package_and_profiles_a_command()
    {
        var (json, page) = (Path.Combine(feed.Folder, "sleep.json"), Path.Combine(feed.Folder, "sleep.html"));
        var result = await CliWrap.Cli.Wrap(Path.Combine(await feed.Tool, "runscope")).WithArguments(["run", "--json", json, "--html", page, "--", "sleep", "0.5"]).ExecuteAsync();

        result.ExitCode.ShouldBe(0);
        (await File.ReadAllTextAsync(page)).ShouldNotContain("couldn't be drawn");

        // A small program's peak is its own, not that of the tool which starts it.
        ProfileJson.Parse(await File.ReadAllTextAsync(json)).PeakMemory!.Value.Bytes.ShouldBeLessThan(8 << 20);
    }

    [NeedsReadyToolFact]
    public async Task What_is_installed_on_x64_is_the_tool_compiled_ahead()
    {
        var folder = await feed.Tool;

        // What is called is bound to the assembly that it starts.
        var started = Directory.GetFiles(folder, "runscope.dll", SearchOption.AllDirectories).Where(f => f.Contains("/net10.0/linux-x64/", StringComparison.Ordinal)).ShouldHaveSingleItem();
        Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Path.Combine(folder, "runscope"))).ShouldContain(Path.GetRelativePath(folder, started));
        using var pe = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(started));
        pe.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.ShouldBePositive("there is no compiled code in it");
    }

    [Fact]
    public void The_tool_carries_the_drawing_library_for_each_kind_of_machine_once()
    {
        using var package = feed.Open("RunScope.Tool");

        // Machines with an x64 CPU take the folder compiled ahead, where there is one: Alpine's too.
        var x64 = PackageFeed.ReadyTool is null ? "any" : "linux-x64";
        package.Entries.Select(e => e.FullName).Where(f => f.EndsWith(".so", StringComparison.Ordinal)).ShouldBe(
            from machine in (string[])["linux-x64", "linux-musl-x64", "linux-arm64", "linux-musl-arm64"]
            from library in (string[])["libHarfBuzzSharp.so", "libSkiaSharp.so"]
            select $"tools/net10.0/{(machine.EndsWith("x64", StringComparison.Ordinal) ? x64 : "any")}/runtimes/{machine}/native/{library}",
            ignoreOrder: true);
    }

    [Fact]
    public void The_harness_package_depends_on_what_its_project_references_in_the_versions_pinned_here()
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "src", "Harness", "Harness.csproj"));
        var pinned = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(p => (string)p.Attribute("Include")!, p => (string)p.Attribute("Version")!);
        var build = project.Descendants("PackageReference").Where(p => (string?)p.Attribute("PrivateAssets") != "all").Select(p => (string)p.Attribute("Include")!);

        Dependencies("RunScope.Testing").Select(d => (d.Id, d.Version)).ShouldBe(build.Select(id => (id, pinned[id])), ignoreOrder: true);
        var withoutNative = project.Descendants("PackageReference").Where(p => (string?)p.Attribute("ExcludeAssets") == "native").Select(p => (string)p.Attribute("Include")!);
        Dependencies("RunScope.Testing").Where(d => d.Exclude.Contains("Native", StringComparison.Ordinal)).Select(d => d.Id).ShouldBe(withoutNative, ignoreOrder: true);
    }

    [Fact]
    public void An_adapter_package_depends_on_the_harness_and_its_framework_alone()
    {
        // It uses internals of the harness, so that only the same version will do. Analyzers that it excluded wouldn't reach who references it.
        var version = Metadata("RunScope.Testing").Descendants().Single(e => e.Name.LocalName == "version").Value;
        Dependencies("RunScope.Testing.Xunit")
            .ShouldBe([("RunScope.Testing", $"[{version}]", "Build"), ("xunit.extensibility.execution", "[2.9.3, 3.0.0)", "Build,Analyzers")], ignoreOrder: true);
        Dependencies("RunScope.Testing.NUnit")
            .ShouldBe([("RunScope.Testing", $"[{version}]", "Build"), ("NUnit", "[4.6.1, 6.0.0)", "Build,Analyzers")], ignoreOrder: true);
    }

    /// <summary>The drawing library comes for 13 kinds of Linux, and would come for Windows and macOS: only this machine's may reach the output.</summary>
    private static void ShouldBeSmall(DirectoryInfo output)
    {
        var files = output.EnumerateFiles("*", SearchOption.AllDirectories).ToList();
        var natives = files.Where(f => f.FullName.Contains("/runtimes/", StringComparison.Ordinal) || f.Extension is ".so" or ".dylib").ToList();

        natives.ShouldNotBeEmpty();
        natives.ShouldAllBe(f => f.FullName.Contains($"/runtimes/{PortableRuntime}/native/", StringComparison.Ordinal));
        files.Sum(f => f.Length).ShouldBeLessThan(30_000_000);
    }

    private static string PortableRuntime =>
        $"linux-{(File.Exists("/etc/alpine-release") ? "musl-" : "")}{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    private static bool HasSymbols(ZipArchiveEntry assembly)
    {
        using var stream = new MemoryStream();
        using (var packed = assembly.Open()) packed.CopyTo(stream);
        stream.Position = 0;
        using var pe = new System.Reflection.PortableExecutable.PEReader(stream);
        return pe.ReadDebugDirectory().Any(d => d.Type == System.Reflection.PortableExecutable.DebugDirectoryEntryType.EmbeddedPortablePdb);
    }

    /// <summary>A project as the documents have it. Our packages are unpacked into a cache of this test's own; everything else comes from the machine's.</summary>
    private async Task<string> NewProjectAsync(string name, string adapter)
    {
        await File.WriteAllTextAsync(Path.Combine(feed.Folder, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
                <RestorePackagesPath>{feed.Folder}/cache</RestorePackagesPath>
                <RestoreSources>{feed.Feed}</RestoreSources>
                <RestoreFallbackFolders>{feed.Others}</RestoreFallbackFolders>
              </PropertyGroup>
            </Project>
            """);
        var project = Directory.CreateDirectory(Path.Combine(feed.Folder, name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(project, $"{name}.csproj"), Blocks("xml").Single(b => b.Contains($"\"RunScope.Testing.{adapter}\"", StringComparison.Ordinal)));
        return project;
    }

    private static IEnumerable<string> Blocks(string language) =>
        FirstTestPage.Split($"```{language}\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)]);

    private static string WithoutNumbers(string text) => Regex.Replace(text, @"\d+([.,]\d+)*( (ns|µs|ms|s|min)\b)*", "#");

    private List<(string Id, string Version, string Exclude)> Dependencies(string id) =>
        [.. Metadata(id).Descendants().Where(e => e.Name.LocalName == "dependency").Select(d => ((string)d.Attribute("id")!, (string)d.Attribute("version")!, (string?)d.Attribute("exclude") ?? ""))];

    private XDocument Metadata(string id)
    {
        using var package = feed.Open(id);
        return Metadata(package, id);
    }

    private static XDocument Metadata(ZipArchive package, string id)
    {
        using var nuspec = package.Entries.Single(e => e.FullName == $"{id}.nuspec").Open();
        return XDocument.Load(nuspec);
    }
}

/// <summary>A test of the tool compiled ahead.</summary>
internal sealed class NeedsReadyToolFactAttribute : FactAttribute
{
    public NeedsReadyToolFactAttribute()
    {
        if (RuntimeInformation.OSArchitecture != Architecture.X64) Skip = "The tool is compiled ahead for x64 alone.";
        else if (PackageFeed.ReadyTool is null) Skip = "There is no tool compiled ahead: ./pack.sh --parts-only makes it, where the compiler's package can be had.";
    }
}
