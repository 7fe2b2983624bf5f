using System.Net.Sockets;
using CliWrap;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Launch;
using RunScope.Testing.Protocol;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Hosting;

internal sealed partial class RecorderHost
{
    // A recorder that says nothing for this long after its start is not going to.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    // A connection that is there is accepted as soon as a thread is free.
    private static readonly TimeSpan LongestQueue = TimeSpan.FromMilliseconds(200);

    // What outlives the workload may hold its pipes for ever; this much is waited for their last words.
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(1);

    // A recorder that was told to end everything does so within its own bounds, or not at all.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(15);

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = new LaunchRequest
        {
            File = _file,
            Arguments = [_command.TargetFilePath, .. _arguments],
            Environment = WorkloadEnvironment.Of(_command.EnvironmentVariables, _environment.Removed),
            SampleRate = _options.SampleRate,
            Timeout = _options.Timeout,
            GracePeriod = _options.GracePeriod,
            LeaveChildren = _options.LeaveChildren,
        };
        if (request.Arguments.Concat(request.Environment).Any(t => t.Contains('\0')))
            throw new WorkloadLaunchException($"Cannot start \"{_command.TargetFilePath}\": an argument or environment variable holds a NUL character, which the kernel can't pass on.");

        // With LeaveChildren the survivors are meant to outlive the recorder, and must not become children of this process.
        if (!_options.LeaveChildren) _subreaper = new HostSubreaper();
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        starting.CancelAfter(LongestStart);
        var socket = await ConnectAsync(starting.Token, cancellationToken).ConfigureAwait(false);
        _connection = new RecorderConnection(socket);
        try
        {
            var payload = new PayloadWriter();
            LaunchCodec.Write(payload, request);
            await _connection.TrySendAsync(Message.Launch, payload.Written.ToArray()).ConfigureAwait(false);
            await WaitForStartAsync(starting.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var held = IsStopped(RecorderId);

            // A closed socket makes the recorder end whatever it has started; what a killed one had started is ours to end and reap, at once: it may hold
            // the pipes, or be about to start others. An error of the caller's own pipes comes out of the wait: then it is what the caller is told.
            _connection.Dispose();
            try
            {
                await _tree.EndAsync().ConfigureAwait(false);
                await WaitForRecorderAsync(LongestEnd).ConfigureAwait(false);
            }
            finally
            {
                await _tree.EndAsync().ConfigureAwait(false);
                _ended.TrySetResult();
            }

            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new RecorderLostException(
                    $"\"{_file}\" could not be started within {LongestStart.TotalSeconds:0} s: "
                    + (held ? $"{StoppedRecorder} It has been ended." : "it said nothing meanwhile. Is the machine overloaded, or the program on a file system that doesn't respond?"),
                    e);
            }

            if (e is InvalidDataException) throw new RecorderLostException($"{e.Message} \"{_file}\" was not started, or has been ended.", e);
            throw;
        }

