using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using RunScope.Testing.Tests.Chromium;

namespace RunScope.Testing.Tests;

/// <summary>What holds for every page, on every screen.</summary>
public class EveryPageTests(Pages pages) : IClassFixture<Pages>
{
    private const int Phone = 360;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    public static TheoryData<string> Names => [.. Pages.All];

    public static TheoryData<string, int, bool> Screens
    {
        get
        {
            var screens = new TheoryData<string, int, bool>();
            foreach (var name in Pages.All)
            {
                foreach (var (width, dark) in new[] { (1280, false), (1280, true), (Phone, false), (Phone, true) }) screens.Add(name, width, dark);
            }

            return screens;
        }
    }

    [NeedsBrowserFact]
    public async Task A_fault_would_be_found()
    {
        await using var page = await pages.OpenAsync("missed");
        await page.EvaluateAsync<bool>("document.querySelector('h1').style.color = '#eee', document.querySelector('.row').removeAttribute('aria-label'), true");

        var found = await FaultsAsync(page);

        found.Select(f => (string)JsonNode.Parse(f)!["id"]!).ShouldBe(["color-contrast", "svg-img-alt"], ignoreOrder: true);
    }

    [NeedsBrowserTheory, MemberData(nameof(Screens))]
    public async Task Nothing_keeps_anybody_from_using_it(string name, int width, bool dark)
    {
        await using var page = await pages.OpenAsync(name, width, dark);
        await page.EvaluateAsync<bool>("document.querySelectorAll('details').forEach(d => d.open = true), true");

        (await FaultsAsync(page)).ShouldBeEmpty();
    }

    [NeedsBrowserTheory, MemberData(nameof(Names))]
    public async Task It_asks_for_nothing_and_the_console_has_nothing_to_complain_about(string name)
    {
        await using var page = await pages.OpenAsync(name);

        page.Complaints.ShouldBeEmpty();
        page.Requests.ShouldHaveSingleItem().ShouldStartWith("file:///");
    }

    [NeedsBrowserTheory, MemberData(nameof(Names))]
    public async Task On_a_phone_nothing_lies_beside_the_screen(string name)
    {
        await using var page = await pages.OpenAsync(name, Phone);
        await page.EvaluateAsync<bool>("document.querySelectorAll('details').forEach(d => d.open = true), true");

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBe(Phone);
        (await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('main *')].filter(e => !e.closest('svg svg, thead') && e.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(e).visibility !== 'hidden').map(e => e.outerHTML.slice(0, 120))
            """)).ShouldBeEmpty();
    }

    [NeedsBrowserTheory, MemberData(nameof(Names))]
    public async Task On_a_desk_no_page_scrolls_sideways(string name)
    {
        await using var page = await pages.OpenAsync(name);

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(1280);
    }

    [NeedsBrowserTheory, MemberData(nameof(Names))]
    public async Task Without_scripts_all_of_it_is_there_and_no_control_that_does_nothing(string name)
    {
        await using var with = await pages.OpenAsync(name);
        await using var without = await pages.OpenAsync(name, script: false);

        const string Content = "[...document.querySelectorAll('main p:not([hidden]), main td, main tbody th, main dd, main h1, main h2')].filter(e => !e.closest('.tools, .filter')).map(e => e.textContent.trim())";
        (await without.EvaluateAsync<string[]>(Content)).ShouldBe(await with.EvaluateAsync<string[]>(Content));
        (await without.EvaluateAsync<int>("[...document.querySelectorAll('button, input, select')].filter(e => e.offsetParent).length")).ShouldBe(0);
        (await with.EvaluateAsync<int>("[...document.querySelectorAll('button, input, select')].filter(e => e.offsetParent).length")).ShouldBeGreaterThan(0);
    }

    [NeedsBrowserTheory, MemberData(nameof(Names))]
    public async Task Printed_it_has_no_controls_and_nothing_that_scrolls(string name)
    {
        await using var page = await pages.OpenAsync(name, 800);
        await page.SendAsync("Emulation.setEmulatedMedia", new JsonObject { ["media"] = "print" });

        (await page.EvaluateAsync<int>("[...document.querySelectorAll('button, input, select')].filter(e => e.offsetParent && !e.closest('thead')).length")).ShouldBe(0);
        (await page.EvaluateAsync<int>("[...document.querySelectorAll('main *')].filter(e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)).length")).ShouldBe(0);
        (await page.PrintAsync()).Length.ShouldBeGreaterThan(10_000);
    }

    /// <summary>What axe-core finds serious or critical.</summary>
    private static async Task<string[]> FaultsAsync(Page page)
    {
        await page.EvaluateAsync<bool>(Axe + "; true");
        return await page.EvaluateAsync<string[]>("""
            axe.run().then(found => found.violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
                .map(v => JSON.stringify({ id: v.id, impact: v.impact, nodes: v.nodes.slice(0, 5).map(n => n.html.slice(0, 200) + ' ' + n.failureSummary) })))
            """);
    }
}
