using System.Globalization;

namespace RunScope.Testing.Analysis.Metrics;

/// <summary>The smallest growths that may be red, as their author writes them: "20ms, 4MiB, 100". The analyzers compile this too.</summary>
/// <param name="Seconds">Of times; null where none is said.</param>
/// <param name="Bytes">Of sizes.</param>
/// <param name="Count">Of counts.</param>
internal sealed record FloorText(double? Seconds, double? Bytes, double? Count)
{
    private const string RightForms = "write \"20ms\" for times, \"4MiB\" for sizes, \"100\" for counts, or several of these with commas between";

    /// <summary>Reads a text; the problem has no full stop at its end and is null when there is none.</summary>
    public static (FloorText? Floor, string? Problem) Read(string text)
    {
        var floor = new FloorText(null, null, null);
        foreach (var part in text.Split(',').Select(p => p.Trim()))
        {
            var next = Add(floor, part);
            if (next is null) return (null, $"{VisibleText.Quote(part, 40)} is no duration, no size and no count: {RightForms}");
            if (next == floor || Said(next) == Said(floor)) return (null, $"{VisibleText.Quote(text, 60)} has two floors of one kind: keep one of them");
            floor = next;
        }

        return (floor, null);
    }

    private static FloorText? Add(FloorText floor, string part) =>
        decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) ? floor with { Count = (double)count }
        : Durations.TryParse(part, out var time, out _) ? floor with { Seconds = time.TotalSeconds }
        : Sizes.TryParse(part, out var size, out _) ? floor with { Bytes = size.Bytes }
        : null;

    private static int Said(FloorText floor) => (floor.Seconds is null ? 0 : 1) + (floor.Bytes is null ? 0 : 1) + (floor.Count is null ? 0 : 1);
}
