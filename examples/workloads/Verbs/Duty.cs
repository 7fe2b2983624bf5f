namespace Workloads.Verbs;

/// <summary>duty: a cycle of <c>--busy</c> CPU time and <c>--idle</c> sleep, for a time (<c>--duration</c>) or for a number of <c>--rounds</c>.</summary>
internal static class Duty
{
    internal static int Run(Words words)
    {
        var threads = words.Count("threads", 1);
        var busy = words.Duration("busy", "3ms");
        var idle = words.Duration("idle", "7ms");
        var duration = words.Duration("duration", "1s");
        var rounds = words.Number("rounds", "0");
        words.End();

        var report = new Report("duty");
        Worker.RunAll(report, threads, (_, worker) =>
        {
            for (var until = new Goal(rounds, duration); until.Goes(worker.Iterations); worker.Iterations++)
            {
                Clocks.SpinCpu(busy);
                worker.Sleep(idle);
            }
        });
        report.Print();
        return 0;
    }
}
