using System.Collections.Immutable;
using RunScope.Testing.Hosting;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Cli.Live;

/// <summary>A made-up web server, so that the view can be tried without a process. The same seed gives the same data.</summary>
internal sealed class DemoSource : ILiveSource
{
    public const ulong DefaultSeed = 5;

    /// <summary>No process has this ID.</summary>
    public const int ProcessId = 0;

    private const string Name = "demo-server";

    // A job lives a few seconds: what is kept of those that ended is bounded.
    private const int MostEnded = 1000;

    private readonly TimeProvider _clock;
    private readonly DemoScript _script;
    private readonly long _since;
    private readonly DateTimeOffset _startedAt;
    private readonly TimelineGrid _grid = new(0, 100_000_000);
    private readonly Dictionary<int, DemoThread> _threads = [];
    private readonly Queue<DemoThread> _ended = new();
    private TimeSpan _next;
    private TimeSpan _now;
    private long _rounds;

    public DemoSource(TimeProvider clock, ulong seed = DefaultSeed, int sampleRate = 100)
    {
        (_clock, _script, SampleRate) = (clock, new DemoScript(seed), sampleRate);
        (_since, _startedAt) = (clock.GetTimestamp(), clock.GetUtcNow());
        Subject = new LiveSubject(Simulated: true, ProcessId, Name, "a made-up web server: runscope live --demo", null, []);
    }

    public LiveSubject Subject { get; }

    public int SampleRate { get; set; }

    public LiveModel Model { get; } = new();

    public LiveStatus Status => new(SampleRate, _rounds, 0, _now, null) { Note = DemoScene.At(_now).Name };

    public void Advance()
    {
        for (var now = _clock.GetElapsedTime(_since); _next <= now; _next += TimeSpan.FromSeconds(1.0 / SampleRate)) TakeRound(_next);
    }

    public Task<ProcessProfile> ProfileSoFarAsync() => Task.FromResult(Profile());

    public Task<ProcessProfile> FinishAsync() => ProfileSoFarAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void TakeRound(TimeSpan at)
    {
        _now = at;
        var living = DemoScript.ThreadsAt(at);
        var samples = new ThreadSample[living.Length];
        for (var i = 0; i < living.Length; i++) samples[i] = Sample(living[i].Id, living[i].Name, at);
        if (_threads.Count > living.Length)
        {
            foreach (var gone in _threads.Values.Where(t => t.Last < at).ToArray()) End(gone);
        }

        Model.Take(++_rounds, samples);
    }

    private ThreadSample Sample(int id, string name, TimeSpan at)
    {
        if (!_threads.TryGetValue(id, out var thread)) _threads[id] = thread = new DemoThread(id, name, at, _grid);
        var elapsed = at - thread.Last;
        var (running, runnable) = thread.Play(_script, at);
        var act = _script.Of(id, at.Ticks / DemoScript.Slot.Ticks);
        return new ThreadSample
        {
            ProcessId = ProcessId,
            ThreadId = id,
            ProcessName = Name,
            ThreadName = name,
            State = act.State,
            At = at,
            Elapsed = elapsed,
            CpuTime = running,
            RunQueueDelay = runnable,
            Wait = act.Wait,
        };
    }

    private void End(DemoThread thread)
    {
        thread.Finish();
        _threads.Remove(thread.Id);
        _ended.Enqueue(thread);
        if (_ended.Count > MostEnded) _ended.Dequeue();
    }

    private ProcessProfile Profile()
    {
        DemoThread[] threads = [.. _ended.Concat(_threads.Values).OrderBy(t => t.Id)];
        ImmutableArray<ThreadProfile> profiles =
        [
            .. threads.Select(t => new ThreadProfile { Id = t.Id, ThreadId = t.Id, ProcessId = 0, Name = t.Name, Start = t.Start, End = t.End, States = t.States, Evidence = new Evidence(), CpuTime = t.States.Running }),
        ];
        var states = profiles.Aggregate(StateTimes.Zero, (sum, t) => sum + t.States);
        return new ProcessProfile
        {
            Target = new TargetInfo("runscope", ["live", "--demo"], null, ProcessId, Name, Simulated: true),
            StartedAt = _startedAt,
            WallTime = _now,
            EndedBy = EndedBy.Detach,
            Engine = new EngineInfo("simulated", "the data are made up for a demonstration", SampleRate, _rounds, _rounds, 0, 0, TimeSpan.Zero, ["These are simulated data: no process was watched."]),
            Host = HostMachine.Info,
            States = states,
            CpuTime = states.Running,
            Processes = [new ProcessInfo(0, ProcessId, 0, Name, null, TimeSpan.Zero, null)],
            Threads = profiles,
            Timeline = new Timeline(TimeSpan.FromTicks(_grid.BucketNs / TimeSpan.NanosecondsPerTick), [.. threads.Where(t => t.Buckets.Length > 0).Select(Row)]),
            Waits = [.. threads.SelectMany(t => t.Waits).OrderByDescending(w => w.Time)],
        };
    }

    private static ThreadTimeline Row(DemoThread thread)
    {
        var buckets = ImmutableArray.CreateBuilder<ImmutableArray<long>>();
        for (var at = 0; at < thread.Buckets.Length; at += TimelineGrid.States) buckets.Add([.. thread.Buckets.Slice(at, TimelineGrid.States)]);
        return new ThreadTimeline(thread.Id, thread.FirstBucket, buckets.ToImmutable());
    }
}
