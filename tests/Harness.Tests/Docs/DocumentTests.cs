using System.Text.RegularExpressions;
using CliWrap;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

[Collection(RealProcesses.Name)]
public partial class DocumentTests
{
    public static TheoryData<string> All => [.. Documents.All];

    [Theory, MemberData(nameof(All))]
    public void Every_snippet_stands_in_a_file_that_the_build_compiles(string document)
    {
        var sources = Documents.Sources("examples", "tests/Harness.Tests/Docs").Select(Squeezed).ToList();

        var missing = Documents.Blocks(document, "csharp").Where(s => !sources.Exists(source => source.Contains(Squeezed(s)))).ToList();

        missing.ShouldBeEmpty();
    }

    [Fact]
    public void The_readme_has_snippets() => Documents.Blocks("README.md", "csharp").Count().ShouldBeGreaterThan(3);

    [Theory, MemberData(nameof(All))]
    public void Every_file_and_heading_that_a_document_links_to_is_there(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Documents.Root, document))!;

        var broken = from Match link in Link().Matches(Documents.Read(document))
                     let target = link.Groups[1].Value
                     where !target.StartsWith("http", StringComparison.Ordinal) && !IsThere(folder, document, target)
                     select target;

        broken.ShouldBeEmpty();
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

    private static bool IsThere(string folder, string document, string target)
    {
        var parts = target.Split('#', 2);
        var file = parts[0].Length == 0 ? Path.Combine(Documents.Root, document) : Path.Combine(folder, parts[0]);
        if (!File.Exists(file) && !Directory.Exists(file)) return false;
        return parts.Length == 1 || Heading().Matches(File.ReadAllText(file)).Any(h => Documents.Anchor(h.Groups[1].Value) == parts[1]);
    }

    // Line by line without indentation and empty lines: a comment above a snippet's first line may stand between.
    private static string Squeezed(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