        _sinceStart.Start();
        ExpectEnd(_options.Timeout, "the workload's time limit");
        Profile = ListenAsync();
    }

    /// <summary>Starts the recorder and waits until it has connected; a native one that this system can't run gives way to the managed one.</summary>
    private async Task<Socket> ConnectAsync(CancellationToken starting, CancellationToken cancellationToken)
    {
        var programs = RecorderProgram.Find();
        foreach (var recorder in programs)
        {
            using var socket = new PrivateSocket();
            try
            {
                var running = Wrap(recorder, socket.Path).ExecuteAsync(_recorderKill.Token);
                RecorderId = running.ProcessId;
                _tree.Expect(RecorderId);
                _recorderEnd = EndOf(running.Task);
            }
            catch (Exception e) when (e is System.ComponentModel.Win32Exception or CliWrap.Exceptions.CliWrapException)
            {
                if (recorder != programs[^1]) continue;
                throw new RecorderLostException($"The recorder could not be started ({recorder.File}): {e.Message}", e);
            }

            var accepting = socket.AcceptAsync(RecorderId, starting);
            await Task.WhenAny(accepting, _recorderEnd).ConfigureAwait(false);
            if (accepting.IsCompletedSuccessfully || (_recorderEnd.IsCompleted && await IsAcceptedAsync(accepting).ConfigureAwait(false)))
                return await accepting.ConfigureAwait(false);
            if (_recorderEnd.IsCompleted && recorder != programs[^1]) continue;
            var silent = !_recorderEnd.IsCompleted;
            var held = silent && IsStopped(RecorderId);
            if (silent) await _recorderKill.CancelAsync().ConfigureAwait(false);
            var code = await _recorderEnd.ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw new RecorderLostException(silent
                ? $"The recorder ({recorder.File}) said nothing for {LongestStart.TotalSeconds:0} s after its start and has been ended. {(held ? StoppedRecorder : "Is the machine overloaded?")}"
                : $"The recorder ({recorder.File}) did not start: it ended with {Word(code)}. Its standard error: {Quoted(Shown(_stderr))}");
        }

        throw new InvalidOperationException("There is at least one recorder, or Find has thrown.");
    }

    // A recorder that connected and ended at once has left its connection in the queue.
    private static async Task<bool> IsAcceptedAsync(Task<Socket> accepting)
    {
        try
        {
            await accepting.WaitAsync(LongestQueue).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException or SocketException)
        {
            return false;
        }
    }

    // The caller's own command with the recorder in its place: the same pipes, folder, priority and affinity.
    private Command Wrap(RecorderProgram recorder, string socket) => _command
        .WithTargetFile(recorder.File)
        .WithArguments([.. recorder.Arguments, socket])
        .WithEnvironmentVariables(WorkloadEnvironment.OfRecorder())
        .WithValidation(CommandResultValidation.None)
        .WithStandardOutputPipe(_stdout.With(_command.StandardOutputPipe))
        .WithStandardErrorPipe(_stderr.With(_command.StandardErrorPipe));

    private async Task WaitForStartAsync(CancellationToken starting)
    {
        while (ProcessId == 0)
        {
            var message = await _connection!.ReadAsync(starting).ConfigureAwait(false);
            switch (message?.Kind)
            {
                case Message.Started or Message.ProcessSeen:
                    Enter(message.Value.Payload, isRoot: message.Value.Kind == Message.Started);
                    break;
                case Message.Failed:
                    throw LaunchErrors.Explain(_file, message.Value.Payload.Int());
                case Message.Broken:
                    throw new RecorderLostException(message.Value.Payload.Text());
                default:
                    await _tree.EndAsync().ConfigureAwait(false);
                    await WaitForRecorderAsync(LongestEnd).ConfigureAwait(false);
                    throw new RecorderLostException($"The recorder ended before it could start \"{_file}\". Its standard error: {Quoted(Shown(_stderr))}");
            }
        }
    }

    private async Task<ProcessProfile> ListenAsync()
    {
        try
        {
            var (recording, broken) = await ReadToEndAsync().ConfigureAwait(false);
            if (recording is null) throw await LostAsync(broken ?? _overdue).ConfigureAwait(false);

            await DrainAsync(recording).ConfigureAwait(false);
            return Build(recording);
        }
        catch (RunScopeException e) when (Redactor.Without(e) is var shown && shown != e)
        {
            throw shown;
        }
        finally
        {
            _tree.Dispose();
            _ended.TrySetResult();
        }
    }

    private async Task<(Recording? Recording, string? Broken)> ReadToEndAsync()
    {
        Recording? recording = null;
        string? broken = null;
        using var read = new CancellationTokenSource();
        var watch = WatchAsync(read.Token);
        try
        {
            while (await _connection!.ReadAsync().ConfigureAwait(false) is { } message)
            {
                switch (message.Kind)
                {
                    case Message.ProcessSeen:
                        Enter(message.Payload, isRoot: false);
                        break;
                    case Message.PhaseMarked:
                        _marked.TrySetResult();
                        break;
                    case Message.Broken:
                        broken = message.Payload.Text();
                        break;
                    case Message.Recording:
                        recording = RecordingCodec.Read(message.Payload);
                        break;
                }
            }
        }
        catch (InvalidDataException e)
        {
            // Whoever says such a thing is told no more; a recorder that still lives ends the tree at the end of its connection, and itself.
            _connection!.Dispose();
            return (null, $"{e.Message} There is no profile of \"{_command.TargetFilePath}\" (process {ProcessId}), which has been ended.");
        }
        finally
        {
            await read.CancelAsync().ConfigureAwait(false);
            await watch.ConfigureAwait(false);
        }

        return (recording, broken);
    }

    // The pipes are drained to their ends, however slowly the caller reads, unless something that was left alive holds them, or was handed them.
    private async Task DrainAsync(Recording recording)
    {
        if (_options.LeaveChildren || _tree.AnyAlive)
        {
            await WaitForRecorderAsync(LongestDrain).ConfigureAwait(false);
            return;
        }

        // Who is seen once only may be a child of this process between its fork and its exec.
        HashSet<int> before = [];
        while (await Task.WhenAny(_recorderEnd, Task.Delay(LongestDrain)).ConfigureAwait(false) != _recorderEnd)
        {
            var holders = _tree.Holders().ToHashSet();
            foreach (var holder in holders.Where(before.Contains).Take(1))
            {
                recording.Warnings.Add($"The output of the workload was not read to its end: process {holder} ({VisibleText.Of(ProcessIdentity.NameOf(holder))}), which isn't one of its processes, had it open when they had all ended.");
                await WaitForRecorderAsync(TimeSpan.Zero).ConfigureAwait(false);
                return;
            }

            before = holders;
        }

        await _recorderEnd.ConfigureAwait(false);
    }

    private async Task<RecorderLostException> LostAsync(string? broken)
    {
        var ended = await _tree.EndAsync().ConfigureAwait(false);
        var code = await WaitForRecorderAsync(LongestDrain).ConfigureAwait(false);
        if (broken is not null) return new RecorderLostException(broken) { ProcessId = ProcessId };
        return new RecorderLostException(
            $"The recorder of \"{_command.TargetFilePath}\" (process {ProcessId}) ended with {Word(code)} before it had reported, so there is no profile of this run. "
            + $"{Counts.Of(ended, "process")} of the workload {(ended == 1 ? "was" : "were")} still running and {(ended == 1 ? "has" : "have")} been ended. "
            + $"Did something kill it (the kernel's out-of-memory killer: see dmesg)? Its and the workload's standard error: {Quoted(Shown(_stderr))}")
        {
            ProcessId = ProcessId,
        };
    }

    /// <summary>Waits until the recorder has ended and its pipes are drained; after a time they are given up.</summary>
    private async Task<int?> WaitForRecorderAsync(TimeSpan longest)
    {
        try
        {
            return await _recorderEnd.WaitAsync(longest).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await _recorderKill.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(_recorderEnd, Task.Delay(LongestEnd)).ConfigureAwait(false);
            return _recorderEnd.IsCompleted ? await _recorderEnd.ConfigureAwait(false) : null;
        }
    }

    private void Enter(PayloadReader payload, bool isRoot)
    {
        var pid = payload.Int();
        var startTicks = (ulong)payload.Number();
        _tree.Add(pid, startTicks);
        if (isRoot) (ProcessId, _startTicks) = (pid, startTicks);
    }

    // The recorder's own exit code; null when CliWrap couldn't tell it. An error of the caller's own pipes, such as an input file that isn't there, is the caller's.
    private static async Task<int?> EndOf(Task<CommandResult> running)
    {
        try
        {
            return (await running.ConfigureAwait(false)).ExitCode;
        }
        catch (Exception e) when (e is OperationCanceledException or CliWrap.Exceptions.CliWrapException)
        {
            return null;
        }
    }

    private static string Word(int? code) => code switch
    {
        null => "an unknown status",
        > 128 => $"exit code {code} ({SignalNames.OfShellExitCode(code.Value) ?? "a signal"})",
        _ => $"exit code {code}",
    };

    private static string Quoted(string text) => text.Length == 0 ? "(nothing)" : text.Trim();
}
