using Spectre.Console;

namespace RunScope.Testing.Cli.Live;

/// <summary>Makes the text of frames that a terminal understands, in as many colours as it has; none where NO_COLOR is set.</summary>
internal sealed class FramePrinter
{
    private readonly StringWriter _text = new();
    private readonly IAnsiConsole _console;

    /// <param name="colors">Which colours; as the terminal says when null.</param>
    public FramePrinter(ColorSystemSupport? colors = null)
    {
        var none = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = colors ?? (none ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect),
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(_text),
        });
    }

    /// <summary>The lines of a frame, each whole in itself.</summary>
    public string[] Lines(Frame frame, int width)
    {
        _text.GetStringBuilder().Clear();
        _console.Profile.Width = width;
        _console.Write(frame);
        return _text.ToString().TrimEnd('\n').Split('\n');
    }
}
