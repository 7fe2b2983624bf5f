using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using RunScope.Testing.Files;

namespace RunScope.Testing.Cli.Compare;

/// <summary>What a JSON file holds, told by its own keys.</summary>
internal enum ResultKind
{
    /// <summary>The profile of one run.</summary>
    Profile,

    /// <summary>The verdict of a test, which names its profiles.</summary>
    Verdict,

    /// <summary>A baseline, or a result that waits to be accepted into one.</summary>
    Baseline,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>A JSON file that may be one of ours.</summary>
internal sealed record ResultFile(string Path, ResultKind Kind, string Text)
{
    // A profile of a minute with a thousand threads has some 20 MB.
    private const int LongestFile = 512 << 20;

    public string Name => System.IO.Path.GetFileName(Path);

    /// <param name="path">The file.</param>
    /// <param name="tried">What is tried with it, for messages.</param>
    /// <exception cref="RunScopeException">It can't be read, or isn't JSON.</exception>
    public static ResultFile Read(string path, string tried = "compare")
    {
        try
        {
            return Of(path, RegularFile.TryRead(path, LongestFile) ?? throw new RunScopeException($"Cannot {tried} {path}: there is no such file{(tried == "compare" ? " or folder. Name a baseline file, a profile (runscope run --json FILE), or a folder of profiles" : ". Name a profile, which runscope run --json FILE writes")}."));
        }
        catch (JsonException e)
        {
            throw new RunScopeException($"Cannot {tried} {path}: it is no JSON, or a damaged one (line {e.LineNumber + 1}). Write the profile again with runscope run --json FILE{(tried == "compare" ? ", or restore the baseline" : "")}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunScopeException($"Cannot read {path}: {e.Message.TrimEnd('.')}. Make it a file that this user may read.", e);
        }
    }

    /// <exception cref="JsonException">The text isn't JSON.</exception>
    /// <exception cref="RunScopeException">One of its keys can't be read.</exception>
    internal static ResultFile Of(string path, byte[] text)
    {
        using var document = JsonDocument.Parse(text);
        try
        {
            return new ResultFile(path, KindOf(document.RootElement), Encoding.UTF8.GetString(text));
        }
        catch (InvalidOperationException e)
        {
            throw new RunScopeException($"Cannot read {path}: half a character stands in a key of it. The file is damaged; write it again.", e);
        }
    }

    /// <summary>The test that a verdict is of, and the files of its runs.</summary>
    /// <exception cref="RunScopeException">It names none.</exception>
    public (string Test, ImmutableArray<string> Profiles) Verdict()
    {
        using var document = JsonDocument.Parse(Text);
        try
        {
            return Verdict(document.RootElement);
        }
        catch (InvalidOperationException e)
        {
            throw new RunScopeException($"Cannot read {Path}: half a character stands in it. The file is damaged; run the test again.", e);
        }
    }

    private (string Test, ImmutableArray<string> Profiles) Verdict(JsonElement root) =>
        root.TryGetProperty("test", out var test) && test.ValueKind == JsonValueKind.String && root.TryGetProperty("profiles", out var profiles) && profiles.ValueKind == JsonValueKind.Array
            ? (test.GetString()!, [.. profiles.EnumerateArray().Where(p => p.ValueKind == JsonValueKind.String).Select(p => p.GetString()!)])
            : throw new RunScopeException($"Cannot read {Path}: it looks like a verdict, and names no test or no profiles. The file is damaged; run the test again.");

    private static ResultKind KindOf(JsonElement root) =>
        root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("schemaVersion", out _) ? ResultKind.Other
        : root.TryGetProperty("jobs", out _) ? ResultKind.Baseline
        : root.TryGetProperty("findings", out _) && root.TryGetProperty("profiles", out _) ? ResultKind.Verdict
        : root.TryGetProperty("target", out _) ? ResultKind.Profile
        : ResultKind.Other;
}
