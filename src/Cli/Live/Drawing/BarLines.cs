using RunScope.Testing.Analysis;

namespace RunScope.Testing.Cli.Live;

/// <summary>The distribution of the states: one bar for each where there is room, else all in one.</summary>
internal static class BarLines
{
    private const int NameWidth = 13;
    private const int FigureWidth = 9;
    private const string Unknown = "-";

    /// <summary>States that are shown even with no time in them.</summary>
    private const int Usual = 4;

    /// <summary>A bar for each state over the last ten seconds, and its share of the whole.</summary>
    public static IEnumerable<TextLine> Tall(LiveView view, int width)
    {
        var cells = Math.Max(10, width - NameWidth - (2 * FigureWidth) - 2);
        yield return new TextLine(width).Column("", NameWidth).Column("last 10 s", cells, Palette.Heading).Column("10 s", FigureWidth, Palette.Heading, right: true).Column("whole", FigureWidth, Palette.Heading, right: true);
        for (var column = 0; column < LiveState.Count; column++)
        {
            var state = LiveState.All[column];
            if (column >= Usual && view.Whole[state.State] == TimeSpan.Zero) continue;
            var filled = (int)Math.Round((Share(view.Recent, state.State) ?? 0) * cells);
            yield return new TextLine(width)
                .Column($"{state.Letter} {state.Name}", NameWidth, Palette.Word(column))
                .Add(new string(state.Letter, filled), Palette.Cell(column)).Add(new string(' ', cells - filled))
                .Column(Figure(Share(view.Recent, state.State)), FigureWidth, right: true)
                .Column(Figure(Share(view.Whole, state.State)), FigureWidth, Palette.Dim, right: true);
        }
    }

    /// <summary>Two lines: the last ten seconds and the whole, each as one bar; then the first in figures.</summary>
    public static IEnumerable<TextLine> Short(LiveView view, int width)
    {
        yield return Stacked("last 10 s ", view.Recent, width);
        yield return Stacked("whole     ", view.Whole, width);
        var figures = new TextLine(width).Add("10 s: ", Palette.Heading);
        for (var column = 0; column < LiveState.Count; column++)
        {
            var state = LiveState.All[column];
            if (column < Usual || view.Recent[state.State] > TimeSpan.Zero) figures.Add($"{state.Name} {(Share(view.Recent, state.State) is { } share ? Percent.Whole(share) : Unknown)}  ", Palette.Word(column));
        }

        yield return figures;
    }

    private static TextLine Stacked(string name, StateTimes times, int width)
    {
        var line = new TextLine(width).Add(name, Palette.Heading);
        StateStrip.Add(line, times, line.Left);
        return line;
    }

    private static string Figure(double? share) => share is { } known ? Percent.Format(known) : Unknown;

    // Of no time there is no share: nothing is known yet.
    private static double? Share(StateTimes times, TaskState state) => times.Total > TimeSpan.Zero ? times[state] / times.Total : null;
}
