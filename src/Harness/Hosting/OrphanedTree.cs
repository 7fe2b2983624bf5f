using System.Collections.Concurrent;
using System.Diagnostics;
using RunScope.Testing.Interop;
using RunScope.Testing.Launch;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Hosting;

/// <summary>
/// The processes that a recorder has reported. If it is killed, they become our own children (see <see cref="HostSubreaper"/>) and are ended here; if this process is killed
/// with it, by a <see cref="TreeGuard"/>.
/// </summary>
internal sealed class OrphanedTree : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    // What has ended becomes ours to reap only when the last thread of its parent has ended too: a moment, unless the parent is nobody of the tree.
    private static readonly TimeSpan LongestReaping = TimeSpan.FromSeconds(2);

    // A recorder whose connection has ended ends its tree and itself, unless it is stopped.
    private static readonly TimeSpan LongestEnding = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<int, ulong> _known = new();
    private RecorderStreams? _recorder;
    private TreeGuard? _guard;

    /// <summary>Whether any of them still runs.</summary>
    public bool AnyAlive => _known.Any(p => ProcessTree.IsAlive(p.Key, p.Value));

    /// <summary>Names the recorder that has just been started: what it starts and can't report any more is known by the streams that it was given.</summary>
    public void Expect(int recorder)
    {
        Dispose();
        _recorder = RecorderStreams.Of(recorder);
        _guard = _recorder?.Guard();
    }

    /// <summary>Who has the workload's streams open besides this process and the recorder.</summary>
    public IEnumerable<int> Holders() => _recorder?.Holders() ?? [];

    public void Add(int pid, ulong startTicks)
    {
        _known[pid] = startTicks;
        _guard?.Add(pid, startTicks);
    }

    /// <summary>Kills what is left, with all descendants, and reaps what has become ours; returns how many processes were ended.</summary>
    /// <remarks>Only PIDs from reports, their descendants, and children of ours that have the recorder's streams are touched: other children of the host belong to others.</remarks>
    public async Task<int> EndAsync()
    {
        var ended = new HashSet<(int, ulong)>();
        var watch = Stopwatch.StartNew();
        Stopwatch? reaping = null;
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (true)
        {
            // Asked first: what a recorder that still lives has started becomes ours only at its end.
            var isRecorded = _recorder is { HasEnded: false };
            foreach (var orphan in _recorder?.Heirs() ?? []) Add(orphan.Pid, orphan.StartTicks);
            var alive = _known.Where(p => ProcessTree.IsAlive(p.Key, p.Value)).Select(p => new ProcessTree.Member(p.Key, 0, p.Value)).ToList();
            var below = ProcessTree.Descendants(alive.Select(m => m.Pid).ToHashSet());
            foreach (var member in below) Add(member.Pid, member.StartTicks);
            alive.AddRange(below);
            foreach (var member in alive)
            {
                ProcessTree.Send(member, Signals.SIGKILL);
                ended.Add((member.Pid, member.StartTicks));
            }

            // A PID that was given to another process meanwhile is another's to reap.
            var unreaped = false;
            foreach (var (pid, start) in _known)
            {
                if (ProcessOrigin.TryRead(pid, out _, out var present) && present == start) unreaped |= Wait4.TryReap(pid, out _, out _) != pid;
            }

            if (watch.Elapsed > Longest) return ended.Count;
            if (alive.Count == 0)
            {
                reaping ??= Stopwatch.StartNew();
                if (!unreaped && !isRecorded) return ended.Count;
                if (!isRecorded && reaping.Elapsed > LongestReaping) return ended.Count;
                if (isRecorded && reaping.Elapsed > LongestEnding) _recorder!.Kill();
            }

            await pause.WaitForNextTickAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Ends the guard: nothing is left that it would have to end.</summary>
    public void Dispose() => Interlocked.Exchange(ref _guard, null)?.Dispose();
}
