using RunScope.Testing.Tests.Chromium;

namespace RunScope.Testing.Tests;

/// <summary>Sorting and filtering the tests, with the keyboard alone.</summary>
public class IndexTests(Pages pages) : IClassFixture<Pages>
{
    private static readonly string[] AsWritten = ["Compressing_is_cpu_bound", "Crashing", "Hanging", "Server_keeps_up", "Attaching", "Importing"];

    [NeedsBrowserTheory]
    [InlineData("Test", "Attaching", "Server_keeps_up")]
    [InlineData("Wall", "Crashing", "Attaching")]
    [InlineData("CPU", "Crashing", "Attaching")]
    [InlineData("Verdict", "Compressing_is_cpu_bound", "Importing")]
    [InlineData("States, all threads", null, null)]
    [InlineData("Limits", null, null)]
    [InlineData("Made", "Hanging", "Compressing_is_cpu_bound")]
    public async Task Every_column_sorts_both_ways(string column, string? first, string? last)
    {
        await using var page = await pages.OpenAsync(Pages.Index);

        await SortAsync(page, column);
        var up = await KeysAsync(page, column);
        (await page.EvaluateAsync<string>("document.querySelector('[aria-sort]').getAttribute('aria-sort') + ' ' + document.querySelector('[aria-sort]').textContent")).ShouldBe($"ascending {column}");
        if (first is not null) ((await TestsAsync(page))[0], (await TestsAsync(page))[5]).ShouldBe((first, last));

        await page.PressAsync("Enter");
        var down = await KeysAsync(page, column);
        down.Where(k => k.Length > 0).ShouldBe(up.Where(k => k.Length > 0).Reverse());
        down.Count(k => k.Length == 0).ShouldBe(up.Reverse().TakeWhile(k => k.Length == 0).Count(), "what isn't known comes last, whichever way");
    }

    [NeedsBrowserFact]
    public async Task What_earlier_runs_left_stays_below()
    {
        await using var page = await pages.OpenAsync(Pages.Index);

        await SortAsync(page, "Made");

        (await page.EvaluateAsync<string[]>("[...document.querySelector('.index').tBodies].flatMap(b => [...b.rows]).map(r => r.cells[r.cells.length > 1 ? 1 : 0].querySelector('bdi')?.textContent ?? 'heading')"))[^2..]
            .ShouldBe(["heading", "Removed_since"]);
    }

    [NeedsBrowserFact]
    public async Task Typing_leaves_the_tests_that_hold_the_text()
    {
        await using var page = await pages.OpenAsync(Pages.Index);
        (await TestsAsync(page)).ShouldBe(AsWritten);
        await page.EvaluateAsync<bool>("document.querySelector('.filter input').focus(), true");

        foreach (var key in "DISKSLEEP") await page.PressAsync(key.ToString());

        (await TestsAsync(page)).ShouldBe(["Compressing_is_cpu_bound"]);
        (await page.EvaluateAsync<string>("document.querySelector('.filter output').textContent")).ShouldBe("1 of 7 shown");
    }

    [NeedsBrowserFact]
    public async Task A_verdict_can_be_chosen()
    {
        await using var page = await pages.OpenAsync(Pages.Index);
        await page.EvaluateAsync<bool>("document.querySelector('.filter select').focus(), true");

        // The keyboard way to choose an entry: its first letter.
        await page.PressAsync("f");

        (await TestsAsync(page)).ShouldBe(["Compressing_is_cpu_bound", "Crashing"]);
    }

    private static async Task SortAsync(Page page, string column)
    {
        await page.EvaluateAsync<bool>($"[...document.querySelectorAll('.index thead button')].find(b => b.textContent === '{column}').focus(), true");
        await page.PressAsync("Enter");
    }

    /// <summary>The tests of the last run that are shown, from above.</summary>
    private static Task<string[]> TestsAsync(Page page) =>
        page.EvaluateAsync<string[]>("[...document.querySelector('.index').tBodies[0].rows].filter(r => !r.hidden).map(r => r.cells[1].querySelector('bdi').textContent)");

    private static Task<string[]> KeysAsync(Page page, string column) =>
        page.EvaluateAsync<string[]>($"(i => [...document.querySelector('.index').tBodies[0].rows].map(r => r.cells[i].dataset.sort ?? r.cells[i].textContent.trim()))([...document.querySelectorAll('.index thead th')].findIndex(h => h.textContent === '{column}'))");
}
