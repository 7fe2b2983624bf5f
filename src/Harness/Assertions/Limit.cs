using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing;

/// <summary>The bounds of a limit that you write yourself: checks them, holds values against them, and words the finding as the built-in limits do.</summary>
/// <remarks>Made anew wherever it is needed, of the properties of your <see cref="ProfileAssertionAttribute"/>; it costs nothing.</remarks>
public sealed class Limit
{
    private readonly Bounds _bounds;

    private Limit(Bounds bounds, IEnumerable<string> problems, bool any)
    {
        _bounds = bounds;
        Problems = any ? [.. problems] : [BoundProblems.NoBound];
    }

    /// <summary>Everything wrong with the bounds, in words: unreadable, contradicting, or none at all. For <see cref="ProfileAssertionAttribute.Validate"/>.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Bounds on a share of something, 0 to 1; NaN is no bound.</summary>
    public static Limit OnShare(double atLeast, double atMost) =>
        new(Bounds.OfShares(atLeast, atMost), BoundProblems.OfShares(atLeast, atMost), !double.IsNaN(atLeast) || !double.IsNaN(atMost));

    /// <summary>Bounds on a number that is 0 or more; NaN is no bound.</summary>
    /// <param name="atLeast">The least.</param>
    /// <param name="atMost">The most.</param>
    /// <param name="unit">What is counted, in the plural, such as "switches per CPU second"; it follows the number in messages.</param>
    public static Limit OnNumber(double atLeast, double atMost, string unit) =>
        new(Bounds.OfNumbers(atLeast, atMost, unit), BoundProblems.OfNumbers(atLeast, atMost, unit), !double.IsNaN(atLeast) || !double.IsNaN(atMost));

    /// <summary>Bounds on a time, written as "250ms", "5s" or "1m30s"; null is no bound. Values are in seconds.</summary>
    public static Limit OnDuration(string? atLeast, string? atMost) =>
        new(Bounds.OfDurations(atLeast, atMost), BoundProblems.OfDurations(atLeast, atMost), atLeast is not null || atMost is not null);

    /// <summary>Bounds on a size, written as "64MB" or "1GiB"; null is no bound. Values are in bytes.</summary>
    public static Limit OnSize(string? atLeast, string? atMost) =>
        new(Bounds.OfSizes(atLeast, atMost), BoundProblems.OfSizes(atLeast, atMost), atLeast is not null || atMost is not null);

    /// <summary>Holds the median of several runs' values against the bounds.</summary>
    /// <param name="metric">What was measured, for messages.</param>
    /// <param name="runs">The value in each run, at least one; null, or what is no finite number, where it isn't known, which makes the finding inconclusive.</param>
    /// <param name="evidence">Of what the value is and how it was obtained, such as "all processes, exact".</param>
    /// <param name="unknown">Why a value isn't known.</param>
    /// <exception cref="ArgumentException">There is no run.</exception>
    /// <exception cref="RunScopeException">The bounds have <see cref="Problems"/>, which <see cref="ProfileAssertionAttribute.Validate"/> should have told.</exception>
    public Finding Judge(string metric, IEnumerable<Measurement?> runs, string evidence = "", string unknown = "the profile doesn't have it")
    {
        Measurement?[] values = [.. runs];
        ArgumentOutOfRangeException.ThrowIfZero(values.Length, nameof(runs));
        RequireValid(metric);
        if (values.Contains(null)) return Findings.Unknown(metric, _bounds, unknown);
        return values.FirstOrDefault(v => !v!.Value.IsKnown) is { } odd
            ? Findings.Unknown(metric, _bounds, string.Create(CultureInfo.InvariantCulture, $"its value is {odd.Value}, as of a division by 0"))
            : Findings.Of(metric, _bounds, [.. values.Select(v => v!.Value.AsInterval())], evidence);
    }

    /// <inheritdoc cref="Judge(string, IEnumerable{Measurement?}, string, string)"/>
    public Finding Judge(string metric, IEnumerable<double?> runs, string evidence = "", string unknown = "the profile doesn't have it") =>
        Judge(metric, runs.Select(v => v is { } known ? Measurement.Exact(known) : (Measurement?)null), evidence, unknown);

    /// <summary>Holds the median of several runs' values, each over a set of threads, against the bounds. A set that matches no thread misses the limit.</summary>
    /// <param name="metric">What was measured, for messages.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="attribute">The limit whose <see cref="ProfileAssertionAttribute.Threads"/> and <see cref="ProfileAssertionAttribute.Processes"/> pick the threads.</param>
    /// <param name="measure">The value of one run over its threads, at least one; null where it isn't known, which makes the finding inconclusive.</param>
    /// <param name="evidence">How it was obtained, such as "exact"; which threads it is over is put before it.</param>
    /// <param name="unknown">Why a value isn't known.</param>
    public Finding Judge(
        string metric,
        ImmutableArray<ProcessProfile> runs,
        ProfileAssertionAttribute attribute,
        Func<ProcessProfile, ImmutableArray<ThreadProfile>, Measurement?> measure,
        string evidence = "",
        string unknown = "the profile doesn't have it")
    {
        RequireValid(metric);
        var set = ThreadSet.Parse(attribute.Threads, attribute.Processes);
        var (threads, empty) = Findings.Select(set, runs, metric, _bounds);
        return empty ?? Judge(metric, runs.Select((r, i) => measure(r, threads[i])), Findings.Over(set, threads) + evidence, unknown);
    }

    private void RequireValid(string metric)
    {
        if (Problems.Count > 0)
            throw new RunScopeException($"Cannot judge {VisibleText.Of(metric)}: its limit {string.Join("; ", Problems)}. Let Validate return Limit.Problems, so that it is told when tests are discovered.");
    }
}
