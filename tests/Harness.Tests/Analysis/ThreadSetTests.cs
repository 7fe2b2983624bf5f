using CsCheck;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Tests;

public class ThreadSetTests
{
    private static readonly ProcessProfile Server = Made.Profile(
        Made.Thread(1, "server", running: 1) with { ThreadId = 4127 },
        Made.Thread(2, "worker-1", running: 1),
        Made.Thread(3, "worker-2", running: 1),
        Made.Thread(4, ".NET Finalizer", sleeping: 1, role: ThreadRole.Runtime),
        Made.Thread(5, "helper", running: 1, process: 1)) with
    {
        Processes =
            [
                new ProcessInfo(0, 4127, 1, "server", null, TimeSpan.Zero, null),
                new ProcessInfo(1, 5000, 4127, "helper", null, TimeSpan.Zero, null),
            ],
    };

    [Theory]
    [InlineData(null, null, "1 2 3 5")]
    [InlineData("Application", null, "1 2 3 5")]
    [InlineData("All", null, "1 2 3 4 5")]
    [InlineData("Main", null, "1")]
    [InlineData("worker-*", null, "2 3")]
    [InlineData("worker-?", null, "2 3")]
    [InlineData("*", null, "1 2 3 4 5")]
    [InlineData("Worker-1", null, "")]
    [InlineData(null, "help*", "5")]
    [InlineData("Main", "helper", "")]
    public void A_set_selects_its_threads(string? threads, string? processes, string ids)
    {
        var selected = ThreadSet.Parse(threads, processes).Select(Server);

        string.Join(' ', selected.Select(t => t.Id)).ShouldBe(ids);
    }

    [Theory]
    [InlineData("my-long-worker-name", "Threads = \"my-long-worker-name\" can never match: the kernel keeps 15 bytes of a name and this needs 19: write \"my-long-worker-\"")]
    [InlineData("my-long-worker-name*", "Threads = \"my-long-worker-name*\" can never match: the kernel keeps 15 bytes of a name and this needs 19: write \"my-long-worker-\"")]
    [InlineData("worker-*-of-the-pool", "Threads = \"worker-*-of-the-pool\" can never match: the kernel keeps 15 bytes of a name and this needs 19: shorten it")]
    [InlineData("*-compression-worker", "Threads = \"*-compression-worker\" can never match: the kernel keeps 15 bytes of a name and this needs 19: shorten it")]
    [InlineData("ääääääää", "Threads = \"ääääääää\" can never match: the kernel keeps 15 bytes of a name and this needs 16: write \"äääääää\"")]
    [InlineData("", "Threads is empty: leave it out, or write a name such as \"worker-*\"")]
    public void A_set_that_can_never_match_is_refused(string threads, string message)
    {
        ThreadSet.Problems(threads, null).ShouldBe([message]);
        Should.Throw<ArgumentException>(() => ThreadSet.Parse(threads, null)).Message.ShouldBe(message);
    }

    [Fact]
    public void A_process_glob_is_checked_like_a_thread_glob()
    {
        ThreadSet.Problems(null, "a-process-name-too-long").Single().ShouldStartWith("Processes = \"a-process-name-too-long\" can never match");
    }

    [Fact]
    public void Fifteen_bytes_are_fine()
    {
        ThreadSet.Problems("123456789012345", "*123456789012345*").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("wroker-1", null, "Threads = \"wroker-1\" matches none of 5 threads (\"worker-1\", \"worker-2\", \"helper\", \"server\", \".NET Finalizer\")")]
    [InlineData("all", null, "Threads = \"all\" matches none of 5 threads (\"helper\", \"server\", \"worker-1\", \"worker-2\", \".NET Finalizer\"); the set of every thread is written \"All\"")]
    [InlineData(null, "java", "Processes = \"java\" matches none of 2 processes (\"server\", \"helper\")")]
    [InlineData("Main", "helper", "the main thread isn't among 1 thread (\"helper\") of processes \"helper\": it ended earlier, or is no part of that process")]
    public void An_empty_set_lists_the_names_that_exist(string? threads, string? processes, string words)
    {
        ThreadSet.Parse(threads, processes).Explain(Server).ShouldBe(words);
    }

    [Fact]
    public void Application_says_so_when_everything_is_a_waiter_or_a_service_thread()
    {
        var profile = Made.Profile(
            Made.Thread(1, "sh", sleeping: 1, role: ThreadRole.Waiter),
            Made.Thread(2, ".NET Timer", sleeping: 1, role: ThreadRole.Runtime));

        ThreadSet.Default.Select(profile).ShouldBeEmpty();
        ThreadSet.Default.Explain(profile).ShouldBe(
            "all of 2 threads (\".NET Timer\", \"sh\") serve the language runtime or only waited for their children: write Threads = \"All\" to judge them");
    }

    [Fact]
    public void Many_names_are_cut_short_with_the_nearest_first()
    {
        var profile = Made.Profile([.. Enumerable.Range(1, 40).Select(i => Made.Thread(i, $"thread-{i}"))]);

        var text = ThreadSet.Parse("thread-40x", null).Explain(profile);

        text.ShouldStartWith("Threads = \"thread-40x\" matches none of 40 threads (\"thread-40\", ");
        text.ShouldEndWith(" and 30 more)");
    }

    [Fact]
    public void A_hostile_name_is_made_visible()
    {
        var profile = Made.Profile(Made.Thread(1, "\u001b[2J<b>\n\"x"));

        ThreadSet.Parse("worker", null).Explain(profile).ShouldContain("\"\\x1b[2J<b>\\n\\\"x\"");
    }

    [Fact]
    public void A_name_matches_itself_and_every_glob_made_of_it()
    {
        Gen.Select(Gen.String[Gen.Char["abc-1ä"], 0, 12], Gen.Int[0, 12], Gen.Int[0, 12]).Sample((name, a, b) =>
        {
            var (from, to) = (Math.Min(Math.Min(a, b), name.Length), Math.Min(Math.Max(a, b), name.Length));
            new NameGlob(name).Matches(name).ShouldBeTrue();
            new NameGlob("*").Matches(name).ShouldBeTrue();
            new NameGlob(name + "*").Matches(name).ShouldBeTrue();
            new NameGlob("*" + name).Matches(name).ShouldBeTrue();
            new NameGlob(name[..from] + "*" + name[to..]).Matches(name).ShouldBeTrue();
            new NameGlob(name[..from] + new string('?', to - from) + name[to..]).Matches(name).ShouldBeTrue();
            new NameGlob(name + "?").Matches(name).ShouldBeFalse();
            new NameGlob(name + "x").Matches(name).ShouldBeFalse();
        });
    }

    [Fact]
    public void A_glob_says_the_same_as_the_regular_expression_that_it_stands_for()
    {
        Gen.Select(Gen.String[Gen.Char["ab*?"], 0, 8], Gen.String[Gen.Char["ab"], 0, 10]).Sample((pattern, name) =>
        {
            var regex = "\\A" + pattern.Replace("*", ".*", StringComparison.Ordinal).Replace("?", ".", StringComparison.Ordinal) + "\\z";
            new NameGlob(pattern).Matches(name).ShouldBe(System.Text.RegularExpressions.Regex.IsMatch(name, regex));
        });
    }
}
