using System.Runtime.InteropServices;

namespace Workloads.Verbs;

/// <summary>lock: threads contend for one mutex, hold it while they burn CPU, and wait for it asleep, for a time (<c>--duration</c>) or <c>--rounds</c> each.</summary>
internal static unsafe class Contended
{
    internal static int Run(Words words)
    {
        var threads = words.Count("threads", 3);
        var hold = words.Duration("hold", "1ms");
        var outside = words.Duration("outside", "100us");
        var duration = words.Duration("duration", "1s");
        var rounds = words.Number("rounds", "0");
        words.End();

        // A pthread mutex sleeps at once; .NET's own lock would burn CPU before it does. Zeroes are PTHREAD_MUTEX_INITIALIZER.
        var mutex = NativeMemory.AllocZeroed(128);
        var report = new Report("lock");
        Worker.RunAll(report, threads, (_, worker) =>
        {
            for (var until = new Goal(rounds, duration); until.Goes(worker.Iterations); worker.Iterations++)
            {
                var start = Clocks.Now;
                _ = Libc.pthread_mutex_lock(mutex);
                worker.WaitCallNs += Clocks.Now - start;
                Clocks.SpinCpu(hold);
                _ = Libc.pthread_mutex_unlock(mutex);
                if (outside > 0) Clocks.SpinCpu(outside);
            }
        });
        NativeMemory.Free(mutex);
        report.Print();
        return 0;
    }
}
