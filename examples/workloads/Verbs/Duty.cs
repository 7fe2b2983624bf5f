namespace Workloads.Verbs;

/// <summary>duty: a cycle of <c>--busy</c> CPU time and <c>--idle</c> sleep.</summary>
internal static class Duty
{
    internal static int Run(Words words)
    {
        var threads = words.Count("threads", 1);
        var busy = words.Duration("busy", "3ms");
        var idle = words.Duration("idle", "7ms");
        var duration = words.Duration("duration", "1s");
        words.End();

        var report = new Report("duty");
        Worker.RunAll(report, threads, (_, worker) =>
        {
            for (var end = Clocks.Now + duration; Clocks.Now < end; worker.Iterations++)
            {
                Clocks.SpinCpu(busy);
                worker.Sleep(idle);
            }
        });
        report.Print();
        return 0;
    }
}
