using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Cli.Compare;

/// <summary>One test, or one command line, on one side of a comparison: its runs, or a baseline file of it.</summary>
internal sealed record Subject
{
    /// <summary>The test's name; null for what <c>runscope run</c> profiled.</summary>
    public string? Test { get; init; }

    /// <summary>The command line.</summary>
    public required string Command { get; init; }

    /// <summary>Where it was read from: the file, or the folder.</summary>
    public required string Source { get; init; }

    /// <summary>The runs, in the order in which they ran; empty where it is a baseline.</summary>
    public ImmutableArray<ProcessProfile> Runs { get; init; } = [];

    /// <summary>The baseline; null where it is runs.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>What a reader knows it by.</summary>
    public string Name => Test ?? Command;

    /// <summary>What it is, in words: "10 runs in base/", "the baseline x.baseline.json with 3 accepted jobs".</summary>
    public string Words => Baseline is { } baseline
        ? $"the baseline {Shown} ({Counts.Of(baseline.Jobs.Length, "accepted job")})"
        : $"{Counts.Of(Runs.Length, "run")} in {Shown}";

    private string Shown => VisibleText.Of(Source, 300);

    public static Subject Of(string? test, IEnumerable<ProcessProfile> runs, string source)
    {
        ImmutableArray<ProcessProfile> ordered = [.. runs.OrderBy(r => r.StartedAt)];
        return new Subject { Test = test, Command = CommandLine(ordered[0]), Source = source, Runs = ordered };
    }

    public static Subject Of(Baseline baseline, string file) => new() { Test = baseline.Test, Command = baseline.Command, Source = file, Baseline = baseline };

    public static string CommandLine(ProcessProfile run) => string.Join(' ', [run.Target.Command, .. run.Target.Arguments]);
}
