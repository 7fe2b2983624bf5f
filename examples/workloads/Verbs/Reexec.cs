using System.Globalization;

namespace Workloads.Verbs;

/// <summary>
/// reexec: burns <c>--cpu-time</c>, then becomes the same program again, <c>--times</c> times, and at last <c>--into</c> another program, if told;
/// with <c>--from-thread yes</c> by a thread that isn't the first. With <c>--stop-first yes</c> it stops itself (SIGSTOP) before it becomes another.
/// </summary>
internal static class Reexec
{
    internal static int Run(Words words)
    {
        var times = words.Count("times", 2);
        var cpuTime = words.Text("cpu-time", "50ms");
        var fromThread = words.Flag("from-thread");
        var stopFirst = words.Flag("stop-first");
        var into = words.Text("into", "");
        words.End();

        var report = new Report("reexec");
        Clocks.SpinCpu(new Words(["--t", cpuTime]).Duration("t", "0"));
        report.Truth.Counts["timesLeft"] = times;
        string[] next = times > 0 ? Again(times - 1, cpuTime, fromThread, stopFirst, into) : into.Length > 0 ? [into] : [];
        if (next.Length > 0)
        {
            if (stopFirst) _ = Libc.kill(Environment.ProcessId, Libc.SIGSTOP);
            if (fromThread)
                Worker.RunAll(report, 1, (_, _) => Spawn.Exec(next));
            else
                Spawn.Exec(next);
        }

        report.Print();
        return 0;
    }

    private static string[] Again(int times, string cpuTime, bool fromThread, bool stopFirst, string into) => Spawn.Self(
        "reexec", "--times", times.ToString(CultureInfo.InvariantCulture), "--cpu-time", cpuTime, "--from-thread", fromThread ? "yes" : "no",
        "--stop-first", stopFirst ? "yes" : "no", "--into", into);
}
