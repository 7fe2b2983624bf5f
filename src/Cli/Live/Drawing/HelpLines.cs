using RunScope.Testing.Analysis;
using RunScope.Testing.Cli.Help;

namespace RunScope.Testing.Cli.Live;

/// <summary>The page that explains the view.</summary>
internal static class HelpLines
{
    private const int KeyWidth = 12;

    private static readonly (string Key, string Meaning)[] Keys =
    [
        ("q, Ctrl-C", "quit; a process that ran before runs on, a command started here is ended"),
        ("s, 1 to 5", "sort by CPU, delay, state, name, TID; S the other way around"),
        ("/ or f", "show threads whose name has a text, or matches a glob such as worker-*"),
        ("p or space", "let the view stand still; sampling goes on"),
        ("+ and -", "more or fewer rounds per second"),
        ("l", "pick another process; Esc comes back to this one"),
        ("o", "the output of a command started here"),
        ("r", "write the report (HTML) and the profile (JSON) into the current folder"),
        ("arrows, j k", "scroll; also PgUp, PgDn, Home, End"),
    ];

    public static IEnumerable<TextLine> Of(LiveScene scene, int width)
    {
        foreach (var (key, meaning) in Keys)
        {
            var first = true;
            foreach (var line in Wrapped(meaning, width - KeyWidth))
            {
                yield return new TextLine(width).Column(first ? key : "", KeyWidth, Palette.Strong).Add(line);
                first = false;
            }
        }

        var letters = new TextLine(width);
        for (var column = 0; column < LiveState.Count; column++) letters.Add(LiveState.All[column].Letter.ToString(), Palette.Cell(column)).Add($" {LiveState.All[column].Name}  ");
        yield return letters;
        foreach (var line in Wrapped("CPU%, DELAY% (waiting for a CPU) and the bars are shares of the threads' time over the last 10 s.", width)) yield return new TextLine(width).Add(line, Palette.Dim);
        foreach (var limit in scene.Subject.Limits)
        {
            foreach (var line in Wrapped("limited: " + VisibleText.Of(limit, 1000), width)) yield return new TextLine(width).Add(line, Palette.Warning);
        }
    }

    private static string[] Wrapped(string text, int width) => Paragraphs.Wrap(text, width).Split('\n');
}
