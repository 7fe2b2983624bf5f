using RunScope.Testing.Cli.Live;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Tests;

/// <summary>Rounds for a model, as a process would give them.</summary>
internal sealed class Rounds(TimeSpan period)
{
    private readonly Dictionary<int, TimeSpan> _last = [];
    private long _round;

    public LiveModel Model { get; } = new();

    public TimeSpan Now { get; private set; }

    public LiveView View => Model.Look();

    /// <summary>A round with these threads.</summary>
    public void Take(params (int Thread, TaskState State, double Cpu, double Delay)[] threads)
    {
        var gone = _last.Keys.Except(threads.Select(t => t.Thread)).ToList();
        foreach (var thread in gone) _last.Remove(thread);
        Model.Take(++_round, threads.Select(t => Sample(t.Thread, t.State, t.Cpu, t.Delay)).ToArray());
        Now += period;
    }

    /// <summary>The same for a time.</summary>
    public void Take(TimeSpan time, params (int Thread, TaskState State, double Cpu, double Delay)[] threads)
    {
        for (var until = Now + time; Now < until;) Take(threads);
    }

    private ThreadSample Sample(int thread, TaskState state, double cpu, double delay)
    {
        var elapsed = _last.TryGetValue(thread, out var last) ? Now - last : TimeSpan.Zero;
        _last[thread] = Now;
        return new ThreadSample
        {
            ProcessId = 10,
            ThreadId = thread,
            ProcessName = "server",
            ThreadName = $"worker-{thread}",
            State = state,
            At = Now,
            Elapsed = elapsed,
            CpuTime = elapsed * cpu,
            RunQueueDelay = elapsed * delay,
            Wait = state is TaskState.Running or TaskState.Runnable ? null : new SampledWait("futex", null, null),
        };
    }
}
