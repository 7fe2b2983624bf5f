using System.Runtime.InteropServices;

namespace Workloads.Verbs;

/// <summary>
/// pingpong: two threads hand a turn to each other, as fast as they can or after <c>--work</c> of CPU time each, for a time or
/// (<c>--count</c>) for a number of turns each.
/// </summary>
internal static unsafe class PingPong
{
    internal static int Run(Words words)
    {
        var work = words.Duration("work", "0");
        var count = words.Number("count", "0");
        var duration = words.Duration("duration", "1s");
        words.End();

        // Two semaphores (sem_t has 32 bytes), each on a cache line of its own.
        var semaphores = (byte*)NativeMemory.AlignedAlloc(256, 128);
        _ = Libc.sem_init(semaphores, 0, 1);
        _ = Libc.sem_init(semaphores + 128, 0, 0);
        var report = new Report("pingpong");
        var stop = false;
        Worker.RunAll(report, 2, (index, worker) =>
        {
            var mine = semaphores + (128 * index);
            var other = semaphores + (128 * (1 - index));
            var end = Clocks.Now + duration;
            while (true)
            {
                while (Libc.sem_wait(mine) != 0)
                {
                }

                if (Volatile.Read(ref stop)) break;
                worker.Iterations++;
                if (work > 0) Clocks.SpinCpu(work);
                if (count > 0 ? worker.Iterations >= count && index == 1 : Clocks.Now >= end) break;
                _ = Libc.sem_post(other);
            }

            Volatile.Write(ref stop, true);
            _ = Libc.sem_post(other);
        });
        NativeMemory.AlignedFree(semaphores);
        report.Truth.Counts["handOffs"] = report.Truth.Threads.Sum(thread => thread.Iterations);
        report.Print();
        return 0;
    }
}
