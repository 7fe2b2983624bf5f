using System.Globalization;

namespace Workloads.Verbs;

/// <summary>daemon: starts a process that sleeps for <c>--life</c>, writes its ID to the file <c>--tell</c> and ends, so that the process is an orphan.</summary>
internal static class Daemon
{
    internal static int Run(Words words)
    {
        var life = words.Text("life", "10s");
        var tell = words.Text("tell", "/dev/stdout");
        var keepOutput = words.Flag("keep-output");
        words.End();

        var pid = Spawn.Start(Spawn.Self("sleep", "--duration", life), quiet: !keepOutput);
        using var told = new StreamWriter(new FileStream(tell, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
        told.Write(pid.ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
