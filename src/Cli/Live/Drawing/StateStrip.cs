using Spectre.Console;

namespace RunScope.Testing.Cli.Live;

/// <summary>States side by side, as letters on colours.</summary>
internal static class StateStrip
{
    /// <summary>A thread over time: one cell for each half second, the newest at the right.</summary>
    public static void Add(TextLine line, byte[] strip, int cells, bool faded)
    {
        var first = Math.Max(0, strip.Length - cells);
        for (var at = first; at < strip.Length;)
        {
            var (value, end) = (strip[at], at + 1);
            while (end < strip.Length && strip[end] == value) end++;
            var (letter, style) = value == 0 ? (' ', Palette.Plain) : (LiveState.All[value - 1].Letter, Palette.Cell(value - 1));
            line.Add(new string(letter, end - at), faded && value != 0 ? Palette.Dim : style);
            at = end;
        }
    }

    /// <summary>Shares of a whole: as many cells for each state as it has of the time.</summary>
    public static void Add(TextLine line, StateTimes times, int cells)
    {
        var parts = Apportion(times, cells);
        for (var column = 0; column < parts.Length; column++)
        {
            if (parts[column] > 0) line.Add(new string(LiveState.All[column].Letter, parts[column]), Palette.Cell(column));
        }

        line.Add(new string(' ', cells - parts.Sum()));
    }

    /// <summary>Cells for each state, which sum to all there are; those with the largest remainders get what rounding leaves.</summary>
    public static int[] Apportion(StateTimes times, int cells)
    {
        var parts = new int[LiveState.Count];
        if (times.Total <= TimeSpan.Zero) return parts;
        var exact = LiveState.All.Select(s => times[s.State] / times.Total * cells).ToArray();
        for (var column = 0; column < parts.Length; column++) parts[column] = (int)exact[column];
        var rest = cells - parts.Sum();
        foreach (var column in Enumerable.Range(0, parts.Length).OrderByDescending(c => exact[c] - Math.Floor(exact[c])).ThenBy(c => c).Take(rest)) parts[column]++;
        return parts;
    }
}
