using System.Collections.Immutable;
using RunScope.Testing.Analysis;

namespace RunScope.Testing;

/// <summary>Which build a run is of.</summary>
internal enum Side
{
    /// <summary>The reference build.</summary>
    Base,

    /// <summary>The build under test.</summary>
    Head,
}

/// <summary>Makes one run.</summary>
/// <param name="side">Of which build.</param>
/// <param name="which">Which run it is, for people who wait: "pair 3 of up to 20".</param>
/// <returns>The whole run; null when the test is over with it, because something failed.</returns>
internal delegate Task<ProcessProfile?> MakeRun(Side side, string which);

/// <summary>How the making of runs ended.</summary>
internal enum Filled
{
    /// <summary>There are as many as were wanted.</summary>
    Enough,

    /// <summary>The machine disturbed more of them than may be repeated.</summary>
    Disturbed,

    /// <summary>One of them ended the test.</summary>
    BrokenOff,
}

/// <summary>Makes pairs of runs, or runs of one side, until there are enough that the machine didn't disturb. Those that it did are repeated, within a budget.</summary>
/// <remarks>Pairs that count are made base first and head first in turns (ABBA), so that a machine that grows slower or faster slows neither side alone.</remarks>
/// <param name="sides">Base and head for pairs, or head alone.</param>
/// <param name="budget">How many may be repeated.</param>
/// <param name="disturbance">What disturbed a run, in words; null when nothing did.</param>
/// <param name="make">Makes one run.</param>
internal sealed class GatedRuns(ImmutableArray<Side> sides, int budget, Func<ProcessProfile, string?> disturbance, MakeRun make)
{
    private readonly Dictionary<Side, List<ProcessProfile>> _clean = sides.ToDictionary(s => s, _ => new List<ProcessProfile>());
    private readonly List<string> _causes = [];
    private int _begun;

    /// <summary>How many undisturbed pairs, or runs, there are.</summary>
    public int Count => _clean[Side.Head].Count;

    /// <summary>The undisturbed runs of a side, in the order in which they ran.</summary>
    public IReadOnlyList<ProcessProfile> Of(Side side) => _clean.TryGetValue(side, out var runs) ? runs : [];

    /// <summary>What was repeated and why, as a sentence; null when nothing was.</summary>
    public string? Repeated => _causes.Count == 0 ? null
        : $"{Counts.Of(_causes.Count, Thing)} {(_causes.Count == 1 ? "was" : "were")} disturbed and {(_causes.Count > budget ? "don't count" : "repeated")}: {_causes[^1]}";

    /// <summary>Why there aren't enough, as a sentence.</summary>
    public string TooFew => $"the machine was too busy: {Counts.Of(_causes.Count, Thing)} of {Counts.Format(_begun)} {(_causes.Count == 1 ? "was" : "were")} disturbed, and {Counts.Format(budget)} may be repeated; in the last one {_causes[^1]}";

    private string Thing => sides.Length == 2 ? "pair" : "run";

    /// <summary>Goes on until there are so many undisturbed ones.</summary>
    /// <param name="wanted">How many in all.</param>
    /// <param name="said">What follows its number where it is told of: "up to 20".</param>
    public async Task<Filled> FillAsync(int wanted, string said)
    {
        while (Count < wanted)
        {
            if (_causes.Count > budget) return Filled.Disturbed;
            // What is repeated keeps its order: where every other pair is disturbed, those that count take turns all the same.
            var order = Count % 2 == 0 ? sides : [.. sides.Reverse()];
            _begun++;
            var runs = new List<(Side Side, ProcessProfile Run)>();
            foreach (var side in order)
            {
                if (await make(side, $"{Thing} {Counts.Format(Count + 1)} of {said}").ConfigureAwait(false) is not { } run) return Filled.BrokenOff;
                runs.Add((side, run));
            }

            if (runs.Select(r => disturbance(r.Run)).FirstOrDefault(c => c is not null) is { } cause) _causes.Add(cause);
            else runs.ForEach(r => _clean[r.Side].Add(r.Run));
        }

        return Filled.Enough;
    }
}
