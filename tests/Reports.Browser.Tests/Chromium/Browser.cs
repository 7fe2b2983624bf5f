using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace RunScope.Testing.Tests.Chromium;

/// <summary>A headless Chromium of this machine, driven by its DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Dictionary<int, TaskCompletionSource<JsonNode>> _answers = [];
    private readonly Dictionary<string, ChannelWriter<JsonNode>> _events = [];
    private int _last;

    private Browser(Process process, DirectoryInfo folder) => (_process, _folder) = (process, folder);

    /// <summary>The program; null when there is none on the PATH.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .SelectMany(folder => Programs.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    public static async Task<Browser> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("runscope-browser-");
        var start = new ProcessStartInfo(Program ?? throw new InvalidOperationException("There is no Chromium on the PATH."))
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        string[] arguments =
        [
            "--headless=new", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-dev-shm-usage",
            "--remote-debugging-port=0", $"--user-data-dir={folder.FullName}", "about:blank",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);

        // Its sandbox refuses root; what it is shown here are our own pages.
        if (Environment.UserName == "root") start.ArgumentList.Insert(0, "--no-sandbox");
        var process = Process.Start(start)!;
        var address = await AddressAsync(process).WaitAsync(TimeSpan.FromMinutes(1));
        var browser = new Browser(process, folder);
        await browser._socket.ConnectAsync(address, CancellationToken.None);
        _ = Task.Run(browser.ReceiveAsync);
        return browser;
    }

    public async Task<Page> NewPageAsync()
    {
        var target = await SendAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        var session = await SendAsync("Target.attachToTarget", new JsonObject { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true });
        var id = (string)session["sessionId"]!;
        var events = System.Threading.Channels.Channel.CreateUnbounded<JsonNode>();
        lock (_events) _events[id] = events.Writer;
        return await Page.OpenAsync(this, id, (string)target["targetId"]!, events.Reader);
    }

    /// <summary>Calls a method of the protocol and waits for its answer.</summary>
    public async Task<JsonNode> SendAsync(string method, JsonObject? parameters = null, string? session = null)
    {
        var answer = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var id = Interlocked.Increment(ref _last);
        lock (_answers) _answers[id] = answer;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null) message["sessionId"] = session;
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }

        var got = await answer.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return got["error"] is { } error ? throw new InvalidOperationException($"{method}: {error.ToJsonString()}") : got["result"]!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _socket.Dispose();
        _sending.Dispose();
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // One of its processes still wrote; the folder is a temporary one.
        }
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        const string Lead = "DevTools listening on ";
        var said = new StringBuilder();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Lead, StringComparison.Ordinal))
            {
                _ = process.StandardError.ReadToEndAsync();
                _ = process.StandardOutput.ReadToEndAsync();
                return new Uri(line[Lead.Length..]);
            }

            said.AppendLine(line);
        }

        throw new InvalidOperationException($"{Program} ended before it could be driven: {said}");
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        while (_socket.State == WebSocketState.Open)
        {
            message.SetLength(0);
            try
            {
                WebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                    message.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);
            }
            catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
            {
                break;
            }

            if (message.Length > 0) Dispatch(JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!);
        }

        lock (_answers)
        {
            foreach (var waiting in _answers.Values) waiting.TrySetException(new InvalidOperationException("The browser ended."));
        }
    }

    private void Dispatch(JsonNode message)
    {
        if ((int?)message["id"] is { } id)
        {
            TaskCompletionSource<JsonNode>? answer;
            lock (_answers) _answers.Remove(id, out answer);
            answer?.TrySetResult(message);
        }
        else if ((string?)message["sessionId"] is { } session)
        {
            ChannelWriter<JsonNode>? events;
            lock (_events) _events.TryGetValue(session, out events);
            events?.TryWrite(message);
        }
    }
}
