using RunScope.Testing.Cli.Compare;

namespace RunScope.Testing.Tests;

public sealed class MatchingTests
{
    [Fact]
    public void One_on_each_side_are_matched_whatever_they_are_called() =>
        Of([Command("./old 1")], [Command("./new 1")]).ShouldBe("./old 1=./new 1");

    [Fact]
    public void Several_are_matched_by_the_tests_name_and_then_by_the_command_line() =>
        Of([Command("a"), Test("T", "x"), Command("b")], [Command("b"), Test("T", "y"), Command("c")]).ShouldBe("T=T b=b; base a; head c");

    [Fact]
    public void A_test_is_found_by_its_command_where_the_other_side_has_no_name() =>
        Of([Command("import"), Command("b")], [Test("Import", "import"), Command("c")]).ShouldBe("import=Import; base b; head c");

    [Fact]
    public void Two_of_one_name_are_matched_with_none() =>
        Of([Test("T", "x"), Test("T", "x")], [Test("T", "x"), Test("U", "y")]).ShouldBe("; base T T; head T U");

    private static string Of(Subject[] before, Subject[] after)
    {
        var matching = Matching.Of(before, after);
        var text = string.Join(' ', matching.Both.Select(b => $"{b.Base.Name}={b.Head.Name}"));
        if (matching.BaseOnly.Length > 0) text += "; base " + string.Join(' ', matching.BaseOnly.Select(s => s.Name));
        if (matching.HeadOnly.Length > 0) text += "; head " + string.Join(' ', matching.HeadOnly.Select(s => s.Name));
        return text;
    }

    private static Subject Command(string line) => new() { Command = line, Source = "x" };

    private static Subject Test(string name, string line) => new() { Test = name, Command = line, Source = "x" };
}
