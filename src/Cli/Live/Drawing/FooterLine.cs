using RunScope.Testing.Analysis;

namespace RunScope.Testing.Cli.Live;

/// <summary>The last line: a question, what is typed, what became of a key, or which keys there are.</summary>
internal static class FooterLine
{
    public static TextLine Of(LiveScene scene, int width)
    {
        var line = new TextLine(width);
        if (scene.Ui.IsAsking) return line.Add($"Quitting ends {VisibleText.Of(scene.Subject.Name)} ({scene.Subject.ProcessId}), which was started here: y ends it, any other key goes on", Palette.Warning);
        if (scene.Ui.Typing is { } text) return line.Add("filter: ", Palette.Heading).Add(VisibleText.Of(text)).Add("_", Palette.Inverse).Add("  a part of a name, or a glob; Enter keeps it, Esc leaves it", Palette.Dim);
        if (scene.Message.Length > 0) return line.Add(VisibleText.Of(scene.Message, 1000), Palette.Strong);
        foreach (var (key, meaning) in Keys(scene)) line.Add(key, Palette.Strong).Add($" {meaning}  ");
        return line;
    }

    private static IEnumerable<(string Key, string Meaning)> Keys(LiveScene scene)
    {
        switch (scene.Ui.Page)
        {
            case LivePage.Processes:
                return [("Enter", "watch it"), ("/", "filter"), ("r", "read again"), ("Esc", "back"), ("q", "quit")];
            case LivePage.Help:
                return [("any key", "back")];
            case LivePage.Output:
                return [("o", "back"), ("q", "quit")];
            default:
                var keys = new List<(string, string)> { ("q", "quit"), ("?", "help"), ("s", "sort"), ("/", "filter"), ("p", "pause"), ("+-", "rate") };
                if (scene.Context.CanReturn) keys.Insert(0, ("Esc", "back"));
                if (scene.Context.HasOutput) keys.Add(("o", "output"));
                if (scene.Context.CanList) keys.Add(("l", "list"));
                keys.Add(("r", "report"));
                return keys;
        }
    }
}
