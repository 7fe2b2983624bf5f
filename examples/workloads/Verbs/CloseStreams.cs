namespace Workloads.Verbs;

/// <summary>close-streams: prints its truth, closes all three standard streams and works on for <c>--cpu-time</c>.</summary>
internal static class CloseStreams
{
    internal static int Run(Words words)
    {
        var cpuTime = words.Duration("cpu-time", "300ms");
        words.End();

        var report = new Report("close-streams");
        report.Truth.Counts["cpuNsToCome"] = cpuTime;
        report.Print();
        for (var fd = 0; fd <= 2; fd++) _ = Libc.close(fd);
        Clocks.SpinCpu(cpuTime);
        return 0;
    }
}
