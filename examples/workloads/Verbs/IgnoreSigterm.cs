namespace Workloads.Verbs;

/// <summary>ignore-sigterm: can't be asked to stop; ends by itself after <c>--duration</c>.</summary>
internal static class IgnoreSigterm
{
    internal static int Run(Words words)
    {
        var duration = words.Duration("duration", "30s");
        words.End();

        var report = new Report("ignore-sigterm");
        Libc.signal(Libc.SIGTERM, Libc.SIG_IGN);
        Report.Ready("ignore-sigterm");
        Worker.RunAll(report, 1, (_, worker) => worker.Sleep(duration));
        report.Print();
        return 0;
    }
}
