using CliWrap;

namespace RunScope.Testing.Tests;

public class ReadmeTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void Every_snippet_stands_in_a_file_that_the_build_compiles()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Root, "examples"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "tests", "Harness.Tests", "Docs"), "*.cs"))
            .Where(f => !f.Contains("/obj/") && !f.Contains("/bin/"))
            .Select(f => Squeezed(File.ReadAllText(f)))
            .ToList();

        var missing = Snippets().Where(s => !sources.Exists(source => source.Contains(Squeezed(s)))).ToList();

        missing.ShouldBeEmpty();
        Snippets().Count().ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Every_file_that_the_documents_link_to_is_there()
    {
        var links = from document in (string[])["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/configuration.md", "docs/ci.md"]
                    from part in File.ReadAllText(Path.Combine(Root, document)).Split("](").Skip(1)
                    let target = part[..part.IndexOf(')')]
                    where !target.StartsWith("http")
                    select Path.Combine(Root, Path.GetDirectoryName(document)!, target);

        links.ShouldAllBe(target => File.Exists(target));
    }

    [Fact]
    public async Task The_snippet_for_programs_runs()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, new byte[1 << 20]);

            var profile = await ProcessProfiler.ProfileAsync(Cli.Wrap("gzip").WithArguments(["-9", "-k", "-f", file]));
            Console.WriteLine($"{profile.States.DiskSleep / profile.States.Total:P1} of the time in DiskSleep");

            profile.ExitCode.ShouldBe(0);
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + ".gz");
        }
    }

    [Fact]
    public void The_share_that_a_declaration_gets_wrong_is_answered_as_the_readme_says() =>
        new ThreadStateAttribute(TaskState.Running) { AtLeast = 60 }.Validate().ShouldContain(problem => problem.Contains("60 is not a share: write 0.60 for 60 %"));

    private static IEnumerable<string> Snippets() =>
        File.ReadAllText(Path.Combine(Root, "README.md")).Split("```csharp\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)]);

    // Line by line without indentation and empty lines: a comment above a snippet's first line may stand between.
    private static string Squeezed(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RunScope.Testing.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
