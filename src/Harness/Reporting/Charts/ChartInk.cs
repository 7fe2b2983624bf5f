using ScottPlot;

namespace RunScope.Testing.Reporting.Charts;

/// <summary>What a shape of a chart stands for. Charts are drawn in marker colours that become style classes, so that the page's style sheet decides the colours, in light, in dark and in print.</summary>
internal static class ChartInk
{
    private static readonly string[] Classes = [.. ReportState.All.Select(s => s.Key), "grid", "range", "zone", "kept", "missed", "inconclusive", "several", "phase", "halo"];

    public static Color Grid { get; } = Of("grid");

    public static Color Range { get; } = Of("range");

    public static Color Zone { get; } = Of("zone");

    public static Color Several { get; } = Of("several");

    public static Color Phase { get; } = Of("phase");

    /// <summary>The ground around a mark, so that it is seen on every bar.</summary>
    public static Color Halo { get; } = Of("halo");

    public static Color Of(ReportState state) => Of(state.Key);

    public static Color Of(FindingOutcome outcome) => Of(outcome switch
    {
        FindingOutcome.Kept => "kept",
        FindingOutcome.Missed => "missed",
        _ => "inconclusive",
    });

    /// <summary>The class that a colour of a drawn chart stands for; null for a colour that isn't ours.</summary>
    public static string? ClassOf(string svgColor) =>
        svgColor.StartsWith("#0101", StringComparison.Ordinal)
        && int.TryParse(svgColor.AsSpan(5), System.Globalization.NumberStyles.HexNumber, null, out var index)
        && index - 2 is var known && known >= 0 && known < Classes.Length
            ? Classes[known]
            : null;

    // From 2 on: #010100 and #010101 have shorter spellings that the drawing library might prefer.
    private static Color Of(string name) => new(1, 1, (byte)(Array.IndexOf(Classes, name) + 2));
}
