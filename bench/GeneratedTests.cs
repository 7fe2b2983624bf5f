using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace RunScope.Testing.Bench;

/// <summary>A test project that is written and built for a measurement, inside this repository, so that it gets the versions and the settings of all others.</summary>
internal sealed class GeneratedTests
{
    private GeneratedTests(string assembly) => Assembly = assembly;

    /// <summary>The path of the built test assembly.</summary>
    internal string Assembly { get; }

    /// <param name="name">The project's name.</param>
    /// <param name="framework">"Xunit" or "NUnit".</param>
    /// <param name="source">Its only file.</param>
    internal static async Task<GeneratedTests> BuildAsync(string name, string framework, string source)
    {
        var root = Root();
        var folder = Directory.CreateDirectory(Path.Combine(root, "artifacts", "bench", name)).FullName;
        string[] packages = framework == "Xunit" ? ["xunit", "xunit.runner.visualstudio"] : ["NUnit", "NUnit3TestAdapter"];
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <IsTestProject>true</IsTestProject>
                <RunAnalyzers>false</RunAnalyzers>
                <GenerateDocumentationFile>false</GenerateDocumentationFile>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.NET.Test.Sdk" />
                {string.Join("\n    ", packages.Select(p => $"<PackageReference Include=\"{p}\" />"))}
                <ProjectReference Include="{root}/src/Adapters.{framework}/Adapters.{framework}.csproj" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "Tests.cs"), source);
        await DotNetAsync(folder, ["build", "-c", "Release", "-v", "q", "--nologo", "-m:1"]);
        return new GeneratedTests(Path.Combine(folder, "bin", "Release", "net10.0", $"{name}.dll"));
    }

    /// <summary>Runs <c>dotnet test</c> on the assembly and gives what it printed.</summary>
    internal Task<string> TestAsync(string[] options, IReadOnlyDictionary<string, string?>? environment = null) =>
        DotNetAsync(Path.GetDirectoryName(Assembly)!, ["test", Assembly, .. options], environment);

    /// <summary>So many methods, a hundred in a class, each under some attributes.</summary>
    internal static string Methods(int count, string usings, string attributes)
    {
        var source = new StringBuilder(usings);
        for (var i = 0; i < count; i++)
        {
            if (i % 100 == 0) source.Append($"\npublic class Tests{i / 100}\n{{\n");
            source.Append($"    {attributes}\n    public void Test{i}() {{ }}\n");
            if (i % 100 == 99 || i == count - 1) source.Append("}\n");
        }

        return source.ToString();
    }

    private static async Task<string> DotNetAsync(string folder, string[] arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var result = await CliWrap.Cli.Wrap("dotnet")
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(environment ?? new Dictionary<string, string?>())
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        return result.ExitCode == 0
            ? result.StandardOutput
            : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} in {folder} failed:\n{result.StandardOutput}{result.StandardError}");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RunScope.Testing.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException($"No RunScope.Testing.sln above {AppContext.BaseDirectory}: run the benchmark in its repository.");
        return folder.FullName;
    }
}
