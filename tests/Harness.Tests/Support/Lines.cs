using System.Text.Json;
using System.Threading.Channels;
using CliWrap;

namespace RunScope.Testing.Tests.Support;

/// <summary>The lines of a running process's output, as they come.</summary>
internal sealed class Lines
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public Lines() => Target = PipeTarget.ToDelegate(line => _lines.Writer.TryWrite(line));

    /// <summary>Where the process writes to.</summary>
    public PipeTarget Target { get; }

    /// <summary>The next line that is JSON and satisfies a condition; whatever comes before it is dropped.</summary>
    public async Task<JsonElement> NextAsync(Func<JsonElement, bool> wanted)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        while (true)
        {
            var line = await _lines.Reader.ReadAsync(limit.Token);
            if (TryParse(line, out var json) && wanted(json)) return json;
        }
    }

    /// <summary>The line by which a workload says that it is ready.</summary>
    public Task<JsonElement> ReadyAsync() => NextAsync(json => json.TryGetProperty("ready", out _));

    private static bool TryParse(string line, out JsonElement json)
    {
        json = default;
        var start = line.IndexOf('{', StringComparison.Ordinal);
        if (start < 0) return false;
        try
        {
            json = JsonDocument.Parse(line[start..]).RootElement;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
