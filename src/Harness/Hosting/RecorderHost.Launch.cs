using CliWrap;
using RunScope.Testing.Launch;
using RunScope.Testing.Protocol;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Hosting;

internal sealed partial class RecorderHost
{
    // A recorder that says nothing for this long after its start is not going to.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var recorder = RecorderProgram.Find();
        var request = new LaunchRequest
        {
            File = _file,
            Arguments = [_command.TargetFilePath, .. _arguments],
            Environment = WorkloadEnvironment.Of(_command.EnvironmentVariables),
            SampleRate = _options.SampleRate,
            Timeout = _options.Timeout,
            GracePeriod = _options.GracePeriod,
            LeaveChildren = _options.LeaveChildren,
        };
        if (request.Arguments.Concat(request.Environment).Any(t => t.Contains('\0')))
            throw new WorkloadLaunchException($"Cannot start \"{_command.TargetFilePath}\": an argument or environment variable holds a NUL character, which the kernel can't pass on.");

        // With LeaveChildren the survivors are meant to outlive the recorder, and must not become children of this process.
        if (!_options.LeaveChildren) _subreaper = new HostSubreaper();
        using var socket = new PrivateSocket();
        var running = _command
            .WithTargetFile(recorder.File)
            .WithArguments([.. recorder.Arguments, socket.Path])
            .WithEnvironmentVariables(WorkloadEnvironment.OfRecorder())
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(_stdout.With(_command.StandardOutputPipe))
            .WithStandardErrorPipe(_stderr.With(_command.StandardErrorPipe))
            .ExecuteAsync(_recorderKill.Token);
        var recorderEnd = EndOf(running.Task);
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        starting.CancelAfter(LongestStart);
        var accepting = socket.AcceptAsync(starting.Token);
        await Task.WhenAny(accepting, recorderEnd).ConfigureAwait(false);
        if (!accepting.IsCompletedSuccessfully)
        {
            if (!recorderEnd.IsCompleted) await _recorderKill.CancelAsync().ConfigureAwait(false);
            var code = await recorderEnd.ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw new RecorderLostException($"The recorder ({recorder.File}) did not start: it ended with exit code {Word(code)}. Its standard error: {Quoted(_stderr.Text)}");
        }

        // Only now: CliWrap has given the recorder its priority and affinity, which the workload is to inherit.
        _connection = new RecorderConnection(await accepting.ConfigureAwait(false));
        var payload = new PayloadWriter();
        request.Write(payload);
        await _connection.TrySendAsync(Message.Launch, payload.Written.ToArray()).ConfigureAwait(false);
        var first = await _connection.ReadAsync().ConfigureAwait(false);
        switch (first?.Kind)
        {
            case Message.Started:
            case Message.ProcessSeen:
                break;
            case Message.Failed:
                _ended.TrySetResult();
                await recorderEnd.ConfigureAwait(false);
                throw LaunchErrors.Explain(_file, first.Value.Payload.Int());
            default:
                var code = await recorderEnd.ConfigureAwait(false);
                _ended.TrySetResult();
                throw new RecorderLostException($"The recorder ended with exit code {Word(code)} before it could start \"{_file}\". Its standard error: {Quoted(_stderr.Text)}");
        }

        Enter(first.Value.Payload, isRoot: first.Value.Kind == Message.Started);
        while (ProcessId == 0)
        {
            var next = await _connection.ReadAsync().ConfigureAwait(false) ?? throw await LostAsync(recorderEnd).ConfigureAwait(false);
            if (next.Kind is Message.Started or Message.ProcessSeen) Enter(next.Payload, isRoot: next.Kind == Message.Started);
        }

        Profile = ListenAsync(recorderEnd);
    }

    private async Task<ProcessProfile> ListenAsync(Task<int?> recorderEnd)
    {
        try
        {
            Recording? recording = null;
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
                    case Message.Recording:
                        recording = RecordingCodec.Read(message.Payload);
                        break;
                }
            }

            if (recording is null) throw await LostAsync(recorderEnd).ConfigureAwait(false);

            // The pipes are drained to their ends: the tails are complete.
            await recorderEnd.ConfigureAwait(false);
            return Build(recording);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private async Task<RecorderLostException> LostAsync(Task<int?> recorderEnd)
    {
        var ended = await _tree.EndAsync().ConfigureAwait(false);
        var code = await recorderEnd.ConfigureAwait(false);
        return new RecorderLostException(
            $"The recorder of \"{_command.TargetFilePath}\" (process {ProcessId}) ended with {Word(code)} before it had reported, so there is no profile of this run. "
            + $"{(ended == 1 ? "1 process" : $"{ended} processes")} of the workload {(ended == 1 ? "was" : "were")} still running and {(ended == 1 ? "has" : "have")} been ended. "
            + $"Did something kill it (the kernel's out-of-memory killer: see dmesg)? Its and the workload's standard error: {Quoted(_stderr.Text)}")
        {
            ProcessId = ProcessId,
        };
    }

    private void Enter(PayloadReader payload, bool isRoot)
    {
        var pid = payload.Int();
        _tree.Add(pid, (ulong)payload.Number());
        if (isRoot) ProcessId = pid;
    }

    // The recorder's own exit code; null when CliWrap couldn't tell it.
    private static async Task<int?> EndOf(Task<CommandResult> running)
    {
        try
        {
            return (await running.ConfigureAwait(false)).ExitCode;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or CliWrap.Exceptions.CliWrapException)
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
