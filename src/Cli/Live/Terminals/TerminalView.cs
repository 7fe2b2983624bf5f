using System.Text;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Cli.Live;

/// <summary>A terminal that is ours for a while: the other screen, no cursor, each key as it is pressed. Given back as it was, whatever happens.</summary>
internal sealed class TerminalView : IDisposable
{
    private const int Input = 0;
    private const int Output = 1;
    private const string Enter = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";

    // A terminal without another screen gets a clean one.
    private const string Leave = "\x1b[0m\x1b[2J\x1b[H\x1b[?7h\x1b[?25h\x1b[?1049l";

    private readonly byte[] _before;
    private readonly FileDescriptor _read;
    private readonly FileDescriptor _write;
    private string[] _shown = [];
    private (int Columns, int Rows) _size;
    private int _left;

    public TerminalView()
    {
        (_read, _write) = Unistd.Pipe();
        _before = Termios.Read(Input);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        AppDomain.CurrentDomain.UnhandledException += OnExit;
        Termios.TrySet(Input, Termios.Raw(_before));
        Unistd.Write(Output, Encoding.ASCII.GetBytes(Enter));
    }

    /// <summary>Columns and rows now.</summary>
    public static (int Columns, int Rows) Size => Termios.TrySize(Output) ?? (80, 24);

    /// <summary>Why there can be no view; null when there can.</summary>
    public static string? Problem()
    {
        if (!Termios.IsTerminal(Input)) return "standard input is no terminal";
        if (!Termios.IsTerminal(Output)) return "standard output is no terminal";
        return Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb" ? "the terminal can't place text (TERM is dumb or not set)" : null;
    }

    /// <summary>Shows lines, in one write: those that changed, or all after a change of size.</summary>
    /// <returns>False when the terminal has gone.</returns>
    public bool TryShow(IReadOnlyList<string> lines, (int Columns, int Rows) size)
    {
        var whole = size != _size || lines.Count != _shown.Length;
        var text = new StringBuilder(whole ? "\x1b[0m\x1b[2J" : "");
        for (var row = 0; row < lines.Count; row++)
        {
            if (whole || lines[row] != _shown[row]) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\x1b[{row + 1};1H{lines[row]}\x1b[0m");
        }

        (_size, _shown) = (size, [.. lines]);
        return text.Length == 0 || TryWrite(text.ToString());
    }

    /// <summary>Forgets what is shown: the terminal may show something else.</summary>
    public void Refresh()
    {
        Termios.TrySet(Input, Termios.Raw(_before));
        TryWrite(Enter);
        _shown = [];
    }

    /// <summary>Waits for keys.</summary>
    /// <param name="keys">Where to.</param>
    /// <param name="timeout">For how long.</param>
    /// <returns>How many bytes there are; 0 when the time is over or somebody woke the view; negative when the terminal has gone.</returns>
    public int Read(Span<byte> keys, TimeSpan timeout)
    {
        var (pressed, woken) = Poll.Wait(Input, _read.Number, Math.Max(0, timeout.Ticks) * TimeSpan.NanosecondsPerTick);
        if (woken)
        {
            Span<byte> any = stackalloc byte[64];
            _ = Unistd.TryRead(_read.Number, any);
        }

        if (!pressed) return 0;
        var n = Unistd.TryRead(Input, keys);
        return n > 0 ? n : -1;
    }

    /// <summary>Ends a <see cref="Read"/> at once; from any thread.</summary>
    public void Wake()
    {
        if (!_write.IsClosed) Unistd.Write(_write.Number, [0]);
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        AppDomain.CurrentDomain.UnhandledException -= OnExit;
        GiveBack();
        _read.Dispose();
        _write.Dispose();
    }

    private void OnExit(object? sender, EventArgs e) => GiveBack();

    private void GiveBack()
    {
        if (Interlocked.Exchange(ref _left, 1) != 0) return;
        TryWrite(Leave);
        Termios.TrySet(Input, _before);
    }

    private static bool TryWrite(string text)
    {
        try
        {
            Unistd.Write(Output, Encoding.UTF8.GetBytes(text));
            return true;
        }
        catch (LinuxException)
        {
            return false;
        }
    }
}
