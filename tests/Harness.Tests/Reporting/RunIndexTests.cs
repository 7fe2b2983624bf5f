using System.Diagnostics;
using RunScope.Testing.Files;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Html;

namespace RunScope.Testing.Tests.Reporting;

public sealed class RunIndexTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("run-index-");

    private string Page
    {
        get
        {
            IndexDrawing.Of(_folder.FullName).DrawPending();
            return File.ReadAllText(Path.Combine(_folder.FullName, "index.html"));
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_test_is_listed_with_its_outcome_its_figures_and_what_it_missed()
    {
        Put("Slow", IndexOutcome.Failed, e => e with { Findings = ["DiskSleep at most 5.0 %, was 31.4 %"], Limits = 2 });
        Put("Fast", IndexOutcome.Passed, e => e with { Limits = 3, Runs = 5 });
        Put("Elsewhere", IndexOutcome.Skipped, e => e with { Reason = "schedstat isn't there", WallTime = null, CpuTime = null, States = null });

        var text = PageContent.Text(Page);

        text.ShouldContain("✗ | 1 failed | – | 1 skipped | ✓ | 1 passed");
        text.ShouldContain("✗ | failed | Slow | Tests.Performance | gzip -9 | 2.00 s | 1.50 s | Running 75.0 % | DiskSleep at most 5.0 %, was 31.4 % | 2026-03-14 12:00:00 UTC");
        text.ShouldContain("✓ | passed | Fast | Tests.Performance | gzip -9 | 2.00 s | 5 runs | 1.50 s | Running 75.0 % | All 3 limits kept");
        text.ShouldContain("– | skipped | Elsewhere | Tests.Performance | gzip -9 | schedstat isn't there");
        text.IndexOf("Slow", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("Fast", StringComparison.Ordinal));
    }

    [Fact]
    public void A_test_links_to_its_page_only_where_there_is_one()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "Class.With.html"), "");

        Put("With", IndexOutcome.Passed);
        Put("Without", IndexOutcome.Passed);

        Page.ShouldContain("href=\"Class.With.html\"");
        Page.ShouldNotContain("href=\"Class.Without.html\"");
    }

    [Fact]
    public void A_test_whose_process_was_ended_stays_on_the_page_without_a_result()
    {
        Put("Done", IndexOutcome.Passed);
        Put("Killed", IndexOutcome.Started);

        PageContent.Text(Page).ShouldContain("✗ | no result | Killed | Tests.Performance | gzip -9 | 2.00 s | 1.50 s | Running 75.0 % | No result: its process was ended.");
        PageContent.Text(Page).ShouldContain("✗ | 1 no result | ✓ | 1 passed");
        Page.ShouldContain("<title>✗ ");

        Put("Other", IndexOutcome.Passed, e => e with { Session = new IndexSession(8, Noon.AddHours(1)), WrittenAt = Noon.AddHours(1).AddSeconds(3) });

        PageContent.Text(Page).ShouldContain("Killed | Tests.Performance | gzip -9 | 2.00 s | 1.50 s | Running 75.0 % | No result: its process was ended.");
    }

    [Fact]
    public void A_test_whose_process_is_there_is_running()
    {
        Put("Done", IndexOutcome.Passed, e => e with { Session = IndexSession.Current });
        Put("Slow", IndexOutcome.Started, e => e with { Session = IndexSession.Current });

        PageContent.Text(Page).ShouldContain("… | 1 running | ✓ | 1 passed");
        Page.ShouldContain("<title>… ");
    }

    [Fact]
    public void A_process_is_told_from_a_later_one_with_its_ID_by_when_it_began()
    {
        using var other = Process.Start("sleep", "60");
        var session = new IndexSession(other.Id, other.StartTime.ToUniversalTime());
        var earlier = session with { StartedAt = session.StartedAt.AddMinutes(-1) };

        (session.IsRunning(), earlier.IsRunning()).ShouldBe((true, false));

        other.Kill();
        other.WaitForExit();
        session.IsRunning().ShouldBeFalse();
    }

    [Fact]
    public void The_tests_of_two_assemblies_that_ran_one_after_the_other_are_both_of_the_last_run()
    {
        Put("First", IndexOutcome.Failed, e => e with { Assembly = "One" });
        Put("Second", IndexOutcome.Passed, e => e with { Assembly = "Two", Session = new IndexSession(8, Noon.AddHours(1)), WrittenAt = Noon.AddHours(1).AddSeconds(3) });

        var text = PageContent.Text(Page);

        text.ShouldContain("✗ | 1 failed | ✓ | 1 passed");
        text.ShouldContain("First | Tests.Performance (One)");
        text.ShouldNotContain("Left by earlier runs");
    }

    [Fact]
    public void What_earlier_runs_left_stands_apart_and_is_not_counted()
    {
        Put("Removed", IndexOutcome.Failed);
        Put("Present", IndexOutcome.Passed, e => e with { Session = new IndexSession(8, Noon.AddHours(1)), WrittenAt = Noon.AddHours(1).AddSeconds(3) });

        var text = PageContent.Text(Page);

        text.ShouldStartWith("Profiled tests\n✓ | 1 passed\n1 test | began 2026-03-14 13:00:00 UTC");
        text.IndexOf("Left by earlier runs", StringComparison.Ordinal).ShouldBeInRange(text.IndexOf("Present", StringComparison.Ordinal), text.IndexOf("Removed", StringComparison.Ordinal));
    }

    [Fact]
    public void What_earlier_runs_left_is_removed_with_its_files_after_thirty_days()
    {
        string[] endings = [".html", ".json", ".run2.json", ".run3.json", ".verdict.json"];
        foreach (var test in (string[])["Old", "Recent", "Others"])
            foreach (var ending in endings) File.WriteAllText(Path.Combine(_folder.FullName, $"Class.{test}{ending}"), "");
        File.WriteAllText(Path.Combine(_folder.FullName, "Class.Old.txt"), "not ours");
        Put("Old", IndexOutcome.Failed, e => e with { Assembly = "One" });
        Put("Recent", IndexOutcome.Failed, e => e with { Assembly = "One", WrittenAt = Noon.AddDays(20), Session = new IndexSession(8, Noon.AddDays(20)) });
        Put("Others", IndexOutcome.Failed, e => e with { Assembly = "Two" });
        Put("New", IndexOutcome.Passed, e => e with { Assembly = "One", WrittenAt = Noon.AddDays(31), Session = new IndexSession(9, Noon.AddDays(31)) });

        RunIndex.Prune(_folder.FullName, "One", Noon.AddDays(31));

        string[] Files(string test) => [.. Directory.EnumerateFiles(_folder.FullName, $"Class.{test}.*").Select(f => Path.GetFileName(f)[$"Class.{test}".Length..]).Order(StringComparer.Ordinal)];
        Files("Old").ShouldBe([".txt"]);
        Files("Recent").ShouldBe([".entry.json", .. endings], ignoreOrder: true);
        Files("Others").ShouldBe([".entry.json", .. endings], ignoreOrder: true);
        Files("New").ShouldBe([".entry.json"]);
    }

    [Fact]
    public void Of_very_many_that_earlier_runs_left_the_oldest_are_removed()
    {
        for (var i = 0; i < RunIndex.MostLeftovers + 2; i++)
            File.WriteAllText(Path.Combine(_folder.FullName, $"{i}.entry.json"), IndexEntry.ToJson(Entry($"{i}", IndexOutcome.Passed) with { WrittenAt = Noon.AddSeconds(i) }));
        File.WriteAllText(Path.Combine(_folder.FullName, "now.entry.json"), IndexEntry.ToJson(Entry("now", IndexOutcome.Passed) with { WrittenAt = Noon.AddDays(1), Session = new IndexSession(9, Noon.AddDays(1)) }));

        RunIndex.Prune(_folder.FullName, "", Noon.AddDays(1));

        var left = Directory.EnumerateFiles(_folder.FullName, "*.entry.json").Select(Path.GetFileName).ToHashSet();
        left.Count.ShouldBe(RunIndex.MostLeftovers + 1);
        left.ShouldNotContain("1.entry.json");
        left.ShouldContain("2.entry.json");
        left.ShouldContain("now.entry.json");
    }

    [Fact]
    public void A_second_result_of_a_test_takes_the_place_of_the_first()
    {
        Put("Test", IndexOutcome.Started);
        Put("Test", IndexOutcome.Passed);

        PageContent.Text(Page).ShouldNotContain("no result");
    }

    [Fact]
    public async Task Writers_side_by_side_leave_a_page_with_all_of_their_tests()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), async (i, _) =>
        {
            await Task.Yield();
            Put($"Test_{i}", IndexOutcome.Started);
            Put($"Test_{i}", IndexOutcome.Passed);
        });

        PageContent.Text(Page).ShouldContain("✓ | 40 passed\n");
    }

    [Fact]
    public void Files_that_are_no_entries_are_left_out()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "a.entry.json"), "{ \"schemaVersion\": 1");
        File.WriteAllText(Path.Combine(_folder.FullName, "b.entry.json"), "{}");
        var entry = IndexEntry.ToJson(Entry("Damaged", IndexOutcome.Passed));
        string[] damaged =
        [
            entry.Replace("\"findings\":[]", "\"findings\":[null]", StringComparison.Ordinal),
            entry.Replace("\"findings\":[]", "\"findings\":null", StringComparison.Ordinal),
            entry.Replace("2000000000", "2e300", StringComparison.Ordinal),
            entry.Replace("\"test\":\"Damaged\"", "\"test\":null", StringComparison.Ordinal),
        ];
        damaged.ShouldAllBe(d => d != entry);
        for (var i = 0; i < damaged.Length; i++) File.WriteAllText(Path.Combine(_folder.FullName, $"damaged{i}.entry.json"), damaged[i]);

        Put("Test", IndexOutcome.Passed).ShouldBeNull();

        PageContent.Text(Page).ShouldContain("✓ | 1 passed\n");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_problem_in_words()
    {
        RunIndex.Put("/proc/self/runscope", "Class.Test", Entry("Test", IndexOutcome.Passed)).ShouldNotBeNull().ShouldContain("choose another report folder");
    }

    [Fact]
    public void A_test_that_is_called_index_does_not_take_the_pages_place() => FileStem.From("index").ShouldNotBe("index");

    [Theory]
    [InlineData("</style><script>alert(1)</script>")]
    [InlineData("\" onmouseover=\"alert(1)\" x='")]
    [InlineData("a\u202Eevil\u0085")]
    public void Text_of_a_test_never_becomes_part_of_the_page(string hostile)
    {
        string[] Tags(string text) => PageContent.Tags(IndexPage.Render([new IndexRow(
            Entry(text, IndexOutcome.Failed) with { Class = text, Command = text, Reason = text, Findings = [text] }, "page.html")]));

        Tags(hostile).ShouldBe(Tags("plain"));
    }

    [Fact]
    public void A_command_of_several_lines_is_one_line_without_signs_that_fonts_lack()
    {
        var text = PageContent.Text(IndexPage.Render([new IndexRow(Entry("Test", IndexOutcome.Passed) with { Command = "sh -c cd /tmp\nmake" }, null)]));

        text.ShouldContain("sh -c cd /tmp make");
        text.ShouldContain("CPU | States, all threads | Limits");
    }

    [Fact]
    public void An_entry_reads_back_as_it_was()
    {
        var json = IndexEntry.ToJson(Entry("Test", IndexOutcome.Inconclusive));

        IndexEntry.ToJson(IndexEntry.TryParse(json)!).ShouldBe(json);
        json.ShouldContain("\"wallTimeNs\":2000000000");
    }

    private string? Put(string test, IndexOutcome outcome, Func<IndexEntry, IndexEntry>? with = null) =>
        RunIndex.Put(_folder.FullName, $"Class.{test}", with?.Invoke(Entry(test, outcome)) ?? Entry(test, outcome));

    internal static IndexEntry Entry(string test, IndexOutcome outcome) => new()
    {
        Test = test,
        Class = "Tests.Performance",
        Outcome = outcome,
        WrittenAt = Noon,
        Session = new IndexSession(7, Noon.AddSeconds(-10)),
        Command = "gzip -9",
        Runs = 1,
        WallTime = TimeSpan.FromSeconds(2),
        CpuTime = TimeSpan.FromSeconds(1.5),
        States = new StateTimes { Running = TimeSpan.FromSeconds(1.5), Sleeping = TimeSpan.FromSeconds(0.5) },
    };
}
