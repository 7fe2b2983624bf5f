using System.Globalization;

namespace Workloads.Verbs;

/// <summary>reexec: burns <c>--cpu-time</c>, then becomes the same program again, <c>--times</c> times; with <c>--from-thread yes</c> by a thread that isn't the first.</summary>
internal static class Reexec
{
    internal static int Run(Words words)
    {
        var times = words.Count("times", 2);
        var cpuTime = words.Text("cpu-time", "50ms");
        var fromThread = words.Flag("from-thread");
        words.End();

        var report = new Report("reexec");
        Clocks.SpinCpu(new Words(["--t", cpuTime]).Duration("t", "0"));
        report.Truth.Counts["timesLeft"] = times;
        if (times > 0)
        {
            var again = Spawn.Self(
                "reexec", "--times", (times - 1).ToString(CultureInfo.InvariantCulture), "--cpu-time", cpuTime, "--from-thread", fromThread ? "yes" : "no");
            if (fromThread)
                Worker.RunAll(report, 1, (_, _) => Spawn.Exec(again));
            else
                Spawn.Exec(again);
        }

        report.Print();
        return 0;
    }
}
