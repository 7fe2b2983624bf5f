using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace RunScope.Testing.Tests.Chromium;

/// <summary>One tab: what a reader does with a page, and what the page does meanwhile.</summary>
internal sealed class Page : IAsyncDisposable
{
    private readonly Browser _browser;
    private readonly string _session;
    private readonly string _target;
    private readonly ChannelReader<JsonNode> _events;

    private Page(Browser browser, string session, string target, ChannelReader<JsonNode> events) =>
        (_browser, _session, _target, _events) = (browser, session, target, events);

    /// <summary>Errors and warnings of the console, exceptions of scripts, and what the policy of the page forbade.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Every address that was asked for.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<Page> OpenAsync(Browser browser, string session, string target, ChannelReader<JsonNode> events)
    {
        var page = new Page(browser, session, target, events);
        foreach (var domain in (string[])["Page", "Runtime", "Log", "Network"]) await page.SendAsync($"{domain}.enable");
        return page;
    }

    public Task<JsonNode> SendAsync(string method, JsonObject? parameters = null) => _browser.SendAsync(method, parameters, _session);

    /// <summary>Opens a file and waits until it is loaded.</summary>
    public async Task OpenAsync(string file)
    {
        Drain();
        Requests.Clear();
        Complaints.Clear();
        await SendAsync("Page.navigate", new JsonObject { ["url"] = new Uri(file).AbsoluteUri });
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (Note(await _events.ReadAsync(patience.Token)) != "Page.loadEventFired")
        {
        }
    }

    public Task SizeAsync(int width, int height, double scale = 1) => SendAsync("Emulation.setDeviceMetricsOverride", new JsonObject
    {
        ["width"] = width,
        ["height"] = height,
        ["deviceScaleFactor"] = scale,
        ["mobile"] = width < 500,
    });

    public Task DarkAsync(bool dark) => SendAsync("Emulation.setEmulatedMedia", new JsonObject
    {
        ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }),
    });

    public Task ScriptAsync(bool on) => SendAsync("Emulation.setScriptExecutionDisabled", new JsonObject { ["value"] = !on });

    public Task OfflineAsync() => SendAsync("Network.emulateNetworkConditions", new JsonObject
    {
        ["offline"] = true,
        ["latency"] = 0,
        ["downloadThroughput"] = -1,
        ["uploadThroughput"] = -1,
    });

    /// <summary>What an expression is worth on the page; promises are waited for.</summary>
    public async Task<T> EvaluateAsync<T>(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        if (answer["exceptionDetails"] is { } failed) throw new InvalidOperationException($"{expression}: {failed.ToJsonString()}");
        return answer["result"]!["value"].Deserialize<T>()!;
    }

    /// <summary>Presses and lets go a key: "Enter", "ArrowLeft", "a".</summary>
    public async Task PressAsync(string key)
    {
        var code = key switch { "Enter" => 13, "Tab" => 9, "Escape" => 27, "ArrowLeft" => 37, "ArrowRight" => 39, "ArrowDown" => 40, " " => 32, _ => char.ToUpperInvariant(key[0]) };
        var text = key switch { "Enter" => "\r", { Length: 1 } => key, _ => "" };
        foreach (var type in (string[])[text.Length > 0 ? "keyDown" : "rawKeyDown", "keyUp"])
        {
            var stroke = new JsonObject { ["type"] = type, ["key"] = key, ["windowsVirtualKeyCode"] = code };
            if (type == "keyDown") stroke["text"] = text;
            await SendAsync("Input.dispatchKeyEvent", stroke);
        }
    }

    public Task MouseAsync(string type, double x, double y, JsonObject? more = null)
    {
        var happened = new JsonObject { ["type"] = type, ["x"] = x, ["y"] = y, ["button"] = type == "mouseWheel" ? "none" : "left", ["clickCount"] = 1 };
        foreach (var (name, value) in more ?? []) happened[name] = value!.DeepClone();
        if (type == "mouseMoved") happened["buttons"] = 1;
        return SendAsync("Input.dispatchMouseEvent", happened);
    }

    /// <summary>A picture of the whole page.</summary>
    public async Task PictureAsync(string file, bool whole = true)
    {
        var picture = await SendAsync("Page.captureScreenshot", new JsonObject { ["format"] = "png", ["captureBeyondViewport"] = whole });
        await File.WriteAllBytesAsync(file, Convert.FromBase64String((string)picture["data"]!));
    }

    /// <summary>The page as it would be printed.</summary>
    public async Task<byte[]> PrintAsync() =>
        Convert.FromBase64String((string)(await SendAsync("Page.printToPDF", new JsonObject { ["printBackground"] = true, ["paperWidth"] = 8.27, ["paperHeight"] = 11.69 }))["data"]!);

    /// <summary>Takes in what happened up to now.</summary>
    public async Task SettleAsync()
    {
        await EvaluateAsync<int>("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))");
        Drain();
    }

    public async ValueTask DisposeAsync() => await _browser.SendAsync("Target.closeTarget", new JsonObject { ["targetId"] = _target });

    private void Drain()
    {
        while (_events.TryRead(out var happened)) Note(happened);
    }

    private string Note(JsonNode happened)
    {
        var method = (string)happened["method"]!;
        var about = happened["params"]!;
        switch (method)
        {
            case "Network.requestWillBeSent": Requests.Add((string)about["request"]!["url"]!); break;
            case "Runtime.exceptionThrown": Complaints.Add(about["exceptionDetails"]!.ToJsonString()); break;
            case "Log.entryAdded": Complaints.Add((string)about["entry"]!["text"]!); break;
            case "Runtime.consoleAPICalled" when (string)about["type"]! is "error" or "warning" or "assert": Complaints.Add(about["args"]!.ToJsonString()); break;
        }

        return method;
    }
}
