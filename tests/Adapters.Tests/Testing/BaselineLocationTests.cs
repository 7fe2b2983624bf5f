using System.Reflection;
using System.Runtime.Loader;
using RunScope.Testing.Baselines.Files;

namespace RunScope.Testing.Tests;

/// <summary>Baselines are found by what the compiler and our build targets really wrote into a test assembly.</summary>
public sealed class BaselineLocationTests : IDisposable
{
    private const string FileName = "Imports.Import.baseline.json";

    private readonly string _folder = Directory.CreateTempSubdirectory("runscope-built-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Project => Path.Combine(_folder, "tests", "Speed");

    private string Output => Path.Combine(Project, "bin", "Debug", "net10.0");

    [Fact]
    public async Task A_baseline_lies_beside_the_source_in_whatever_folder_of_the_project_that_is()
    {
        WriteProject();
        var baseline = WriteBaseline(Path.Combine(Project, "Import", "Baselines"));
        await BuildAsync();

        var location = Locate(Output);

        location.File.ShouldBe(baseline);
        location.Writable.ShouldBe(baseline);
        location.Tried.ShouldBe([Path.Combine(Project, "Import", "Baselines")]);
        File.Exists(Path.Combine(Output, "Import", "Baselines", FileName)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_copy_of_a_baseline_that_was_removed_from_the_sources_isnt_used()
    {
        WriteProject();
        var baseline = WriteBaseline(Path.Combine(Project, "Import", "Baselines"));
        await BuildAsync();
        File.Delete(baseline);

        var location = Locate(Output);

        location.Exists.ShouldBeFalse();
        location.Missing.ShouldBe($"There is no {FileName} in {Path.Combine(Project, "Import", "Baselines")}.");
    }

    [Fact]
    public async Task A_deterministic_build_whose_paths_begin_with_an_underscore_is_mapped_back()
    {
        WriteProject();
        await GitAsync();
        await BuildAsync("-p:ContinuousIntegrationBuild=true");

        Declaration(Output).SourceFile.ShouldBe("/_/tests/Speed/Import/Imports.cs");
        Locate(Output).Writable.ShouldBe(Path.Combine(Project, "Import", "Baselines", FileName));
    }

    [Fact]
    public async Task A_mapping_by_hand_that_is_told_nowhere_is_found_by_the_end_of_the_path()
    {
        WriteProject();
        await BuildAsync($"-p:PathMap={_folder}=/elsewhere/src");

        Declaration(Output).SourceFile.ShouldBe("/elsewhere/src/tests/Speed/Import/Imports.cs");
        Locate(Output).Writable.ShouldBe(Path.Combine(Project, "Import", "Baselines", FileName));
    }

    [Theory]
    [InlineData("-p:ContinuousIntegrationBuild=false")]
    [InlineData("-p:ContinuousIntegrationBuild=true")]
    public async Task Published_tests_find_the_copy_where_the_sources_are_gone_and_accept_nothing(string kind)
    {
        WriteProject();
        await GitAsync();
        WriteBaseline(Path.Combine(Project, "Import", "Baselines"));
        var published = Path.Combine(_folder, "published");
        await DotNetAsync("publish", "-o", published, kind);
        Directory.Delete(Path.Combine(_folder, "tests"), recursive: true);

        var location = Locate(published);

        location.File.ShouldBe(Path.Combine(published, "Import", "Baselines", FileName));
        location.Exists.ShouldBeTrue();
        var error = Should.Throw<BaselineFileException>(() => location.Writable);
        error.Message.ShouldStartWith("Cannot accept a baseline for Imports.Import: its source ");
        error.Message.ShouldContain($"isn't on this machine, nor is it below the project's folder, {Project}. Accept it where the tests are built");
    }

    [Fact]
    public async Task Where_nothing_is_found_every_folder_that_was_tried_is_named()
    {
        WriteProject();
        var published = Path.Combine(_folder, "published");
        await DotNetAsync("publish", "-o", published);
        Directory.Delete(Path.Combine(_folder, "tests"), recursive: true);

        var location = Locate(published);

        location.Exists.ShouldBeFalse();
        location.Missing.ShouldBe($"There is no {FileName} in {Path.Combine(published, "Import", "Baselines")}.");
    }

    [Fact]
    public async Task A_source_that_is_linked_from_another_project_has_its_baseline_beside_it_and_a_copy_in_the_output()
    {
        WriteProject(source: null, items: """<Compile Include="../Shared/Imports.cs" Link="Linked/Imports.cs" />""");
        WriteSource(Path.Combine(_folder, "tests", "Shared"));
        var baseline = WriteBaseline(Path.Combine(_folder, "tests", "Shared", "Baselines"));
        var published = Path.Combine(_folder, "published");
        await DotNetAsync("publish", "-o", published);

        Locate(Output).Writable.ShouldBe(baseline);
        Directory.Delete(Path.Combine(_folder, "tests"), recursive: true);
        var location = Locate(published);
        location.File.ShouldBe(Path.Combine(published, "Baselines", FileName));
        location.Exists.ShouldBeTrue();
    }

    [Fact]
    public async Task A_linked_source_of_a_deterministic_build_is_mapped_back_although_the_project_has_another_of_its_name()
    {
        WriteProject(source: null, items: """<Compile Include="../Shared/Imports.cs" Link="Linked/Imports.cs" /><Compile Remove="Imports.cs" />""");
        WriteSource(Path.Combine(_folder, "tests", "Shared"));
        WriteSource(Project);
        await GitAsync();
        await BuildAsync("-p:ContinuousIntegrationBuild=true");

        Locate(Output).Writable.ShouldBe(Path.Combine(_folder, "tests", "Shared", "Baselines", FileName));
    }

    [Fact]
    public async Task Folders_may_be_chosen_by_the_declaration_and_by_the_configuration()
    {
        WriteProject();
        await BuildAsync();

        Locate(Output, declared: "../Numbers").Writable.ShouldBe(Path.Combine(Project, "Numbers", FileName));
        Locate(Output, configured: "perf/baselines").Writable.ShouldBe(Path.Combine(Project, "perf", "baselines", FileName));
        Locate(Output, declared: "Near", configured: "perf/baselines").Writable.ShouldBe(Path.Combine(Project, "Import", "Near", FileName));
        Locate(Output, configured: "/srv/baselines").Writable.ShouldBe($"/srv/baselines/{FileName}");
    }

    [Fact]
    public async Task Another_checkout_of_the_sources_than_that_which_was_built_isnt_taken_by_chance()
    {
        WriteProject();
        await BuildAsync();
        var folders = new SourceFolders(Path.Combine(_folder, "no", "such"), Output, []);

        folders.Find("/gone/tests/Speed/Import/Imports.cs").ShouldBeNull();
        folders.Find("Imports.cs").ShouldBeNull();
        folders.Find("").ShouldBeNull();
    }

    private void WriteProject(string? source = "Import", string items = "")
    {
        Directory.CreateDirectory(Project);
        var targets = Path.Combine(Repository.Root, "src", "Harness", "buildTransitive");
        File.WriteAllText(Path.Combine(_folder, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(_folder, "Directory.Build.targets"), "<Project />");
        File.WriteAllText(Path.Combine(Project, "Speed.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <IsTestProject>true</IsTestProject>
                <IsPublishable>true</IsPublishable>
                <GenerateDependencyFile>false</GenerateDependencyFile>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(NoRegressionAttribute).Assembly.Location}" Private="false" />
                {items}
              </ItemGroup>
              <ItemGroup>
                <AssemblyMetadata Include="RunScope.ProjectDirectory" Value="$(MSBuildProjectDirectory)" />
              </ItemGroup>
              <Import Project="{targets}/Baselines.targets" />
            </Project>
            """);
        if (source is not null) WriteSource(Path.Combine(Project, source));
    }

    private static void WriteSource(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Imports.cs"), """
            public class Imports
            {
                [RunScope.Testing.NoRegression]
                public void Import() { }
            }
            """);
    }

    private static string WriteBaseline(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, FileName);
        File.WriteAllText(file, "{}");
        return file;
    }

    private Task BuildAsync(params string[] options) => DotNetAsync(["build", .. options]);

    private async Task DotNetAsync(params string[] arguments)
    {
        var (exitCode, output) = await DotNet.RunAsync(Project, [.. arguments, "-nologo", "-p:Configuration=Debug"], new Dictionary<string, string?> { ["CI"] = null });
        exitCode.ShouldBe(0, output);
    }

    // A deterministic build takes the repository's folder from git's files.
    private async Task GitAsync()
    {
        foreach (var words in (string[][])[["init", "-q"], ["add", "."], ["-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "Begin"]])
            await CliWrap.Cli.Wrap("git").WithArguments(words).WithWorkingDirectory(_folder).ExecuteAsync();
    }

    private static BaselineLocation Locate(string output, string? declared = null, string? configured = null) => InAssembly(
        output, (tests, attribute) => BaselineLocation.Of(TestSources.Of(tests), attribute.SourceFile, declared, configured, "Imports.Import"));

    private static NoRegressionAttribute Declaration(string output) => InAssembly(output, (_, attribute) => attribute);

    private static T InAssembly<T>(string output, Func<Assembly, NoRegressionAttribute, T> read)
    {
        var context = new AssemblyLoadContext("built", isCollectible: true);
        try
        {
            var tests = context.LoadFromAssemblyPath(Path.Combine(output, "Speed.dll"));
            return read(tests, tests.GetType("Imports")!.GetMethod("Import")!.GetCustomAttribute<NoRegressionAttribute>()!);
        }
        finally
        {
            context.Unload();
        }
    }
}
