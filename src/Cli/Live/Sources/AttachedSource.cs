namespace RunScope.Testing.Cli.Live;

/// <summary>A process that runs, watched through the library.</summary>
internal sealed class AttachedSource : ILiveSource
{
    private readonly AttachedProcess _process;
    private readonly IDisposable _rounds;
    private readonly long _since = TimeProvider.System.GetTimestamp();
    private TimeSpan? _watched;
    private string? _ended;

    public AttachedSource(AttachedProcess process, string? user)
    {
        _process = process;
        Subject = new LiveSubject(Simulated: false, process.ProcessId, process.Name, process.CommandLine, user, process.Access.Limits);
        _rounds = process.OnRound(Model.Take);
    }

    public LiveSubject Subject { get; }

    public int SampleRate { get => _process.SampleRate; set => _process.SampleRate = value; }

    public LiveModel Model { get; } = new();

    public LiveStatus Status => new(_process.SampleRate, _process.Rounds, _process.RoundsLate, _watched ?? TimeProvider.System.GetElapsedTime(_since), _ended);

    public void Advance()
    {
        if (_ended is not null || !_process.Completion.IsCompleted) return;
        if (!_process.Completion.IsCompletedSuccessfully)
        {
            _ended = "it can't be watched any more: " + _process.Completion.Exception?.InnerException?.Message;
            return;
        }

        var profile = _process.Completion.Result;
        Model.End();
        _watched = profile.WallTime;
        _ended = EndOf(profile);
    }

    public Task<ProcessProfile> ProfileSoFarAsync() => _process.ProfileSoFarAsync();

    public Task<ProcessProfile> FinishAsync() => _process.DetachAsync();

    public async ValueTask DisposeAsync()
    {
        _rounds.Dispose();
        await _process.DisposeAsync().ConfigureAwait(false);
    }

    private static string EndOf(ProcessProfile profile) => profile switch
    {
        { ExitSignal: { } signal } => "killed by " + SignalNames.Of(signal),
        { ExitCode: { } code } => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"exit code {code}"),
        _ => "the process has exited; with which code only its parent knows",
    };
}
