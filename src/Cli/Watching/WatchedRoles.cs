using System.Runtime.InteropServices;
using RunScope.Testing.Building;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Cli.Watching;

/// <summary>Tells threads that are none of the application from the others as their samples come: they serve a runtime, or only wait for children.</summary>
/// <remarks>The report at the end leaves out the same by its books. These are for a glance, and cost the sampling thread a look into a table for each sample.</remarks>
/// <param name="runtimeOf">The runtime that a process maps; asked once of each process that has a thread with a name as a runtime gives them.</param>
internal sealed class WatchedRoles(Func<int, RuntimeKind> runtimeOf)
{
    private const int AlwaysKept = 1000;

    private readonly Dictionary<int, RuntimeKind> _runtimes = [];
    private readonly Dictionary<int, Entry> _threads = [];
    private long _round;
    private int _processes;

    /// <summary>Begins a round; <see cref="IsLeftOut"/> takes its samples.</summary>
    public void Begin(ReadOnlySpan<ThreadSample> samples)
    {
        // Threads that ended are forgotten, but not in every round.
        if (_threads.Count > AlwaysKept + (4 * samples.Length))
        {
            foreach (var (id, thread) in _threads)
            {
                if (thread.Round != _round) _threads.Remove(id);
            }
        }

        _round++;
        _processes = 0;
        for (var i = 0; i < samples.Length && _processes < 2; i++)
        {
            if (i == 0 || samples[i].ProcessId != samples[0].ProcessId) _processes++;
        }
    }

    /// <summary>Whether the thread of a sample is none of the application, as far as is known by now.</summary>
    public bool IsLeftOut(in ThreadSample sample)
    {
        ref var thread = ref CollectionsMarshal.GetValueRefOrAddDefault(_threads, sample.ThreadId, out _);
        if (!ReferenceEquals(thread.Name, sample.ThreadName))
        {
            thread.Name = sample.ThreadName;
            thread.IsService = ServiceThreads.IsSuspect(sample.ThreadName) && ServiceThreads.IsService(RuntimeOf(sample.ProcessId), sample.ThreadName);
        }

        thread.Round = _round;
        thread.Lived += sample.Elapsed.Ticks - sample.RunQueueDelay.Ticks;

        // Who waits for signals waits for children where there are any. Whose they are the samples don't tell.
        if (ChildWaits.IsForChildren(sample.Call) || (_processes > 1 && ChildWaits.IsForSignals(sample.Call))) thread.Waited += sample.Elapsed.Ticks - sample.CpuTime.Ticks - sample.RunQueueDelay.Ticks;
        return thread.IsService || thread.Waited > ChildWaits.WaiterShare * thread.Lived;
    }

    private RuntimeKind RuntimeOf(int process)
    {
        if (!_runtimes.TryGetValue(process, out var runtime)) _runtimes[process] = runtime = runtimeOf(process);
        return runtime;
    }

    private struct Entry
    {
        public string? Name;
        public bool IsService;
        public long Round;
        public long Lived;
        public long Waited;
    }
}
