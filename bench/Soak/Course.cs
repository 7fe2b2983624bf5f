using System.Globalization;

namespace RunScope.Testing.Bench.Soak;

/// <summary>What one process held at fixed stops, and by how much it grew from the first kept stop on.</summary>
/// <param name="who">The process, for people.</param>
/// <param name="unit">What the stops count, such as "1,000 launches".</param>
internal sealed class Course(string who, string unit)
{
    private const double Kibi = 1024;
    private readonly List<(double At, Held Held)> _stops = [];

    internal Held First => _stops[0].Held;

    internal Held Last => _stops[^1].Held;

    internal void Note(double at, Held held)
    {
        _stops.Add((at, held));
        Plan.Progress(string.Create(
            CultureInfo.InvariantCulture,
            $"{who} at {at:0.##}: {held.Descriptors} descriptors, {held.Watching} below /proc, {held.Threads} threads, {held.Children} children, managed {Size(held.Managed)}, committed {Size(held.Committed)}, ")
            + string.Create(CultureInfo.InvariantCulture, $"native {Size(held.Native)}, anonymous {Size(held.Anonymous)}, resident {Size(held.Resident)}, peak {Size(held.Peak)}"));
    }

    /// <summary>The rows: counts that must be what they were, and the slopes of the memory.</summary>
    /// <param name="table">Where they go.</param>
    /// <param name="part">The part.</param>
    /// <param name="heapGoal">The most KiB that the managed heap may grow by per unit.</param>
    /// <param name="memoryGoal">The most KiB of anonymous memory.</param>
    /// <param name="watchingGoal">The most descriptors below /proc, which come and go with the threads that are watched.</param>
    internal void Judge(Table table, string part, double heapGoal, double memoryGoal, double watchingGoal = 0)
    {
        Count("descriptors", held => held.Descriptors);
        if (_stops.Any(stop => stop.Held.Watching > 0)) Grows("descriptors below /proc", held => held.Watching, watchingGoal, "", 1);
        Count("threads", held => held.Threads, spare: 2);
        Count("children", held => held.Children);
        if (First.Managed is not null)
        {
            Grows("managed heap", held => held.Managed!.Value, heapGoal);
            Grows("native memory", held => held.Native!.Value, memoryGoal);
        }

        Grows("anonymous resident memory", held => held.Anonymous, memoryGoal);
        table.Note(part, $"{who}: resident at most", $"{Table.Number(Last.Peak / Kibi / Kibi)} MiB", $"VmHWM; {Table.Number(First.Peak / Kibi / Kibi)} MiB at the first stop");

        void Count(string what, Func<Held, int> of, int spare = 0) => table.AtMost(
            part, $"{who}: more {what} at the last stop than at the first", spare, Math.Max(0, of(Last) - of(First)), "", $"{string.Join(' ', _stops.Select(stop => of(stop.Held)))}");

        void Grows(string what, Func<Held, long> of, double goal, string measure = "KiB", double scale = Kibi)
        {
            var slope = Slope.Of([.. _stops.Select(stop => (stop.At, of(stop.Held) / scale))]);
            table.AtMost(
                part, $"{who}: growth of {what} per {unit}", goal, slope.Value, measure,
                string.Create(CultureInfo.InvariantCulture, $"95 % interval {slope.Low:0.0} to {slope.High:0.0} over {_stops.Count} stops; from {of(First) / scale:0} to {of(Last) / scale:0} {measure}"),
                (slope.Low, slope.High));
        }
    }

    private static string Size(long? bytes) => bytes is { } size ? string.Create(CultureInfo.InvariantCulture, $"{size / Kibi:0} KiB") : "-";
}
