using System.Text.Json.Nodes;
using RunScope.Testing.Tests.Chromium;

namespace RunScope.Testing.Tests;

/// <summary>Pages on which every text would like to be a script: they are read as text, also by a browser that is told to obey no policy.</summary>
public sealed class HostilePageTests(Pages pages) : IClassFixture<Pages>, IDisposable
{
    // Elements by their names, each with its attributes' names: what a browser made of the page.
    private const string Inventory = "JSON.stringify([...document.querySelectorAll('*')].map(e => e.tagName + ' ' + [...e.attributes].map(a => a.name).sort()).sort())";

    private const string Links = "[...document.querySelectorAll('[href], [src], [action], [srcdoc], [data]')].map(e => e.getAttribute('href') ?? 'src').filter(h => !/^#[a-z-]+$|^[\\w.%!*\\'()~-]+$/.test(h))";

    private static readonly Dictionary<string, Func<HostileTexts, string, string>> Kinds = new()
    {
        ["test"] = (texts, _) => HostilePages.Test(texts),
        ["comparison"] = (texts, _) => HostilePages.Comparison(texts),
        ["attached"] = HostilePages.Attached,
        ["index"] = (texts, _) => HostilePages.Index(texts),
    };

    private const string Smuggled = """
        <script>window.ran='script'</script><script src="http://ADDRESS/s.js"></script><img src="http://ADDRESS/i.png" onerror="window.ran='img'"><img src=x onerror="window.ran='img'">
        <link rel="stylesheet" href="http://ADDRESS/s.css"><iframe src="http://ADDRESS/f"></iframe><object data="http://ADDRESS/o"></object><style>body { background: url(http://ADDRESS/b) }</style>
        <a id="bait" href="javascript:window.ran='link'">x</a><form id="form" action="http://ADDRESS/a"></form><base href="http://ADDRESS/"><svg onload="window.ran='svg'"></svg>
        """;

    private readonly Trap _trap = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runscope-hostile-");

    public static TheoryData<string> Pages => [.. Kinds.Keys];

    public void Dispose()
    {
        _trap.Dispose();
        _folder.Delete(recursive: true);
    }

    [NeedsBrowserTheory, MemberData(nameof(Pages))]
    public async Task Nothing_of_it_runs_or_is_asked_for_even_without_the_policy(string kind)
    {
        await using var page = await OpenAsync(Kinds[kind](new HostileTexts(_trap.Address), _folder.FullName), bypass: true);
        await page.EvaluateAsync<bool>("document.querySelectorAll('details').forEach(d => d.open = true), true");
        await page.SettleAsync();

        (await page.EvaluateAsync<string>("String(window.ran)")).ShouldBe("undefined");
        page.Complaints.ShouldBeEmpty();
        page.Requests.ShouldHaveSingleItem().ShouldStartWith("file:///");
        _trap.Asked.ShouldBeEmpty();
        (await page.EvaluateAsync<string[]>(Links)).ShouldBeEmpty();
        (await page.EvaluateAsync<string[]>("[...document.querySelectorAll('*')].flatMap(e => [...e.attributes].filter(a => a.name.startsWith('on')).map(a => a.name))")).ShouldBeEmpty();
        (await page.EvaluateAsync<int>("document.scripts.length")).ShouldBe(1);
        (await page.EvaluateAsync<string>("[...document.body.innerText].filter(c => /[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069\\u2028\\u2029\\ufeff\\ufffe]/u.test(c) && c !== '\\n' && c !== '\\t').map(c => c.codePointAt(0).toString(16)).join(' ')")).ShouldBe("");
    }

    [NeedsBrowserTheory, MemberData(nameof(Pages))]
    public async Task The_page_is_made_of_the_same_elements_as_with_plain_names(string kind)
    {
        await using var hostile = await OpenAsync(Kinds[kind](new HostileTexts(_trap.Address), _folder.FullName), bypass: true);
        await using var plain = await OpenAsync(Kinds[kind](new HostileTexts(_trap.Address, plain: true), _folder.FullName), bypass: true);

        (await hostile.EvaluateAsync<string>(Inventory)).ShouldBe(await plain.EvaluateAsync<string>(Inventory));
    }

    [NeedsBrowserTheory, MemberData(nameof(Pages))]
    public async Task It_stays_within_the_screen_and_not_much_longer_than_with_plain_names(string kind)
    {
        foreach (var width in (int[])[360, 1280])
        {
            await using var hostile = await OpenAsync(Kinds[kind](new HostileTexts(_trap.Address), _folder.FullName), width: width);
            await using var plain = await OpenAsync(Kinds[kind](new HostileTexts(_trap.Address, plain: true), _folder.FullName), width: width);

            (await hostile.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
            (await hostile.EvaluateAsync<int>("document.documentElement.scrollHeight")).ShouldBeLessThan(2 * await plain.EvaluateAsync<int>("document.documentElement.scrollHeight"));
        }
    }

    [NeedsBrowserTheory, MemberData(nameof(Pages))]
    public async Task What_slipped_through_would_be_inert(string kind)
    {
        var html = Kinds[kind](new HostileTexts(_trap.Address), _folder.FullName);
        await using var page = await OpenAsync(With(html));
        await page.EvaluateAsync<bool>("document.getElementById('bait').click(), document.getElementById('form').submit(), true");
        await page.SettleAsync();

        (await page.EvaluateAsync<string>("String(window.ran)")).ShouldBe("undefined");
        _trap.Asked.ShouldBeEmpty();
        page.Complaints.ShouldContain(c => c.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [NeedsBrowserFact]
    public async Task A_page_that_let_it_through_would_be_found_out()
    {
        await using var page = await OpenAsync(With(HostilePages.Test(new HostileTexts(_trap.Address))), bypass: true);

        (await page.EvaluateAsync<string>("String(window.ran)")).ShouldNotBe("undefined");
        _trap.Asked.ShouldNotBeEmpty();
    }

    private string With(string html) => html.Replace("<main>", "<main>" + Smuggled.Replace("ADDRESS", _trap.Address, StringComparison.Ordinal), StringComparison.Ordinal);

    private async Task<Page> OpenAsync(string html, int width = 1280, bool bypass = false)
    {
        var file = Path.Combine(_folder.FullName, Path.GetRandomFileName() + ".html");
        await File.WriteAllTextAsync(file, html);
        var page = await pages.NewAsync(width);
        if (bypass) await page.SendAsync("Page.setBypassCSP", new JsonObject { ["enabled"] = true });
        await page.OpenAsync(file);
        await page.SettleAsync();
        return page;
    }
}
