namespace Workloads.Verbs;

/// <summary>oversubscribed: more spinners than CPUs, so that each waits for a CPU most of the time.</summary>
internal static class Oversubscribed
{
    internal static int Run(Words words)
    {
        var threads = words.Count("threads", 2 * Environment.ProcessorCount);
        var duration = words.Duration("duration", "1s");
        words.End();

        var report = new Report("oversubscribed");
        report.Truth.Counts["cpus"] = Environment.ProcessorCount;
        Worker.RunAll(report, threads, (_, worker) => Cpu.Burn(worker, 0, 0, duration));
        report.Print();
        return 0;
    }
}
