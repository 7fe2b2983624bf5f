using System.Collections.Immutable;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;
using RunScope.Testing.Building;
using RunScope.Testing.Hosting;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Attaching;

/// <summary>The thread that watches an attached process, and what others may ask of it.</summary>
internal sealed class AttachedSampling
{
    private readonly AttachOptions _options;
    private readonly Redactor _general;
    private readonly SampleHub _hub;
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ProcessProfile> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AttachTarget _target = null!;
    private volatile AttachSession? _session;
    private volatile bool _detached;
    private volatile bool _sampling = true;
    private volatile int _rate;

    public AttachedSampling(AttachOptions options, Redactor redactor)
    {
        (_options, _general, _rate) = (options, redactor, options.SampleRate);
        _hub = new SampleHub(options.RecentSamples, () => Redactor);
    }

    /// <summary>Done after the first round; faulted when there was none.</summary>
    public Task Begun => _begun.Task;

    public Task<ProcessProfile> Completion => _completion.Task;

    public SampleHub Hub => _hub;

    public int ProcessId => _target.Pid;

    public string Name => Redactor.Name(_target.Name);

    public string CommandLine => string.Join(' ', Redactor.Arguments([Command, .. Arguments]));

    public ProcessAccess Access { get; private set; } = null!;

    public long Rounds => _session?.Rounds ?? 0;

    public long RoundsLate => _session?.RoundsLate ?? 0;

    public bool IsSampling => _sampling && !Completion.IsCompleted;

    public int SampleRate
    {
        get => _rate;
        set
        {
            if (!ProfileOptions.IsRate(value)) throw new ArgumentOutOfRangeException(nameof(SampleRate), $"{value} is no sample rate; it takes 1 to 1000 rounds per second.");
            _rate = value;
            Ask(s => s.SetRate(_rate));
        }
    }

    private Redactor Redactor => field ??= _general.ForRun(_target.Words, Access is { Details: true } ? _target.Environment : []);

    private string Command => _target.Words is [{ Length: > 0 } first, ..] ? first : $"[{_target.Name}]";

    private ImmutableArray<string> Arguments => _target.Words is [{ Length: > 0 }, .. var rest] ? [.. rest] : [];

    public void Start(int processId, Func<bool>? isSame) =>
        new Thread(() => Run(processId, isSame)) { IsBackground = true, Name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"attach {processId}") }.Start();

    public void SetSampling(bool on)
    {
        _sampling = on;
        if (on) Ask(s => s.StartSampling());
        else Ask(s => s.StopSampling());
    }

    public void Detach()
    {
        _detached = true;

        // Written before the session is looked for, as the other thread enters the session before it looks whether it is to detach: one of both sees the other's.
        Interlocked.MemoryBarrier();
        Ask(s => s.Detach());
    }

    /// <summary>Marks the begin or end of a phase; returns when the mark is entered, or when nobody watches any more.</summary>
    public async Task MarkAsync(string phase, bool begin)
    {
        var marked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Ask(s => Answer(marked, () => s.Mark(phase, begin)))) await AnsweredAsync(marked.Task).ConfigureAwait(false);
    }

    /// <summary>Takes rounds as fast as they can be taken.</summary>
    public Task TakeRoundsAsync(int count)
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = Ask(s => Answer(taken, () =>
        {
            for (var i = 0; i < count; i++) s.TakeRound();
        }));
        if (!asked) taken.SetResult();
        return taken.Task;
    }

    public async Task<ProcessProfile> ProfileSoFarAsync(CancellationToken cancellationToken)
    {
        var taken = new TaskCompletionSource<Recording>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!Ask(s => Answer(taken, s.Snapshot))) return await Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
        await AnsweredAsync(taken.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
        return Build(await taken.Task.ConfigureAwait(false));
    }

    // A session that fails does nothing of what it was asked for and hasn't done: what it failed of is the answer.
    private async Task AnsweredAsync(Task answer)
    {
        await Task.WhenAny(answer, Completion).ConfigureAwait(false);
        await (answer.IsCompleted ? answer : Completion).ConfigureAwait(false);
    }

    private bool Ask(Action<AttachSession> request) => _session?.TryAsk(request) ?? false;

    private void Run(int processId, Func<bool>? isSame)
    {
        try
        {
            _target = AttachTarget.Open(processId, isSame);
            var access = AttachAccess.Of(_target);
            Access = new ProcessAccess(access.Calls, access.Details, access.Limits);
            Recording recording;
            using (var session = new AttachSession(
                _target,
                new AttachRequest { SampleRate = _options.SampleRate, Duration = _options.Duration, FollowChildren = _options.FollowChildren },
                _hub))
            {
                session.Begin();
                _session = session;
                Interlocked.MemoryBarrier();
                _begun.SetResult();
                if (_detached) session.Detach();
                recording = session.Run();
            }

            // Nothing is left open on the process when its profile is there.
            _hub.End();
            _completion.SetResult(Build(recording));
        }
        catch (Exception e)
        {
            // Whoever waits is told; a thread of ours must not end the program.
            if (!_begun.TrySetException(e)) _completion.TrySetException(e);
        }
        finally
        {
            _hub.End();
        }
    }

    private ProcessProfile Build(Recording recording)
    {
        recording.Warnings.InsertRange(0, Access.Limits);
        recording.Warnings.AddRange(_hub.Failures);
        var host = HostMachine.Info with { CgroupCpuQuota = double.IsNaN(recording.QuotaCpus) ? null : recording.QuotaCpus };
        return Redactor.Without(ProfileBuilder.Build(recording, Command, Arguments, Command, host, new OutputTails(null, null, false)));
    }

    private static void Answer(TaskCompletionSource waiting, Action action)
    {
        try
        {
            action();
            waiting.SetResult();
        }
        catch (Exception e)
        {
            waiting.SetException(e);
        }
    }

    private static void Answer<T>(TaskCompletionSource<T> waiting, Func<T> action)
    {
        try
        {
            waiting.SetResult(action());
        }
        catch (Exception e)
        {
            waiting.SetException(e);
        }
    }
}
