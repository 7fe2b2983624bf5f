using System.Globalization;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Cli.Live;

/// <summary>Draws the view: a scene and a size in, the terminal's lines out.</summary>
internal static class LiveScreen
{
    public const int LeastWidth = 60;
    public const int LeastHeight = 15;

    /// <summary>From this height on each state has a bar of its own.</summary>
    private const int TallFrom = 24;

    /// <summary>Draws a frame: exactly as many lines as the terminal has, none wider.</summary>
    public static Frame Draw(LiveScene scene, int width, int height)
    {
        if (width < LeastWidth || height < LeastHeight) return TooSmall(scene, width, height);
        var lines = Top(scene, width, height);
        var room = Room(lines.Count, height);

        // Rows may have left since they were scrolled to.
        var scroll = Math.Clamp(scene.Ui.Scroll, 0, Math.Max(0, (scene.Ui.Page == LivePage.Output ? scene.Output.Length : scene.Rows.Length) - room));
        lines.AddRange(scene.Ui.Page switch
        {
            LivePage.Help => HelpLines.Of(scene, width).Take(room),
            LivePage.Processes => ListLines.Of(scene, width, room),
            LivePage.Output => scene.Output.SkipLast(scroll).TakeLast(room).Select(l => new TextLine(width).Add(VisibleText.Of(l, width + 1))),
            _ => scene.Rows.Skip(scroll).Take(room).Select(r => ThreadLines.Row(scene, r, width)),
        });
        while (lines.Count < height - 1) lines.Add(new TextLine(width));
        lines.Add(FooterLine.Of(scene, width));
        return FrameOf(lines);
    }

    /// <summary>How many rows of the page fit.</summary>
    public static int VisibleRows(LiveScene scene, int width, int height) =>
        width < LeastWidth || height < LeastHeight ? 1 : Math.Max(1, Room(Top(scene, width, height).Count, height));

    private static int Room(int top, int height) => height - top - 1;

    private static List<TextLine> Top(LiveScene scene, int width, int height)
    {
        List<TextLine> lines = [HeaderLines.Banner(scene.Subject, width), HeaderLines.Command(scene.Subject, width)];
        switch (scene.Ui.Page)
        {
            case LivePage.Help:
                break;
            case LivePage.Processes:
                lines.Add(ListLines.Head(scene, width));
                break;
            case LivePage.Output:
                lines.Add(new TextLine(width).Add("The command's output, both streams as they came", Palette.Heading));
                break;
            default:
                lines.Add(HeaderLines.Status(scene, width));
                if (HeaderLines.Notice(scene, width) is { } notice) lines.Add(notice);
                lines.AddRange(height >= TallFrom ? BarLines.Tall(scene.View, width) : BarLines.Short(scene.View, width));
                lines.Add(ThreadLines.Head(scene, width));
                break;
        }

        return lines;
    }

    private static Frame TooSmall(LiveScene scene, int width, int height)
    {
        var lines = new List<TextLine> { HeaderLines.Banner(scene.Subject, width) };
        if (height > 1) lines.Add(new TextLine(width).Add(string.Create(CultureInfo.InvariantCulture, $"{width}x{height} is too small: {LeastWidth}x{LeastHeight} needed; q quits")));
        while (lines.Count < height) lines.Add(new TextLine(width));
        return FrameOf(lines);
    }

    // Whole lines: what was there before is written over, and nothing has to be erased first.
    private static Frame FrameOf(IEnumerable<TextLine> lines) => new([.. lines.Select(l => l.Fill().Segments)]);
}
