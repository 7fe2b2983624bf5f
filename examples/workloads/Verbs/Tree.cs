using System.Globalization;

namespace Workloads.Verbs;

/// <summary>
/// tree: <c>--children</c> that burn <c>--cpu-time</c> each and are reaped, and, with <c>--daemon 60s</c>, a daemonised grandchild in a
/// session of its own that outlives this process; <c>--daemon-keeps-output yes</c> lets it hold our standard output open.
/// With <c>--wait 60s</c> the process itself stays, children and all.
/// </summary>
internal static unsafe class Tree
{
    internal static int Run(Words words)
    {
        var children = words.Count("children", 2);
        var cpuTime = words.Text("cpu-time", "100ms");
        var daemon = words.Text("daemon", "");
        var keepOutput = words.Flag("daemon-keeps-output");
        var wait = words.Duration("wait", "0");
        words.End();

        var report = new Report("tree");
        for (var i = 0; i < children; i++)
            report.Truth.Children.Add(Spawn.Start(wait > 0 ? Spawn.Self("sleep", "--duration", "10m") : Spawn.Self("cpu", "--cpu-time", cpuTime), quiet: true));
        if (daemon.Length > 0) report.Truth.Daemons.Add(Daemonise(daemon, keepOutput));
        if (wait > 0)
        {
            Report.Ready("tree", report.Truth);
            Clocks.SleepUntil(Clocks.Now + wait);
            foreach (var child in report.Truth.Children) _ = Libc.kill(child, Libc.SIGKILL);
        }

        foreach (var child in report.Truth.Children) Spawn.Reap(child);
        report.Print();
        return 0;
    }

    private static int Daemonise(string life, bool keepOutput)
    {
        // The child in between leads a new session, says who the grandchild is, and ends: the grandchild is nobody's then.
        var fifo = Path.Combine(Path.GetTempPath(), "workloads-" + Path.GetRandomFileName());
        _ = Libc.mkfifo(fifo, Convert.ToUInt32("600", 8));
        var between = Spawn.Start(Spawn.Self("daemon", "--life", life, "--tell", fifo, "--keep-output", keepOutput ? "yes" : "no"), newSession: true);
        var grandchild = int.Parse(File.ReadAllText(fifo), CultureInfo.InvariantCulture);
        File.Delete(fifo);
        Spawn.Reap(between);
        return grandchild;
    }
}
