using System.Collections.Immutable;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RunScope.Testing.Cli.Live;

/// <summary>One line of a terminal as it fills up, from left to right, never beyond its width.</summary>
internal sealed class TextLine(int width)
{
    private readonly List<Segment> _segments = [];
    private int _used;

    /// <summary>Cells that are left.</summary>
    public int Left => width - _used;

    public ImmutableArray<Segment> Segments => [.. _segments];

    /// <summary>Adds text, cut where the line ends.</summary>
    public TextLine Add(string text, Style? style = null)
    {
        var fitting = Fit(text, Left, out var cells);
        if (cells > 0) _segments.Add(new Segment(fitting, style ?? Palette.Plain));
        _used += cells;
        return this;
    }

    /// <summary>Adds text in a column: padded to its width, or cut.</summary>
    public TextLine Column(string text, int columns, Style? style = null, bool right = false)
    {
        columns = Math.Min(columns, Left);
        if (columns <= 0) return this;
        var fitting = Fit(text, columns, out var cells);
        var padding = new string(' ', columns - cells);
        return Add(right ? padding + fitting : fitting + padding, style);
    }

    /// <summary>Fills the rest.</summary>
    public TextLine Fill(Style? style = null) => Left > 0 ? Add(new string(' ', Left), style) : this;

    /// <summary>As much of a text as fits, its end "…" where something is missing.</summary>
    public static string Fit(string text, int columns, out int cells)
    {
        cells = 0;
        if (columns <= 0) return "";
        if (Ascii.IsValid(text))
        {
            cells = Math.Min(text.Length, columns);
            return text.Length <= columns ? text : string.Concat(text.AsSpan(0, columns - 1), "…");
        }

        var (whole, cut, cutCells) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var wide = CellsOf(rune);
            if (cells + wide > columns)
            {
                // One cell is for the sign that something is missing; a wide character may leave another one empty.
                cells = cutCells + 1;
                return string.Concat(text.AsSpan(0, cut), "…");
            }

            cells += wide;
            whole += rune.Utf16SequenceLength;
            if (cells <= columns - 1) (cut, cutCells) = (whole, cells);
        }

        return text;
    }

    private static int CellsOf(Rune rune) => rune.IsAscii ? 1 : new Segment(rune.ToString()).CellCount();
}
