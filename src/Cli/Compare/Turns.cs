using System.Collections.Immutable;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Cli.Compare;

/// <summary>Whether the runs of two sides were made in turns, so that each stands beside one of the other side.</summary>
/// <param name="Pairs">The pairs, in the order in which they ran; empty where they weren't made in turns.</param>
/// <param name="Why">Why they weren't, or what was left out; empty when all is well.</param>
internal sealed record Turns(ImmutableArray<(ComparedRun Base, ComparedRun Head)> Pairs, string Why)
{
    // Two clocks tell when a run began and how long it took.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(20);

    public static Turns Of(IReadOnlyCollection<ComparedRun> before, IReadOnlyCollection<ComparedRun> after)
    {
        List<(ComparedRun Run, bool IsHead)> all = [.. before.Select(r => (r, false)).Concat(after.Select(r => (r, true))).OrderBy(r => r.Item1.Whole.StartedAt)];

        if (before.Select(Identity).Intersect(after.Select(Identity)).Any()) return None("some of them are on both sides");

        // A loop that was broken off leaves one without its partner.
        var single = Math.Abs(before.Count - after.Count) == 1 && all.Count > 1 && all[^1].IsHead == after.Count > before.Count;
        if (single) all.RemoveAt(all.Count - 1);
        else if (before.Count != after.Count) return None($"there are {Counts.Of(before.Count, "run")} of the base and {Counts.Format(after.Count)} of the head");
        for (var i = 1; i < all.Count; i++)
        {
            if (all[i - 1].Run.Whole.StartedAt + all[i - 1].Run.Whole.WallTime > all[i].Run.Whole.StartedAt + Tolerance) return None("some ran at the same time and measured each other");
        }

        var pairs = ImmutableArray.CreateBuilder<(ComparedRun, ComparedRun)>();
        foreach (var two in all.Chunk(2))
        {
            if (two[0].IsHead == two[1].IsHead) return None("one side ran after the other");
            pairs.Add(two[0].IsHead ? (two[1].Run, two[0].Run) : (two[0].Run, two[1].Run));
        }

        return new Turns(pairs.ToImmutable(), single ? "the last run has no partner and doesn't count" : "");
    }

    private static (DateTimeOffset, int) Identity(ComparedRun run) => (run.Whole.StartedAt, run.Whole.Target.ProcessId);

    private static Turns None(string why) => new([], why);
}
