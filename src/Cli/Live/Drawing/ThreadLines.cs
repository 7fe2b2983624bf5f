using System.Globalization;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Cli.Live;

/// <summary>The table of threads.</summary>
internal static class ThreadLines
{
    private const int TidWidth = 8;
    private const int FigureWidth = 7;
    private const int ShortName = 16;
    private const int LongName = 32;

    public static TextLine Head(LiveScene scene, int width)
    {
        var (name, strip) = Widths(scene, width);
        var order = scene.Ui.Order;
        var line = new TextLine(width);
        Title(line, "TID", RowSort.Tid, TidWidth - 1, right: true);
        line.Add(" ");
        Title(line, "NAME", RowSort.Name, name);
        line.Column("cells of 0.5 s", strip, Palette.Heading);
        Title(line, "CPU%", RowSort.Cpu, FigureWidth, right: true);
        Title(line, "DELAY%", RowSort.Delay, FigureWidth, right: true);
        line.Add("  ");
        Title(line, "NOW, AND ITS CALL", RowSort.State, line.Left);
        return line;

        void Title(TextLine to, string text, RowSort sort, int columns, bool right = false) =>
            to.Column(order.Sort == sort ? text + (order.Reversed ? "^" : "v") : text, columns, order.Sort == sort ? Palette.Strong : Palette.Heading, right);
    }

    public static TextLine Row(LiveScene scene, LiveRow row, int width)
    {
        var (name, strip) = Widths(scene, width);
        var gone = row.Ended is not null;
        var style = gone ? Palette.Dim : Palette.Plain;
        var line = new TextLine(width)
            .Column(row.ThreadId.ToString(CultureInfo.InvariantCulture), TidWidth - 1, style, right: true).Add(" ")
            .Column(NameOf(scene, row, name), name - 1, style).Add(" ");
        StateStrip.Add(line, row.Strip, strip - 1, gone);
        line.Add(" ").Column(Figure(row.Cpu), FigureWidth - 1, style, right: true).Column(Figure(row.Delay), FigureWidth, style, right: true).Add("  ");
        if (gone) return line.Add(string.Create(CultureInfo.InvariantCulture, $"ended {(int)row.Ended!.Value.TotalSeconds} s ago"), Palette.Dim);
        var column = LiveState.ColumnOf(row.State);
        return line.Add(LiveState.All[column].Letter.ToString(), Palette.Word(column)).Add(" " + CallOf(row));
    }

    /// <summary>What a thread waits in: <c>fsync(/data/out.gz)</c>.</summary>
    private static string CallOf(LiveRow row) => row.Call is null ? "" : VisibleText.Of(row.Call, 60) + (row.Target is { } target ? $"({VisibleText.Of(target)})" : "");

    // Of several processes the names of both; of one it would say the same in each row.
    private static string NameOf(LiveScene scene, LiveRow row, int columns) =>
        columns >= LongName && scene.View.Processes > 1 && row.ProcessName != row.Name ? $"{VisibleText.Of(row.ProcessName)}: {VisibleText.Of(row.Name)}" : VisibleText.Of(row.Name);

    private static string Figure(double? share) => share is { } known ? (known * 100).ToString("0.0", CultureInfo.InvariantCulture) : "-";

    private static (int Name, int Strip) Widths(LiveScene scene, int width)
    {
        var name = width >= 110 && scene.View.Processes > 1 ? LongName : ShortName;
        var rest = width - TidWidth - name - (2 * FigureWidth) - 2;

        // Calls with their targets get what is left of wide terminals, and a little of narrow ones.
        return (name, Math.Clamp(rest / 2, 8, StateBuckets.Cells + 1));
    }
}
