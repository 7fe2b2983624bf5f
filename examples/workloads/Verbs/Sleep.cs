namespace Workloads.Verbs;

/// <summary>sleep: every thread asks for one long sleep.</summary>
internal static class Sleep
{
    internal static int Run(Words words)
    {
        var threads = words.Count("threads", 1);
        var duration = words.Duration("duration", "1s");
        words.End();

        var report = new Report("sleep");
        Worker.RunAll(report, threads, (_, worker) => worker.Sleep(duration));
        report.Print();
        return 0;
    }
}
