using System.CommandLine;
using CsCheck;
using RunScope.Testing.Cli;
using RunScope.Testing.Cli.Help;

namespace RunScope.Testing.Tests.Help;

public class HelpTests
{
    // The verbs and those that they have inside.
    private static readonly List<Command> Commands = [.. Verbs.All.Select(v => Verbs.Root([v.Name]).Subcommands.Single()).SelectMany(WithInner)];

    private static IEnumerable<string> Names => Commands.Select(NameOf);

    public static TheoryData<string> All => [.. Names];

    [Theory]
    [MemberData(nameof(All))]
    public void A_verb_says_what_it_is_for_in_a_sentence_and_describes_all_that_it_takes(string name)
    {
        var command = Find(name);
        var page = command.Help().ShouldNotBeNull();

        ShouldBeSentence(command.Description);
        command.Description!.ShouldNotContain('\n');
        foreach (var option in HelpText.Options(command))
        {
            ShouldBeSentence(option.Description);
            if (option is not Option<bool> && option.Arity.MaximumNumberOfValues > 0) option.HelpName.ShouldNotBeNullOrEmpty($"{option.Name} has a value, which needs a name");
        }

        foreach (var argument in command.Arguments) ShouldBeSentence(argument.Description);
        page.Documentation.ShouldStartWith("docs/");
        page.Exits.Select(e => e.Code).ShouldBeUnique();
        var told = page.Documentation.Split(", section ");
        var document = File.ReadAllText(Path.Combine(Repository, told[0]));
        if (told is [_, var section]) document.ShouldContain($"\n## {section.Trim('"')}\n");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_example_is_a_command_line_of_its_verb(string name)
    {
        var examples = Find(name).Help()!.Examples;

        examples.ShouldNotBeEmpty();
        foreach (var example in examples)
        {
            ShouldBeSentence(example.Purpose);
            var words = Words(example.Line);
            words[0].ShouldBe("runscope");
            string.Join(' ', words[1..]).ShouldStartWith(name);
            var root = Verbs.Root(words[1..]);
            var parsed = root.Parse(Verbs.Separate(root, words[1..], out var unknown));
            unknown.ShouldBeNull(example.Line);
            parsed.Errors.Select(e => e.Message).ShouldBeEmpty(example.Line);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Help_fits_into_narrow_and_wide_terminals(string name)
    {
        foreach (var width in (int[])[60, 80, 120])
        {
            var text = HelpText.Of(Find(name), width);

            text.ShouldStartWith(Paragraphs.Wrap(Find(name).Description!, width) + "\n\nUsage:\n  runscope " + name);
            text.ShouldContain("\nExamples:\n");
            text.ShouldContain("\nExit codes:\n");
            text.ShouldContain("\nMore: docs/");
            text.ShouldEndWith("\n");

            // Command lines are to be copied, and so is what stands indented; everything else fits.
            text.Split('\n').Where(l => !l.StartsWith(' ') || l.StartsWith("                    ", StringComparison.Ordinal)).ShouldAllBe(l => l.Length <= width);
        }
    }

    [Fact]
    public void The_page_of_the_tool_names_every_verb()
    {
        var text = HelpText.Of(Verbs.Root([]), 100);

        foreach (var verb in Verbs.All) text.ShouldContain($"\n  {verb.Name} ");
    }

    [Fact]
    public async Task Help_is_asked_for_in_each_of_the_usual_ways()
    {
        var asked = await Task.WhenAll(((string[][])[["--help"], ["help"], ["-h"]]).Select(a => Tool.RunAsync(a)));
        var verb = await Task.WhenAll(((string[][])[["help", "baseline", "accept"], ["baseline", "accept", "--help"]]).Select(a => Tool.RunAsync(a)));
        var wrong = await Tool.RunAsync(["help", "rum"]);

        asked.ShouldAllBe(r => r.ExitCode == 0 && r.Error == "");
        asked.Select(r => r.Output).Distinct().ShouldHaveSingleItem().ShouldContain("baseline");
        verb.Select(r => r.Output).Distinct().ShouldHaveSingleItem().ShouldContain("--reason TEXT");
        wrong.ExitCode.ShouldBe(64);
        wrong.Error.ShouldContain("there is no command rum. Did you mean run?");
    }

    [Fact]
    public async Task The_version_is_one_line()
    {
        var result = await Tool.RunAsync(["--version"]);

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldMatch(@"^runscope \d+\.\d+\.\d+( \([0-9a-f]{12}\))?\n$");
    }

    [Fact]
    public void Wrapping_loses_no_word_and_makes_no_line_too_wide() =>
        Gen.Select(Gen.Char["ab \n"].Array[0, 200], Gen.Int[5, 60]).Sample((characters, width) =>
        {
            var text = new string(characters);

            var wrapped = Paragraphs.Wrap(text, width);

            wrapped.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ShouldBe(text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
            wrapped.Split('\n').Where(l => !l.StartsWith(' ')).ShouldAllBe(l => l.Length <= width || !l.Contains(' '));
        });

    private static IEnumerable<Command> WithInner(Command command) => [command, .. command.Subcommands.SelectMany(WithInner)];

    private static string NameOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault(p => p is not RootCommand) is { } outer ? $"{outer.Name} {command.Name}" : command.Name;

    private static Command Find(string name) => Commands.Single(c => NameOf(c) == name);

    private static void ShouldBeSentence(string? text)
    {
        text.ShouldNotBeNullOrWhiteSpace();
        text.ShouldMatch(@"[.?!]$");
    }

    /// <summary>The words of a line as a shell would have them: quotes and $(...) hold words together, a redirection ends the command.</summary>
    private static string[] Words(string line)
    {
        var words = new List<string>();
        foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(line, @"\$\([^)]*\)|'([^']*)'|""([^""]*)""|[^\s'""]+"))
        {
            if (match.Value is ">" or "|" or "&") break;
            words.Add(match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Success ? match.Groups[2].Value : match.Value.StartsWith("$(", StringComparison.Ordinal) ? "4127" : match.Value);
        }

        return [.. words];
    }

    private static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "RunScope.Testing.sln"))) folder = folder.Parent!;
            return folder.FullName;
        }
    }
}
