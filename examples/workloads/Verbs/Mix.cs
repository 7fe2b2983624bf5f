using System.Runtime.InteropServices;

namespace Workloads.Verbs;

/// <summary>
/// mix: a cycle of <c>--spin</c> on the CPU, <c>--sleep</c> in S and <c>--disk</c> in D, without a disk: whoever starts a child by vfork waits
/// uninterruptibly until the child executes its program, and this child first opens a FIFO that nobody writes to for the time asked.
/// </summary>
internal static unsafe class Mix
{
    internal static int Run(Words words)
    {
        var spin = words.Duration("spin", "10ms");
        var sleep = words.Duration("sleep", "40ms");
        var disk = words.Duration("disk", "50ms");
        var duration = words.Duration("duration", "1s");
        var rounds = words.Number("rounds", "0");
        words.End();

        var report = new Report("mix");
        var fifo = Path.Combine(Path.GetTempPath(), "workloads-" + Path.GetRandomFileName());
        _ = Libc.mkfifo(fifo, Convert.ToUInt32("600", 8));
        var turn = NativeMemory.AlignedAlloc(64, 64);
        _ = Libc.sem_init(turn, 0, 0);
        var until = new Goal(rounds, duration);
        var (stop, children) = (false, new List<int>());
        Worker.RunAll(report, 2, (index, worker) =>
        {
            if (index == 1)
            {
                Open(worker, turn, fifo, disk, ref stop);
                return;
            }

            for (; until.Goes(worker.Iterations); worker.Iterations++)
            {
                if (spin > 0) Clocks.SpinCpu(spin);
                if (sleep > 0) worker.Sleep(sleep);
                if (disk == 0) continue;
                _ = Libc.sem_post(turn);
                var start = Clocks.Now;
                children.Add(Spawn.Start(["/bin/true"], inputFrom: fifo));
                var started = Clocks.Now;
                worker.DiskCallNs += started - start;
                Spawn.Reap(children[^1]);
                worker.WaitCallNs += Clocks.Now - started;
            }

            Volatile.Write(ref stop, true);
            _ = Libc.sem_post(turn);
        });
        File.Delete(fifo);
        NativeMemory.AlignedFree(turn);
        report.Truth.Children.AddRange(children);
        report.Print();
        return 0;
    }

    /// <summary>The other thread: lets each child wait for the time asked, then opens the FIFO for it.</summary>
    private static void Open(Worker worker, void* turn, string fifo, long disk, ref bool stop)
    {
        while (true)
        {
            while (Libc.sem_wait(turn) != 0)
            {
            }

            if (Volatile.Read(ref stop)) return;
            worker.Sleep(disk);
            using var writer = File.OpenHandle(fifo, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            worker.Iterations++;
        }
    }
}
