namespace Workloads.Verbs;

/// <summary>cpu: burns CPU, for a time (<c>--duration</c>), for an amount of CPU time (<c>--cpu-time</c>) or for fixed work (<c>--work</c>, millions of steps).</summary>
internal static class Cpu
{
    internal static int Run(Words words)
    {
        var threads = words.Count("threads", 1);
        var cpuTime = words.Duration("cpu-time", "0");
        var work = words.Number("work", "0");
        var duration = words.Duration("duration", "1s");
        words.End();

        var report = new Report("cpu");
        Worker.RunAll(report, threads, (_, worker) => Burn(worker, cpuTime, work, duration));
        report.Print();
        return 0;
    }

    internal static void Burn(Worker worker, long cpuTime, long work, long duration)
    {
        if (cpuTime > 0)
            Clocks.SpinCpu(cpuTime);
        else if (work > 0)
            for (; worker.Iterations < work; worker.Iterations++) Clocks.Work(1_000_000);
        else
            worker.Iterations = Clocks.SpinUntil(Clocks.Now + duration);
    }
}
