using System.Collections.Immutable;
using RunScope.Testing.Analysis.Metrics;

namespace RunScope.Testing.Baselines;

/// <summary>The runs of one job that somebody accepted as how it should be.</summary>
/// <param name="AcceptedAt">When, UTC.</param>
/// <param name="Commit">The commit of the sources; null where there was no repository.</param>
/// <param name="Reason">Why, in the words of who accepted; null when nothing was said.</param>
/// <param name="Environment">The machine that it ran on.</param>
/// <param name="Runs">The numbers of each run.</param>
/// <param name="Waits">What the average run waited in.</param>
internal sealed record AcceptedJob(
    DateTimeOffset AcceptedAt, string? Commit, string? Reason, BaselineEnvironment Environment, ImmutableArray<RunMetrics> Runs, ImmutableArray<WaitTotal> Waits);

/// <summary>The baseline of one test case: every job that was accepted for it, the oldest first.</summary>
/// <param name="Test">The test's unmistakable name, or the command line for the tool.</param>
/// <param name="Command">The command line, its secrets hidden.</param>
/// <param name="Threads">The thread set that states and the thread count are over, in words.</param>
/// <param name="Jobs">The jobs.</param>
internal sealed record Baseline(string Test, string Command, string Threads, ImmutableArray<AcceptedJob> Jobs)
{
    /// <summary>The command line of a run, as a baseline has it.</summary>
    public static string CommandOf(ProcessProfile run) => string.Join(' ', [run.Target.Command, .. run.Target.Arguments]);

    /// <summary>Whether its jobs ran the like of a command. Folders don't count: they differ from checkout to checkout.</summary>
    public bool HasCommandLike(string command) => WithoutFolders(Command) == WithoutFolders(command);

    private static string WithoutFolders(string command) => string.Join(' ', command.Split(' ').Select(w => w[(w.TrimEnd('/').LastIndexOf('/') + 1)..]));
}
