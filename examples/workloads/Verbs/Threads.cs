namespace Workloads.Verbs;

/// <summary>threads N: N threads that do nothing but sleep, waking up every <c>--period</c>.</summary>
internal static class Threads
{
    internal static int Run(Words words)
    {
        var count = words.NextNumber("the number of threads");
        var duration = words.Duration("duration", "1s");
        var period = words.Duration("period", "1m");
        words.End();

        var report = new Report("threads");
        var end = Clocks.Now + duration;
        var workers = Worker.StartAll(count, (_, worker) =>
        {
            for (long left; (left = end - Clocks.Now) > 0; worker.Iterations++) worker.Sleep(Math.Min(period, left));
        });
        Report.Ready("threads");
        Worker.Join(report, workers);
        report.Print();
        return 0;
    }
}
