using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RunScope.Testing.Analyzers;

/// <summary>A bound with what it is a bound on, so that two can be compared.</summary>
/// <param name="Bound">The bound.</param>
/// <param name="Value">Its number.</param>
/// <param name="Metric">What is measured, over which threads, as one text: only bounds with the same one are compared.</param>
/// <param name="Name">What is measured, for people.</param>
/// <param name="States">The states that are counted together; empty where it isn't about states.</param>
internal sealed record ComparableBound(Bound Bound, double Value, string Metric, string Name, ImmutableArray<TaskState> States)
{
    /// <summary>Shares are written in decimal fractions, and 0.7 + 0.3 isn't exactly 1.</summary>
    private const double Rounding = 1e-9;

    public string Words => $"{Name} at {(Bound.IsLower ? "least" : "most")} {Bound.Words}";

    public static IEnumerable<ComparableBound> Of(Limit limit, ProfiledTest? test) =>
        from bound in limit.Bounds
        let value = bound.Value
        where value is not null
        select new ComparableBound(bound, value.Value, MetricOf(limit, bound, test), NameOf(limit), limit.States);

    /// <summary>Why both can't hold, to be added to a sentence that says so: "" when it is obvious; null when both can hold.</summary>
    public string? Contradicts(ComparableBound other)
    {
        if (Metric != other.Metric) return null;
        if (Bound.IsLower && other.Bound.IsLower)
        {
            var apart = States.Length > 0 && other.States.Length > 0 && !States.Intersect(other.States).Any();
            return apart && Bound.Unit == BoundUnit.Share && Value + other.Value > 1 + Rounding ? ": together they are more than all time" : null;
        }

        if (Bound.IsLower == other.Bound.IsLower) return null;
        var (low, high) = Bound.IsLower ? (this, other) : (other, this);
        return low.Value > high.Value && low.States.All(s => high.States.Contains(s)) && low.States.IsEmpty == high.States.IsEmpty ? "" : null;
    }

    private static string NameOf(Limit limit) => limit.States.IsEmpty ? limit.Attribute.Name : string.Join(" + ", limit.States);

    private static string MetricOf(Limit limit, Bound bound, ProfiledTest? test)
    {
        var threads = Text(limit.Attribute, "Threads") ?? (test is null ? "" : Text(test.Declaration, "Threads") ?? "\"Application\"");
        var processes = Text(limit.Attribute, "Processes") ?? (test is null ? "" : Text(test.Declaration, "Processes") ?? "");
        var others = limit.Attribute.Named
            .Where(n => n.Key is not ("Threads" or "Processes") && !n.Key.StartsWith(Bound.Lower, StringComparison.Ordinal) && !n.Key.StartsWith(Bound.Upper, StringComparison.Ordinal))
            .OrderBy(n => n.Key, StringComparer.Ordinal)
            .Select(n => $"{n.Key}={n.Value.ToCSharpString()}");
        return string.Join("\n", [limit.Attribute.Class.ToDisplayString(), bound.Pair, threads, processes, .. others]);
    }

    private static string? Text(DeclaredAttribute attribute, string property) =>
        attribute.TryGet<string>(property, out var text) ? $"\"{text}\"" : null;
}
