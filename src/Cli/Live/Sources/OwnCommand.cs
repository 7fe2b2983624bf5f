using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using CliWrap;
using RunScope.Testing.Analysis;
using RunScope.Testing.Hosting;
using RunScope.Testing.Interop;
using RunScope.Testing.Launch;

namespace RunScope.Testing.Cli.Live;

/// <summary>A command that the view started: unlike a process that ran before it is ours, and ends with the view. Its input is empty; its output is kept.</summary>
internal sealed class OwnCommand : IDisposable
{
    private const int MostLines = 2000;
    private const int MostBytes = 128 * 1024;

    // In which what was killed has to go; more only where the kernel itself waits for something.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly TimeSpan _grace;
    private readonly CancellationTokenSource _kill = new();
    private readonly OutputLog _output = new();
    private readonly CommandTask<CommandResult> _running;
    private readonly FileDescriptor _process;

    // What it starts becomes ours when it ends: so all of that is found, and ended with the view.
    private readonly HostSubreaper _subreaper = new();
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
            _subreaper.Dispose();
            throw LaunchErrors.Explain(file, e.NativeErrorCode);
        }

        _process = Signals.OpenProcess(_running.ProcessId);
    }

    public int ProcessId => _running.ProcessId;

    /// <summary>Whether it has ended. Children of its may run on.</summary>
    public bool HasEnded => _running.Task.IsCompleted || (!_process.IsInvalid && Poll.Wait(_process.Number, -1, 0).First);

    /// <summary>Its exit code; null while it, or a child with its output, runs.</summary>
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

    /// <summary>Asks it to end, then the children that it left (SIGTERM), and kills all that is there after the grace period.</summary>
    /// <param name="now">Ends the grace period.</param>
    /// <returns>What became of it, in words; null when nothing was left of it.</returns>
    public async Task<string?> EndAsync(CancellationToken now)
    {
        var (hadEnded, left) = (HasEnded, Left());
        if (hadEnded && left.Count == 0) return null;
        _endedByUs = !hadEnded;
        await AskAsync(now).ConfigureAwait(false);
        var obeyed = HasEnded;
        var killed = await KillAsync().ConfigureAwait(false);
        killed.Remove(ProcessId);

        // Nobody has its output any more.
        if (await Task.WhenAny(_running.Task, Task.Delay(LongestEnd, CancellationToken.None)).ConfigureAwait(false) != _running.Task) await _kill.CancelAsync().ConfigureAwait(false);
        await ((Task)_running.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var children = killed.Count == 0 ? "" : $", and {Counts.Of(killed.Count, "process")} that it had started {(killed.Count == 1 ? "was" : "were")} killed";
        return hadEnded ? $"had ended by itself; {Counts.Of(left.Count, "process")} that it left behind {(left.Count == 1 ? "was" : "were")} ended"
            : obeyed ? "was ended (SIGTERM)" + children
            : "didn't end at SIGTERM and was killed" + children;
    }

    // What it left behind is asked only when it is gone itself: a program that ends its own children does so in its order.
    private async Task AskAsync(CancellationToken now)
    {
        if (!_process.IsInvalid) Signals.TrySend(_process, Signals.SIGTERM);
        var asked = new HashSet<int>();
        for (var time = Stopwatch.StartNew(); time.Elapsed < _grace && !now.IsCancellationRequested;)
        {
            if (HasEnded)
            {
                var left = Left();
                if (left.Count == 0) return;
                foreach (var member in left.Where(m => asked.Add(m.Pid))) ProcessTree.Send(member, Signals.SIGTERM);
            }

            await Task.Delay(Pause, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Kills all that is left, until nothing is; the IDs of what was killed.</summary>
    private async Task<HashSet<int>> KillAsync()
    {
        var killed = new HashSet<int>();
        for (var time = Stopwatch.StartNew(); time.Elapsed < LongestEnd && Left() is { Count: > 0 } left;)
        {
            foreach (var member in left.Where(m => ProcessTree.Send(m, Signals.SIGKILL) == 0)) killed.Add(member.Pid);
            await Task.Delay(Pause).ConfigureAwait(false);
        }

        return killed;
    }

    /// <summary>All that runs below us: the tool starts nothing else. What has ended and became ours is reaped; the command itself the runtime reaps.</summary>
    private List<ProcessTree.Member> Left()
    {
        var own = new HashSet<int> { Environment.ProcessId };
        foreach (var member in ProcessTree.Descendants(own, zombies: true).Where(m => m.Parent == Environment.ProcessId && m.Pid != ProcessId)) Wait4.TryReap(member.Pid, out _, out _);
        return ProcessTree.Descendants(own);
    }

    /// <summary>What only the parent knows, put into its profile: how it ended.</summary>
    public ProcessProfile EndOf(ProcessProfile profile)
    {
        // A parent here learns of a signal as a shell does: 128 and its number. A program may end with such a code by itself.
        if (!_endedByUs) return ExitCode is { } own ? profile with { ExitCode = own } : profile;
        return profile with { EndedBy = EndedBy.Harness, ExitCode = ExitCode is < ExitCodes.Signal ? ExitCode : null, ExitSignal = ExitCode is >= ExitCodes.Signal and var code ? code - ExitCodes.Signal : null };
    }

    public void Dispose()
    {
        _process.Dispose();
        _kill.Dispose();
        _subreaper.Dispose();
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
