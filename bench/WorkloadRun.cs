using System.Text;
using System.Text.Json;
using CliWrap;
using Workloads;

namespace RunScope.Testing.Bench;

/// <summary>Starts the example workloads, with and without a profile, and reads what they say about themselves.</summary>
internal static class WorkloadRun
{
    /// <summary>The program: a native one starts in milliseconds, which leaves more of a short run to what it does.</summary>
    internal static string Program { get; set; } = Path.Combine(AppContext.BaseDirectory, "workloads");

    internal static Command Command(string words) => CliWrap.Cli.Wrap(Program)
        .WithArguments(words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .WithValidation(CommandResultValidation.None);

    /// <summary>Runs a workload without a profile.</summary>
    internal static async Task<Truth> PlainAsync(string words)
    {
        var output = new StringBuilder();
        await Command(words).WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).ExecuteAsync();
        return Parse(words, output.ToString());
    }

    /// <summary>Runs a workload under profile.</summary>
    internal static async Task<(Truth Truth, ProcessProfile Profile)> ProfiledAsync(string words, int sampleRate = 100)
    {
        var output = new StringBuilder();
        var profile = await ProcessProfiler.ProfileAsync(
            Command(words).WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)),
            ProfileOptions.Default with { SampleRate = sampleRate });
        return (Parse(words, output.ToString()), profile);
    }

    /// <summary>Runs a workload that is attached to as soon as it runs.</summary>
    internal static async Task<Truth> WatchedAsync(string words)
    {
        var output = new StringBuilder();
        using var running = Command(words).WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).ExecuteAsync();
        await using var attached = await ProcessProfiler.AttachAsync(running.ProcessId);
        await running;
        await attached.Completion;
        return Parse(words, output.ToString());
    }

    private static Truth Parse(string words, string output)
    {
        var line = output.TrimEnd().Split('\n')[^1];
        return JsonSerializer.Deserialize(line, TruthJson.Default.Truth)
            ?? throw new InvalidOperationException($"workloads {words} did not say its truth");
    }
}
