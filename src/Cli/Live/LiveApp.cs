using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Cli.Live;

/// <summary>The view at work: frames out, keys in, on one thread. Sources have threads of their own.</summary>
internal sealed class LiveApp
{
    private static readonly TimeSpan FrameTime = StateBuckets.Width;

    // A terminal sends the bytes of one key at once; over a slow line they may be some milliseconds apart.
    private static readonly TimeSpan EscapeTime = TimeSpan.FromMilliseconds(50);

    private readonly ILiveSource _home;
    private readonly OwnCommand? _command;
    private readonly Func<ListedProcess, ILiveSource> _attach;
    private readonly Redactor _redactor;
    private readonly FramePrinter _printer = new();
    private readonly KeyDecoder _decoder = new();
    private LiveUi _ui = new();
    private LiveView? _frozen;
    private ImmutableArray<ListedProcess> _all = [];
    private Task<string>? _report;
    private string _message = "";
    private bool _isOver;
    private bool _isGone;
    private volatile int _signal;
    private volatile bool _refresh;

    /// <param name="home">What is watched first.</param>
    /// <param name="command">The command behind it, where it was started for the view.</param>
    /// <param name="attach">How another process is watched; throws <see cref="RunScopeException"/> where it can't be.</param>
    /// <param name="redactor">What hides secrets in the list of processes.</param>
    public LiveApp(ILiveSource home, OwnCommand? command, Func<ListedProcess, ILiveSource> attach, Redactor redactor) => (_home, _command, _attach, _redactor) = (home, command, attach, redactor);

    /// <summary>The process that was picked from the list, and that the view would return from; null when there is none.</summary>
    public ILiveSource? Other { get; private set; }

    /// <summary>The signal that asked for the end before the view heard of signals itself; 0 for none.</summary>
    public required Func<int> Earlier { get; init; }

    /// <summary>The signal that ended the view; 0 when the user did. A terminal that has gone is SIGHUP, whether it was found out by that or before.</summary>
    public int Signal => _signal != 0 ? _signal : _isGone ? Signals.SIGHUP : Earlier();

    private ILiveSource Current => Other ?? _home;

    /// <summary>Shows the view until the user has had enough, somebody ends it, or the terminal has gone.</summary>
    public void Run()
    {
        using var terminal = new TerminalView();
        PosixSignalRegistration[] signals =
        [
            .. new[] { PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGINT, PosixSignal.SIGQUIT }.Select(s => PosixSignalRegistration.Create(s, c => EndBy(c, terminal))),
            PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => terminal.Wake()),
            PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Refresh(terminal)),

