using System.Collections.Immutable;
using CliWrap;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Building;
using RunScope.Testing.Hosting.Readiness;
using RunScope.Testing.Interop;
using RunScope.Testing.Launch;
using RunScope.Testing.Protocol;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Hosting;

/// <summary>One recorder and its workload, seen from the host: started through the caller's own CliWrap command, asked over the socket, listened to until its report.</summary>
internal sealed partial class RecorderHost : IWaitedFor, IAsyncDisposable
{
    private readonly ProfileOptions _options;
    private readonly Command _command;
    private readonly ImmutableArray<string> _arguments;
    private readonly string _file;
    private readonly EnvironmentInfo _environment;
    private readonly OutputTail _stdout = new();
    private readonly OutputTail _stderr = new();
    private readonly OrphanedTree _tree = new();
    private readonly CancellationTokenSource _recorderKill = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _marking = new(1, 1);
    private Task<int?> _recorderEnd = Task.FromResult<int?>(null);
    private TaskCompletionSource _marked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong _startTicks;
    private RecorderConnection? _connection;
    private HostSubreaper? _subreaper;

    private RecorderHost(Command command, ProfileOptions options, string file)
    {
        _command = command;
        _options = options;
        _file = file;
        _arguments = [.. ArgumentString.Split(command.Arguments)];
        _environment = TestHostVariables.Sort(command.EnvironmentVariables, options.InheritTestHostEnvironment);
    }

    /// <summary>The workload's process ID.</summary>
    public int ProcessId { get; private set; }

    // Made after the launch: what it takes to search through the environment is nothing that a workload should wait for.
    private Redactor Redactor => field ??= RedactorOf(_command, _options);

    /// <summary>The command for messages, without secrets.</summary>
    public string CommandLine => string.Join(' ', Redactor.Arguments([_command.TargetFilePath, .. _arguments]));

    /// <summary>The recorder's process ID.</summary>
    public int RecorderId { get; private set; }

    bool IWaitedFor.IsAlive => ProcessTree.IsAlive(ProcessId, _startTicks);

    string IWaitedFor.Command => $"\"{_command.TargetFilePath}\"";

    Task<ProcessProfile> IWaitedFor.Completion => Profile;

    OutputTail IWaitedFor.Stdout => _stdout;

    OutputTail IWaitedFor.Stderr => _stderr;

    string IWaitedFor.Shown(OutputTail tail) => Shown(tail);

    /// <summary>The profile; faulted when the recorder was lost.</summary>
    public Task<ProcessProfile> Profile { get; private set; } = null!;

    /// <summary>The end of the workload's standard output so far.</summary>
    public string StandardOutputTail => _stdout.Text;

    /// <summary>The end of the workload's standard error so far.</summary>
    public string StandardErrorTail => _stderr.Text;

    /// <summary>Launches the command; returns when the workload runs.</summary>
    public static async Task<RecorderHost> StartAsync(Command command, ProfileOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await StartCheckedAsync(command, options, cancellationToken).ConfigureAwait(false);
        }
        catch (RunScopeException e) when (RedactorOf(command, options).Without(e) is var shown && shown != e)
        {
            throw shown;
        }
    }

    private static async Task<RecorderHost> StartCheckedAsync(Command command, ProfileOptions options, CancellationToken cancellationToken)
    {
        var problems = options.Problems().ToList();
        if (problems.Count > 0) throw new ArgumentException(string.Join(" ", problems), nameof(options));
        HostMachine.RequireProfiling();
        if (WorkingDirectory.Problem(command.WorkingDirPath) is { } problem)
            throw new WorkloadLaunchException($"Cannot start \"{command.TargetFilePath}\": its working directory {command.WorkingDirPath} {problem}, or name another (WithWorkingDirectory, WorkingDirectory = ...).");
        if (command.Credentials is { UserName: not null })
            throw new WorkloadLaunchException("Cannot start a command with credentials: the recorder would run as another user and could not reach this process. Run the tests as that user.");
        var file = ExecutableLookup.Find(command.TargetFilePath, command.WorkingDirPath);
        var host = new RecorderHost(command, options, file);
        try
        {
            await host.LaunchAsync(cancellationToken).ConfigureAwait(false);
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A signal, then SIGKILL after the grace period.</summary>
    public Task StopAsync(int signal)
    {
        ExpectEnd(TimeSpan.Zero, "the workload was to be stopped");
        var payload = new PayloadWriter();
        payload.Number((long)signal);
        return _connection!.TrySendAsync(Message.Stop, payload.Written.ToArray());
    }

    /// <summary>Sends a signal to the workload itself, and to no other process that has its ID; false when it has ended.</summary>
    public bool TrySignal(int number) => ProcessTree.Send(new ProcessTree.Member(ProcessId, 0, _startTicks), number) switch
    {
        0 => true,
        LinuxError.ESRCH => false,
        var errno => throw new RunScopeException(
            $"Cannot send {SignalNames.Of(number)} to \"{_command.TargetFilePath}\" (process {ProcessId}): {LinuxError.Name(errno)}. Does it run as another user (sudo, a setuid program)?")
        {
            ProcessId = ProcessId,
            Errno = errno,
            Syscall = "pidfd_send_signal",
        },
    };

    /// <summary>SIGKILL to the whole tree. A recorder that doesn't do it is ended itself, and the tree from here.</summary>
    public async Task KillAsync()
    {
        await AskAsync(Message.Kill).ConfigureAwait(false);
        try
        {
            await _ended.Task.WaitAsync(_options.GracePeriod + LongestEnd).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await _recorderKill.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Marks the begin or end of a phase; returns when the mark is entered, or the workload has ended.</summary>
    public async Task MarkAsync(string phase, bool begin)
    {
        var payload = new PayloadWriter();
        payload.Text(phase);
        await _marking.WaitAsync().ConfigureAwait(false);
        try
        {
            _marked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (await _connection!.TrySendAsync(begin ? Message.BeginPhase : Message.EndPhase, payload.Written.ToArray()).ConfigureAwait(false))
                await Task.WhenAny(_marked.Task, _ended.Task).ConfigureAwait(false);
        }
        finally
        {
            _marking.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null && !_ended.Task.IsCompleted)
        {
            await KillAsync().ConfigureAwait(false);
            await _ended.Task.ConfigureAwait(false);
        }

        _connection?.Dispose();
        _tree.Dispose();
        _subreaper?.Dispose();
    }

    private Task AskAsync(Message kind) => _connection!.TrySendAsync(kind, ReadOnlyMemory<byte>.Empty);

    private ProcessProfile Build(Recording recording) => Redactor.Without(ProfileBuilder.Build(
        recording, _command.TargetFilePath, _arguments, _file, HostMachine.Info, new OutputTails(Shown(_stdout), Shown(_stderr), _stdout.IsTruncated || _stderr.IsTruncated)) with
    { Environment = _environment });

    private string Shown(OutputTail tail) => Redactor.Tail(tail.Text, tail.IsTruncated);

    private static Redactor RedactorOf(Command command, ProfileOptions options) =>
        options.Redactor.ForRun(ArgumentString.Split(command.Arguments), WorkloadEnvironment.Of(command.EnvironmentVariables, []));
}
