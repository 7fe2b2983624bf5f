using System.Runtime.InteropServices;

namespace Workloads.Verbs;

/// <summary>
/// target: says its process ID and runs on (<c>--threads</c> duty cycles) until SIGTERM, the end of <c>--duration</c> or, with
/// <c>--wait-stdin yes</c>, the end of its standard input. With <c>--dumpable no</c> it keeps its own user out of its memory, as programs that hold keys do.
/// </summary>
internal static class Target
{
    internal static int Run(Words words)
    {
        var threads = words.Count("threads", 1);
        var busy = words.Duration("busy", "1ms");
        var idle = words.Duration("idle", "9ms");
        var duration = words.Duration("duration", "1m");
        var waitForInput = words.Flag("wait-stdin");
        var dumpable = words.Text("dumpable", "yes");
        words.End();

        if (dumpable == "no") _ = Libc.prctl(Libc.PR_SET_DUMPABLE, 0, 0, 0, 0);
        var report = new Report("target");
        using var stop = new CancellationTokenSource();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        if (waitForInput) new Thread(() => EndOfInput(stop)) { IsBackground = true }.Start();
        var end = Clocks.Now + duration;
        var workers = Worker.StartAll(threads, (_, worker) =>
        {
            for (; !stop.IsCancellationRequested && Clocks.Now < end; worker.Iterations++)
            {
                Clocks.SpinCpu(busy);
                if (idle > 0) worker.Sleep(idle);
            }
        });
        Report.Ready("target");
        Worker.Join(report, workers);
        report.Print();
        return 0;
    }

    private static void EndOfInput(CancellationTokenSource stop)
    {
        Span<byte> buffer = stackalloc byte[256];
        while (Bytes.Read(0, buffer) > 0)
        {
        }

        stop.Cancel();
    }
}