            // A view that is stopped would leave the terminal as it is.
            PosixSignalRegistration.Create(PosixSignal.SIGTSTP, c => c.Cancel = true),
        ];
        try
        {
            Loop(terminal);
        }
        finally
        {
            foreach (var signal in signals) signal.Dispose();
        }
    }

    /// <summary>Waits for a report that is being written; what became of it, in words, or null when there is none.</summary>
    public string? FinishReport() => _report?.GetAwaiter().GetResult();

    private void Loop(TerminalView terminal)
    {
        Span<byte> bytes = stackalloc byte[256];
        var shown = TimeProvider.System.GetTimestamp();
        while (!_isOver && Signal == 0)
        {
            if (_refresh) terminal.Refresh();
            _refresh = false;
            var size = TerminalView.Size;
            var scene = Scene(size);
            _isGone = !terminal.TryShow(_printer.Lines(LiveScreen.Draw(scene, size.Columns, size.Rows), size.Columns), size);
            if (_isGone) return;
            if (TimeProvider.System.GetElapsedTime(shown) >= FrameTime) shown = TimeProvider.System.GetTimestamp();
            var left = FrameTime - TimeProvider.System.GetElapsedTime(shown);
            var n = terminal.Read(bytes, _decoder.IsWaiting ? EscapeTime : left);
            _isGone = n < 0;
            if (_isGone) return;

            // Several keys may come at once, and each may change what the next one is about.
            foreach (var key in n > 0 ? _decoder.Decode(bytes[..n]) : _decoder.IsWaiting ? _decoder.Flush() : []) Press(key, Scene(size).Context);
        }
    }

    private LiveScene Scene((int Columns, int Rows) size)
    {
        _home.Advance();
        Other?.Advance();
        if (_report is { IsCompleted: true } done) (_message, _report) = (done.Result, null);
        if (!_ui.IsPaused) _frozen = null;
        var view = _ui.IsPaused ? _frozen ??= Current.Model.Look() : Current.Model.Look();
        var rows = _ui.Order.Of(view.Rows);
        var listed = _ui.Page == LivePage.Processes ? ListLines.Matching(_all, _ui.ListFilter, _redactor) : [];
        var output = _ui.Page == LivePage.Output && _command is not null ? _command.LastLines() : [];
        var scene = new LiveScene { Subject = Current.Subject, Status = Status(), View = view, Rows = rows, Ui = _ui, Processes = listed, Redactor = _redactor, Output = output, Message = _message };
        var count = _ui.Page switch { LivePage.Processes => listed.Length, LivePage.Output => output.Length, _ => rows.Length };
        var visible = LiveScreen.VisibleRows(scene, size.Columns, size.Rows);
        return scene with
        {
            Context = new KeyContext(
                count, visible,
                HasCommand: _command is { HasEnded: false }, HasOutput: _command is not null, CanList: !_home.Subject.Simulated, CanReturn: Other is not null),
        };
    }

    private LiveStatus Status()
    {
        var status = Current.Status;
        return Current == _home && _command is { HasEnded: true, ExitCode: { } code } ? status with { Ended = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"exit code {code}") } : status;
    }

    private void Press(LiveKey key, KeyContext context)
    {
        _message = "";
        (_ui, var action) = LiveKeys.Press(_ui, key, context);
        switch (action)
        {
            case LiveAction.Quit:
                _isOver = true;
                break;
            case LiveAction.Faster:
                Current.SampleRate = SampleRates.Above(Current.SampleRate);
                break;
            case LiveAction.Slower:
                Current.SampleRate = SampleRates.Below(Current.SampleRate);
                break;
            case LiveAction.List:
                _all = ProcessTable.Read().Processes;
                break;
            case LiveAction.Pick:
                Pick();
                break;
            case LiveAction.Return:
                Leave();
                break;
            case LiveAction.Report when _report is null:
                _message = "writing the report...";
                _report = LiveReport.WriteAsync(Current.Subject, Current.ProfileSoFarAsync(), TimeProvider.System.GetUtcNow());
                break;
        }
    }

    // One that was picked before is left: the view returns to the first one, whose watching goes on meanwhile.
    private void Pick()
    {
        var listed = ListLines.Matching(_all, _ui.ListFilter, _redactor);
        if (listed.IsEmpty) return;
        var picked = listed[Math.Clamp(_ui.Selected, 0, listed.Length - 1)];
        Leave();
        if (picked.Pid == _home.Subject.ProcessId) return;
        try
        {
            Other = _attach(picked);
        }
        catch (RunScopeException e)
        {
            _message = e.Message;
        }
    }

    private void Leave()
    {
        Other?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Other = null;
        _frozen = null;
        _ui = _ui with { IsPaused = false, Scroll = 0 };
    }

    private void EndBy(PosixSignalContext context, TerminalView terminal)
    {
        context.Cancel = true;
        _signal = context.Signal switch { PosixSignal.SIGHUP => 1, PosixSignal.SIGINT => 2, PosixSignal.SIGQUIT => 3, _ => 15 };
        terminal.Wake();
    }

    private void Refresh(TerminalView terminal)
    {
        _refresh = true;
        terminal.Wake();
    }
}
