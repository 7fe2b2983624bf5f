using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace RunScope.Testing.Tests;

/// <summary>The analyzers on all tests that this repository itself has for users to read and for the frameworks to run.</summary>
public sealed class RepositoryTests
{
    /// <summary>Samples that are declared wrongly on purpose, so that what discovery says of them can be tested.</summary>
    private static readonly HashSet<string> WrongOnPurpose = ["Declared_badly", "Are_too_short"];

    public static TheoryData<string> Projects() =>
    [
        .. new[] { "examples", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories))
            .Where(project => File.ReadAllText(project).Contains("Adapters.", StringComparison.Ordinal) && !Path.GetFileName(project).EndsWith(".Tests.csproj", StringComparison.Ordinal))
            .Select(project => Path.GetRelativePath(Repository.Root, project))
            .Order(),
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task Nothing_is_said_about_what_is_right(string project)
    {
        var path = Path.Combine(Repository.Root, project);
        var compilation = Code.Compile([Usings(path), .. Sources(path).Select(File.ReadAllText)]);
        Code.Errors(compilation).ShouldBeEmpty();

        var found = await Code.AnalyzeAsync(compilation);

        found.Where(d => !WrongOnPurpose.Contains(MethodOf(d))).Select(d => $"{d.Id} {d.GetMessage()}").ShouldBeEmpty();
    }

    [Fact]
    public async Task Everything_is_said_about_what_is_wrong_on_purpose()
    {
        var path = Path.Combine(Repository.Root, "tests", "Samples.Xunit", "Samples.Xunit.csproj");
        var compilation = Code.Compile([Usings(path), .. Sources(path).Select(File.ReadAllText)]);
        Code.Errors(compilation).ShouldBeEmpty();

        var found = await Code.AnalyzeAsync(compilation);

        found.Where(d => MethodOf(d) == "Declared_badly").Select(d => d.Id).ShouldBe(["RSCOPE016", "RSCOPE003", "RSCOPE016", "RSCOPE002", "RSCOPE015"]);
        found.Where(d => MethodOf(d) == "Are_too_short").Select(d => d.Id).ShouldBe(["RSCOPE015"]);
    }

    [Fact]
    public void The_projects_are_found() => Projects().Count.ShouldBeGreaterThanOrEqualTo(5);

    private static string Usings(string project) => string.Concat(
        new[] { "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks" }
            .Concat(XDocument.Load(project).Descendants("Using").Select(u => (string)u.Attribute("Include")!))
            .Select(u => $"global using {u};\n"));

    /// <summary>The sources beside the project, and those that it links.</summary>
    private static IEnumerable<string> Sources(string project)
    {
        var folder = Path.GetDirectoryName(project)!;
        var linked = XDocument.Load(project).Descendants("Compile").Select(c => (string)c.Attribute("Include")!)
            .SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(folder, Path.GetDirectoryName(pattern)!), Path.GetFileName(pattern)));
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Concat(linked);
    }

    private static string MethodOf(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetRoot().FindNode(diagnostic.Location.SourceSpan)
            .FirstAncestorOrSelf<Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax>()?.Identifier.Text ?? "";
}
