namespace RunScope.Testing.Cli.Watching;

/// <summary>A line at the end of a terminal's text that is written over again and again. It uses no escape codes: a carriage return and blanks do.</summary>
internal sealed class LiveLine(TextWriter terminal, Func<int> width)
{
    // A terminal echoes Ctrl-C behind what is shown: "^C".
    private const int Echo = 2;

    private int _shown;
    private bool _isGone;

    /// <summary>The most characters that fit without making the terminal begin a new line.</summary>
    public int Room => Math.Max(1, width() - 1 - Echo);

    public void Show(string line)
    {
        if (line.Length > Room) line = line[..Room];

        // Where the window became narrower meanwhile, blanks beyond it would break the line.
        Write("\r" + line.PadRight(Math.Min(_shown, Room)));
        _shown = line.Length;
    }

    /// <summary>Leaves an empty line for what comes next.</summary>
    public void Clear()
    {
        if (_shown == 0) return;
        Write("\r" + new string(' ', Math.Min(_shown, Room) + Echo) + "\r");
        _shown = 0;
    }

    // Without a terminal the watching goes on: files may have been asked for.
    private void Write(string text)
    {
        if (_isGone) return;
        _isGone = ToolConsole.TryWrite(() =>
        {
            terminal.Write(text);
            terminal.Flush();
        }) is not null;
    }
}
