using System.Text.RegularExpressions;

namespace RunScope.Testing.Tests;

/// <summary>What the documents show of failing limits is what those limits print, but for the numbers.</summary>
public sealed partial class DocumentedFailuresTests
{
    // A busy machine may tear a wait apart: then the second look counts.
    private const int Looks = 3;

    private static readonly string[] Documents = ["limits.md", "thread-sets.md"];

    [Fact]
    public async Task Every_failing_example_prints_what_its_document_shows()
    {
        var shown = Documents.SelectMany(Blocks).ToDictionary(b => b.Test, b => Blanked(b.Text));
        shown.Count.ShouldBeGreaterThan(10);

        var wrong = new Dictionary<string, string>();
        for (var look = 0; look == 0 || (look < Looks && wrong.Count > 0); look++)
        {
            using var run = await SampleRun.OfAsync("FailingLimits", wrong.Count == 0 ? null : string.Join('|', wrong.Keys.Select(t => $"Name={t}")));
            if (look == 0) run.Results.Select(r => r.Name.Split('.')[^1]).ShouldBe(shown.Keys, ignoreOrder: true);
            run.Results.ShouldAllBe(r => r.Outcome == "Failed");
            wrong = run.Results.Select(r => (Test: r.Name.Split('.')[^1], r.Message))
                .Where(r => Blanked(MessageOf(r.Test, r.Message)) != shown[r.Test])
                .ToDictionary(r => r.Test, r => r.Message);
        }

        wrong.Select(w => $"shown:\n{shown[w.Key]}\nprinted:\n{Blanked(MessageOf(w.Key, w.Value))}\nthat is:\n{w.Value}").ShouldBeEmpty();
    }

    [Fact]
    public void Only_numbers_are_blanked()
    {
        Blanked("T: 1 of 1 limit missed (sleep, 1 run, 305 ms wall, 2 threads, engine procfs)\n  OnCpu  at least 0.5 CPUs, was 0.00 CPUs  (exact)\n  note: aside\n  stderr:\n    a word\n  ok: WallTime was 2 s")
            .ShouldBe("T: # of # limits missed (sleep, # runs, # wall, # threads, engine #)\nOnCpu at least # CPUs, was # CPUs (exact)\nok: WallTime was #");
    }

    private static IEnumerable<(string Test, string Text)> Blocks(string document) =>
        from part in File.ReadAllText(Path.Combine(Repository.Root, "docs", document)).Split("```text\n").Skip(1)
        let text = part[..part.IndexOf("```", StringComparison.Ordinal)]
        let head = Headline().Match(text)
        where head.Success
        select (head.Groups[1].Value, text);

    private static string MessageOf(string test, string message) => message[message.IndexOf($"{test}: ", StringComparison.Ordinal)..];

    /// <summary>The text without what differs from run to run: numbers with their units, the kernel's function, notes, the process's own words, the report.</summary>
    private static string Blanked(string text)
    {
        var lines = new List<string>();
        var skipped = false;
        foreach (var line in text.TrimEnd().Split('\n').Select(l => l.TrimEnd('\r')))
        {
            skipped = line.StartsWith("  note:") || line.StartsWith("  report:") || line.StartsWith("  stderr") || (skipped && line.StartsWith("    "));
            if (!skipped) lines.Add(Plural().Replace(Number().Replace(Engine().Replace(WaitChannel().Replace(line, ""), "engine #"), "#"), "# $1s"));
        }

        return string.Join('\n', lines.Select(l => Blanks().Replace(l, " ").Trim()))
            .Replace("none can have lived between them", "up to # more can have lived between them");
    }

    [GeneratedRegex(@"\A(\w+): \d+ of \d+ limits? missed")]
    private static partial Regex Headline();

    [GeneratedRegex(@"\d[\d,.]*( (ns|\u00b5s|ms|s|min|h|B|kB|MB|GB|KiB|MiB|GiB)\b)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"# (limit|run|thread|CPU)s?\b")]
    private static partial Regex Plural();

    [GeneratedRegex(@"engine \w+")]
    private static partial Regex Engine();

    [GeneratedRegex(@" \[\w+\]")]
    private static partial Regex WaitChannel();

    [GeneratedRegex(@" +")]
    private static partial Regex Blanks();
}
