using System.Collections.Immutable;
using System.Text;
using CliWrap;
using RunScope.Testing.Hosting;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Cli.Live;

/// <summary>A command that the view started: unlike a process that ran before it is ours, and ends with the view. Its input is empty; its output is kept.</summary>
internal sealed class OwnCommand : IDisposable
{
    private const int MostLines = 2000;
    private const int MostBytes = 128 * 1024;

    private readonly TimeSpan _grace;
    private readonly CancellationTokenSource _kill = new();
    private readonly OutputLog _output = new();
    private readonly CommandTask<CommandResult> _running;
    private readonly FileDescriptor _process;
    private bool _endedByUs;

    /// <param name="words">The program and its arguments.</param>
    /// <param name="environment">Variables besides our own.</param>
    /// <param name="grace">How long it may take to end when it is asked to.</param>
    /// <exception cref="WorkloadLaunchException">There is no such program, or it can't be started.</exception>
    public OwnCommand(string[] words, IReadOnlyDictionary<string, string?> environment, TimeSpan grace)
    {
        _grace = grace;
        var file = ExecutableLookup.Find(words[0], Environment.CurrentDirectory, pathOnly: true);
        var both = PipeTarget.ToStream(new LogStream(_output), autoFlush: true);
        try
        {
            _running = CliWrap.Cli.Wrap(file).WithArguments(words[1..]).WithEnvironmentVariables(environment).WithValidation(CommandResultValidation.None)
                .WithStandardOutputPipe(both).WithStandardErrorPipe(both).ExecuteAsync(_kill.Token, CancellationToken.None);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw LaunchErrors.Explain(file, e.NativeErrorCode);
        }

        _process = Signals.OpenProcess(_running.ProcessId);
    }

    public int ProcessId => _running.ProcessId;

    /// <summary>Whether it has ended; its exit code is known then.</summary>
    public bool HasEnded => _running.Task.IsCompleted;

    /// <summary>Its exit code; null while it runs, and when it had to be killed.</summary>
    public int? ExitCode => _running.Task.IsCompletedSuccessfully ? _running.Task.Result.ExitCode : null;

    /// <summary>The last lines of its output, both streams as they came.</summary>
    public ImmutableArray<string> LastLines(int most = MostLines)
    {
        var bytes = new List<byte>();
        var from = Math.Max(0, _output.Total - MostBytes);
        for (var part = _output.Read(from); part.Bytes.Length > 0; part = _output.Read(part.End))
        {
            // What is kept of the beginning may reach into what was asked for.
            bytes.AddRange(part.Bytes);
        }

        string[] lines = Encoding.UTF8.GetString([.. bytes]).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return lines is [""] ? [] : [.. lines.TakeLast(most)];
    }

    /// <summary>Asks it to end (SIGTERM), and kills it with its children after the grace period.</summary>
    /// <param name="now">Ends the grace period.</param>
    /// <returns>What became of it, in words.</returns>
    public async Task<string> EndAsync(CancellationToken now)
    {
        if (HasEnded) return "had ended by itself";
        _endedByUs = true;
        if (!_process.IsInvalid) Signals.TrySend(_process, Signals.SIGTERM);
        await Task.WhenAny(_running.Task, Task.Delay(_grace, now)).ConfigureAwait(false);
        if (HasEnded) return "was ended (SIGTERM)";
        await _kill.CancelAsync().ConfigureAwait(false);
        await ((Task)_running.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return "didn't end at SIGTERM and was killed with its children";
    }

    /// <summary>What only the parent knows, put into its profile: how it ended.</summary>
    public ProcessProfile EndOf(ProcessProfile profile)
    {
        // A parent here learns of a signal as a shell does: 128 and its number. A program may end with such a code by itself.
        if (!_endedByUs) return ExitCode is { } code ? profile with { ExitCode = code } : profile;
        return profile with { EndedBy = EndedBy.Harness, ExitCode = ExitCode is < ExitCodes.Signal ? ExitCode : null, ExitSignal = SignalOf(ExitCode) };
    }

    private static int? SignalOf(int? code) => code is < ExitCodes.Signal ? null : (code ?? ExitCodes.Signal + Signals.SIGKILL) - ExitCodes.Signal;

    public void Dispose()
    {
        _process.Dispose();
        _kill.Dispose();
    }

    /// <summary>Writes what comes into a log.</summary>
    private sealed class LogStream(OutputLog log) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => log.Append(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer) => log.Append(buffer);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            log.Append(buffer.Span);
            return ValueTask.CompletedTask;
        }
    }
}
