using System.Collections.Immutable;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Cli.Live;

/// <summary>What a thread of the made-up server does for a hundredth of a second.</summary>
internal readonly record struct DemoAct(TaskState State, SampledWait? Wait = null);

/// <summary>What each thread of the made-up server does at each moment: a pure function of the seed and the time.</summary>
internal sealed class DemoScript(ulong seed)
{
    /// <summary>A thread does one thing for so long.</summary>
    public static readonly TimeSpan Slot = TimeSpan.FromMilliseconds(10);

    private const int Workers = 8;
    private const int FirstWorker = 3;
    private const int FirstJob = 100;
    private const int JobsApartSeconds = 10;

    // The parts of a request, in slots.
    private const int RequestSlots = 8;

    private static readonly DemoAct Running = new(TaskState.Running);
    private static readonly DemoAct Runnable = new(TaskState.Runnable);
    private static readonly DemoAct Idle = Sleeping("epoll_wait", "anon_inode:[eventpoll]", "ep_poll");
    private static readonly DemoAct Database = Sleeping("recvfrom", "socket:[51200]", "wait_woken");
    private static readonly DemoAct Lock = Sleeping("futex", null, "futex_wait_queue");
    private static readonly DemoAct Pause = Sleeping("clock_nanosleep", null, "hrtimer_nanosleep");
    private static readonly DemoAct Sync = new(TaskState.DiskSleep, new SampledWait("fsync", "/var/log/demo/access.log", "jbd2_log_wait_commit"));
    private static readonly DemoAct Append = new(TaskState.DiskSleep, new SampledWait("write", "/var/log/demo/access.log", "folio_wait_bit_common"));

    /// <summary>The threads that live at a moment, by ID: 1 is the first, those from 100 on live a few seconds each.</summary>
    public static ImmutableArray<(int Id, string Name)> ThreadsAt(TimeSpan time)
    {
        var threads = ImmutableArray.CreateBuilder<(int, string)>();
        threads.Add((1, "demo-server"));
        threads.Add((2, "gc"));
        for (var i = 0; i < Workers; i++) threads.Add((FirstWorker + i, $"worker-{i}"));
        threads.Add((FirstWorker + Workers, "log-writer"));
        threads.Add((FirstWorker + Workers + 1, "timer"));
        var turn = (int)(time.TotalSeconds / JobsApartSeconds);
        if ((time.TotalSeconds % JobsApartSeconds) is >= 3 and < 7) threads.Add((FirstJob + turn, $"job-{turn}"));
        return threads.ToImmutable();
    }

    /// <summary>What a thread does in a slot.</summary>
    public DemoAct Of(int thread, long slot)
    {
        var scene = DemoScene.At(Slot * slot).Kind;
        return thread switch
        {
            1 => scene == DemoSceneKind.Collection ? Lock : Chance(thread, slot) < 0.05 ? Running : Idle,
            2 => scene == DemoSceneKind.Collection ? Running : Lock,
            < FirstWorker + Workers => Worker(thread - FirstWorker, slot, scene),
            FirstWorker + Workers => scene == DemoSceneKind.DiskStall ? Sync : slot % 20 == 0 ? Running : slot % 20 < 3 ? Sync : Lock,
            FirstWorker + Workers + 1 => slot % 100 == 0 ? Running : Pause,
            _ => Chance(thread, slot) < 0.7 ? Running : Runnable,
        };
    }

    private DemoAct Worker(int worker, long slot, DemoSceneKind scene) => scene switch
    {
        // Who has the lock works; the others wait for it in turns of 50 ms.
        DemoSceneKind.Convoy => slot / 5 % Workers == worker ? Running : Lock,
        DemoSceneKind.DiskStall => slot / 100 % Workers == worker ? Append : Chance(worker, slot / RequestSlots) < 0.15 ? Running : Lock,
        DemoSceneKind.Collection => Lock,
        DemoSceneKind.Crowd => (slot + worker) / 2 % 4 == 0 ? Running : Runnable,
        _ => Request(worker, slot),
    };

    private DemoAct Request(int worker, long slot)
    {
        if (Chance(worker, slot / RequestSlots) > 0.4) return Idle;
        var part = slot % RequestSlots;
        return part is > 1 and < 6 ? Database : Chance(worker + 50, slot) < 0.1 ? Runnable : Running;
    }

    // SplitMix64 (Steele, Lea, Flood 2014), of the seed and where it is asked.
    private double Chance(int thread, long slot)
    {
        var z = seed + ((ulong)thread * 0x9e3779b97f4a7c15) + ((ulong)slot * 0xd1342543de82ef95);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1ul << 53));
    }

    private static DemoAct Sleeping(string call, string? target, string channel) => new(TaskState.Sleeping, new SampledWait(call, target, channel));
}
