namespace Workloads.Verbs;

/// <summary>churn: <c>--lanes</c> threads that start one short thread after another, each of which burns <c>--life</c> of CPU time, with a <c>--pause</c> after each.</summary>
internal static class Churn
{
    internal static int Run(Words words)
    {
        var lanes = words.Count("lanes", 1);
        var count = words.Count("count", 1000);
        var life = words.Duration("life", "200us");
        var pause = words.Duration("pause", "0");
        words.End();

        var report = new Report("churn");
        long shortCpu = 0;
        Worker.RunAll(report, lanes, (lane, worker) =>
        {
            for (var i = lane; i < count; i += lanes, worker.Iterations++)
            {
                var thread = new Thread(() =>
                {
                    Clocks.SpinCpu(life);
                    Interlocked.Add(ref shortCpu, Clocks.ThreadCpu);
                });
                thread.Start();
                thread.Join();
                if (pause > 0) Thread.Sleep(TimeSpan.FromMicroseconds(pause / 1000d));
            }
        });
        report.Truth.Counts["shortThreads"] = report.Truth.Threads.Sum(thread => thread.Iterations);
        report.Truth.Counts["shortThreadsCpuNs"] = shortCpu;
        report.Print();
        return 0;
    }
}
