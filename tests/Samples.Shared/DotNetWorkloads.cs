using CliWrap;

namespace Samples;

/// <content>Workloads that are .NET tools themselves, inside the environment that the test runner made for its test host.</content>
public sealed partial class Scenarios
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <UseAppHost>false</UseAppHost>
          </PropertyGroup>
        </Project>
        """;

    [ProfileProcess("dotnet", "--info")]
    public void Asks_dotnet_about_itself()
    {
    }

    [ProfileProcess]
    public Command Builds_a_project()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "Small.csproj"), Project);
        File.WriteAllText(Path.Combine(_folder.FullName, "Program.cs"), "System.Console.WriteLine(42);");
        return Cli.Wrap("dotnet").WithArguments(["build", "--nologo", "-m:1", "-nodeReuse:false", "-p:UseSharedCompilation=false"]).WithWorkingDirectory(_folder.FullName);
    }
}
