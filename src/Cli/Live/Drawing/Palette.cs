using Spectre.Console;

namespace RunScope.Testing.Cli.Live;

/// <summary>The colours of the view. Each goes with a letter or a word, which suffices without it.</summary>
internal static class Palette
{
    public static readonly Style Plain = Style.Plain;
    public static readonly Style Dim = new(decoration: Decoration.Dim);
    public static readonly Style Strong = new(decoration: Decoration.Bold);
    public static readonly Style Inverse = new(decoration: Decoration.Invert);
    public static readonly Style Heading = new(Color.Aqua);
    public static readonly Style Warning = new(Color.Yellow);

    /// <summary>The line that says that the data are of a real process.</summary>
    public static readonly Style Real = new(Color.White, Color.Blue, Decoration.Bold);

    /// <summary>The line that says that they are not.</summary>
    public static readonly Style Simulated = new(Color.Black, Color.Yellow, Decoration.Bold);

    private static readonly Style[] Cells =
    [
        new(Color.Black, Color.Green), new(Color.Black, Color.Olive), new(Color.Grey), new(Color.White, Color.Maroon),
        new(Color.White, Color.Purple), new(Color.White, Color.Navy), new(Color.Grey, decoration: Decoration.Dim),
    ];

    private static readonly Style[] Words =
    [
        new(Color.Green), new(Color.Yellow), new(Color.Grey), new(Color.Red), new(Color.Purple), new(Color.Blue), Dim,
    ];

    /// <summary>A cell of a strip or bar.</summary>
    public static Style Cell(int column) => Cells[column];

    /// <summary>A state's name.</summary>
    public static Style Word(int column) => Words[column];
}
