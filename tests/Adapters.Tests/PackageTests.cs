using System.IO.Compression;
using System.Xml.Linq;

namespace RunScope.Testing.Tests;

/// <summary>The packages, packed from the build under test into a feed of their own.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runscope-packages-");

    public string Folder => _folder.FullName;

    public string Feed => Path.Combine(Folder, "feed");

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
                Repository.Root, ["pack", Path.Combine("src", project), "--no-build", "-c", Repository.Configuration, "-o", Feed, "-nologo"]);
            exitCode.ShouldBe(0, output);
        }
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    internal ZipArchive Open(string id) => ZipFile.OpenRead(Directory.GetFiles(Feed, $"{id}.?.*.nupkg").Single());
}

public sealed class PackageTests(PackageFeed feed) : IClassFixture<PackageFeed>
{
    [Theory]
    [InlineData("Xunit", "xunit", "xunit.runner.visualstudio")]
    [InlineData("NUnit", "NUnit", "NUnit3TestAdapter")]
    public async Task The_first_test_of_the_readme_runs_in_a_project_with_nothing_but_the_package(string adapter, string framework, string runner)
    {
        var project = Directory.CreateDirectory(Path.Combine(feed.Folder, $"Consumer.{adapter}")).FullName;
        await File.WriteAllTextAsync(Path.Combine(project, "Consumer.csproj"), ProjectFile(adapter, framework, runner));
        File.Copy(Path.Combine(Repository.Root, "examples", $"QuickStart.{adapter}", "FirstTest.cs"), Path.Combine(project, "FirstTest.cs"));

        var (exitCode, output) = await DotNet.RunAsync(project, ["test", "-nologo"]);

        exitCode.ShouldBe(0, output);
        output.ShouldContain("Passed:     1");
        output.TrimEnd().Split('\n')[^1].Trim().ShouldBe($"RunScope: 1 profiled test, HTML reports in {project}/TestResults/runscope/index.html");
        File.Exists(Path.Combine(project, "TestResults", "runscope", "FirstTest.Making_random_bytes_is_cpu_bound.html")).ShouldBeTrue();
        File.Exists(Path.Combine(project, "bin", "Debug", "net10.0", "recorder", "RunScope.Testing.Recorder.runtimeconfig.json")).ShouldBeTrue();
        File.Exists(Path.Combine(project, "obj", "runscope.schema.json")).ShouldBeTrue();
        new DirectoryInfo(Path.Combine(project, "bin")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length).ShouldBeLessThan(80_000_000);
    }

    [Fact]
    public async Task The_tool_installs_from_its_package_and_profiles_a_command()
    {
        var folder = Path.Combine(feed.Folder, "tool");
        var (installed, words) = await DotNet.RunAsync(feed.Folder, ["tool", "install", "--tool-path", folder, "--source", feed.Feed, "RunScope.Tool"]);
        installed.ShouldBe(0, words);

        var json = Path.Combine(feed.Folder, "sleep.json");
        var result = await CliWrap.Cli.Wrap(Path.Combine(folder, "runscope")).WithArguments(["run", "--json", json, "--", "sleep", "0.5"]).ExecuteAsync();

        result.ExitCode.ShouldBe(0);

        // A small program's peak is its own, not that of the tool which starts it.
        ProfileJson.Parse(await File.ReadAllTextAsync(json)).PeakMemory!.Value.Bytes.ShouldBeLessThan(8 << 20);
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
        Dependencies("RunScope.Testing.Xunit").Select(d => d.Id).ShouldBe(["RunScope.Testing", "xunit.extensibility.execution"], ignoreOrder: true);
        Dependencies("RunScope.Testing.NUnit").Select(d => (d.Id, d.Version)).ShouldContain(("NUnit", "4.6.1"));
        Dependencies("RunScope.Testing.NUnit").Count.ShouldBe(2);
    }

    private string ProjectFile(string adapter, string framework, string runner)
    {
        // Our packages are unpacked into a cache of this test's own; everything else comes from the machine's.
        var versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(p => (string)p.Attribute("Include")!, p => (string)p.Attribute("Version")!);
        versions["NUnit"] = "4.6.1";
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
                <RestorePackagesPath>{feed.Folder}/cache</RestorePackagesPath>
                <RestoreSources>{feed.Feed}</RestoreSources>
                <RestoreFallbackFolders>{feed.Others}</RestoreFallbackFolders>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="RunScope.Testing.{adapter}" Version="*" />
                <PackageReference Include="{framework}" Version="{versions[framework]}" />
                <PackageReference Include="{runner}" Version="{versions[runner]}" />
                <PackageReference Include="Microsoft.NET.Test.Sdk" Version="{versions["Microsoft.NET.Test.Sdk"]}" />
              </ItemGroup>
            </Project>
            """;
    }

    private List<(string Id, string Version, string Exclude)> Dependencies(string id)
    {
        using var package = feed.Open(id);
        using var nuspec = package.Entries.Single(e => e.FullName == $"{id}.nuspec").Open();
        return [.. XDocument.Load(nuspec).Descendants().Where(e => e.Name.LocalName == "dependency").Select(d => ((string)d.Attribute("id")!, (string)d.Attribute("version")!, (string?)d.Attribute("exclude") ?? ""))];
    }
}
