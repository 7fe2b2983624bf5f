using System.Text.Json.Nodes;
using RunScope.Testing.Tests.Chromium;

namespace RunScope.Testing.Tests;

/// <summary>Zooming the timeline: by keys, buttons, mouse and wheel.</summary>
public class TimelineTests(Pages pages) : IClassFixture<Pages>
{
    [NeedsBrowserFact]
    public async Task Keys_zoom_in_move_and_show_the_whole_run_again()
    {
        await using var page = await pages.OpenAsync("200 threads");
        await page.EvaluateAsync<bool>("document.querySelector('.timeline').focus(), true");

        await page.PressAsync("+");
        (await ShownAsync(page)).ShouldBe((0.25, 0.75));

        await page.PressAsync("ArrowRight");
        (await ShownAsync(page)).ShouldBe((0.375, 0.875));

        await page.PressAsync("-");
        (await ShownAsync(page)).ShouldBe((0, 1));

        foreach (var key in (string[])["+", "+", "0"]) await page.PressAsync(key);
        (await ShownAsync(page)).ShouldBe((0, 1));
    }

    [NeedsBrowserFact]
    public async Task Buttons_work_by_keyboard_and_say_what_is_shown()
    {
        await using var page = await pages.OpenAsync("200 threads");
        await page.EvaluateAsync<bool>("document.querySelector('[data-do=in]').focus(), true");

        await page.PressAsync("Enter");

        (await ShownAsync(page)).ShouldBe((0.25, 0.75));
        (await page.EvaluateAsync<string>("document.querySelector('.tools output').textContent")).ShouldBe("15.0 s to 45.0 s of 60.0 s");
        (await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.ticks text')].map(t => t.textContent)")).ShouldBe(["15 s", "20 s", "25 s", "30 s", "35 s", "40 s"]);
    }

    [NeedsBrowserFact]
    public async Task Dragging_over_a_span_shows_that_span_and_opens_nothing()
    {
        await using var page = await pages.OpenAsync("200 threads");
        var (x, y, width) = await LaneAsync(page, "summary .row");

        await page.MouseAsync("mousePressed", x + (width * 0.2), y);
        for (var i = 3; i <= 6; i++) await page.MouseAsync("mouseMoved", x + (width * 0.1 * i), y);
        await page.MouseAsync("mouseReleased", x + (width * 0.6), y);
        await page.SettleAsync();

        var (from, to) = await ShownAsync(page);
        from.ShouldBe(0.2, 0.01);
        to.ShouldBe(0.6, 0.01);
        (await page.EvaluateAsync<int>("document.querySelectorAll('.folded[open]').length")).ShouldBe(0);
    }

    [NeedsBrowserFact]
    public async Task A_press_that_was_released_elsewhere_is_forgotten()
    {
        await using var page = await pages.OpenAsync("200 threads");
        var (x, y, width) = await LaneAsync(page, ".load .row");

        // The page isn't told of a release outside of its window: what it sees is a pointer that comes back without a button.
        await page.MouseAsync("mousePressed", x + (width * 0.2), y);
        await page.EvaluateAsync<bool>("document.querySelector('.load .row').dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: 900, buttons: 0 })), true");
        for (var i = 3; i <= 6; i++) await page.MouseAsync("mouseMoved", x + (width * 0.1 * i), y);

        (await page.EvaluateAsync<int>("document.querySelectorAll('.band').length")).ShouldBe(0);
        (await ShownAsync(page)).ShouldBe((0, 1));
    }

    [NeedsBrowserFact]
    public async Task The_axis_of_a_long_run_is_in_minutes_with_the_script_and_without()
    {
        const string Ticks = "[...document.querySelectorAll('.ticks text')].map(t => parseFloat(t.getAttribute('x')) + '% ' + t.textContent)";
        await using var plain = await pages.OpenAsync("long run", script: false);
        await using var page = await pages.OpenAsync("long run");

        var drawn = await page.EvaluateAsync<string[]>(Ticks);
        drawn.ShouldBe(await plain.EvaluateAsync<string[]>(Ticks));
        drawn.ShouldBe(["0% 0 s", "20% 2 min", "40% 4 min", "60% 6 min", "80% 8 min"]);

        await page.EvaluateAsync<bool>("document.querySelector('.timeline').focus(), true");
        foreach (var key in (string[])["+", "+", "+"]) await page.PressAsync(key);
        (await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.ticks text')].map(t => t.textContent)")).ShouldContain("5 min 10 s");
        (await page.EvaluateAsync<int>("document.querySelectorAll('.ticks line').length")).ShouldBeGreaterThan(3);
    }

    [NeedsBrowserFact]
    public async Task A_click_on_a_group_opens_its_threads()
    {
        await using var page = await pages.OpenAsync("200 threads");
        var (x, y, width) = await LaneAsync(page, "summary .row");

        await page.MouseAsync("mousePressed", x + (width * 0.5), y);
        await page.MouseAsync("mouseReleased", x + (width * 0.5), y);

        (await page.EvaluateAsync<int>("[...document.querySelectorAll('.one .row')].filter(e => e.checkVisibility()).length")).ShouldBe(25);
    }

    [NeedsBrowserFact]
    public async Task The_wheel_scrolls_the_page_until_the_timeline_has_the_focus_or_Ctrl_is_held()
    {
        await using var page = await pages.OpenAsync("200 threads");
        var (x, y, width) = await LaneAsync(page, ".load .row");
        var up = new JsonObject { ["deltaX"] = 0, ["deltaY"] = -100 };

        await page.MouseAsync("mouseWheel", x + (width * 0.5), y, up);
        (await ShownAsync(page)).ShouldBe((0, 1));

        (x, y, width) = await LaneAsync(page, ".load .row");
        up["modifiers"] = 2;
        await page.MouseAsync("mouseWheel", x + (width * 0.5), y, up);
        var (from, to) = await ShownAsync(page);
        from.ShouldBe(0.1, 0.01);
        to.ShouldBe(0.9, 0.01);

        up.Remove("modifiers");
        await page.EvaluateAsync<bool>("document.querySelector('.timeline').focus({ preventScroll: true }), true");
        await page.MouseAsync("mouseWheel", x + (width * 0.5), y, up);
        (from, to) = await ShownAsync(page);
        (to - from).ShouldBe(0.64, 0.001);
    }

    [NeedsBrowserFact]
    public async Task It_cannot_be_zoomed_beyond_what_was_measured()
    {
        await using var page = await pages.OpenAsync("200 threads");
        await page.EvaluateAsync<bool>("document.querySelector('.timeline').focus(), true");

        for (var i = 0; i < 12; i++) await page.PressAsync("+");

        // Four of the 240 columns.
        var (from, to) = await ShownAsync(page);
        (to - from).ShouldBe(4 / 240.0, 0.0001);
    }

    /// <summary>Which part of the run all lanes show, 0 to 1.</summary>
    private static async Task<(double From, double To)> ShownAsync(Page page)
    {
        var parts = await page.EvaluateAsync<double[][]>("""
            [...document.querySelectorAll('.timeline .row')].map(r => { const all = Number(r.closest('.timeline').dataset.columns); const b = r.viewBox.baseVal; return [b.x / all, (b.x + b.width) / all]; })
            """);
        parts.ShouldAllBe(p => Math.Abs(p[0] - parts[0][0]) < 1e-6 && Math.Abs(p[1] - parts[0][1]) < 1e-6);
        return (Math.Round(parts[0][0], 6), Math.Round(parts[0][1], 6));
    }

    /// <summary>Where a lane lies on the screen, its left end and its middle.</summary>
    private static async Task<(double X, double Y, double Width)> LaneAsync(Page page, string selector)
    {
        var box = await page.EvaluateAsync<double[]>($$"""(e => { e.scrollIntoView({ block: 'center' }); const b = e.getBoundingClientRect(); return [b.left, b.top + b.height / 2, b.width]; })(document.querySelector('{{selector}}'))""");
        return (box[0], box[1], box[2]);
    }
}
