using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Workloads.Verbs;

/// <summary>
/// listen: listens on <c>--port</c> (0: the kernel chooses) of <c>--address</c>, <c>--after</c> a while, and says which port it is; <c>--child yes</c> lets a child do
/// so. Stays for <c>--duration</c>, or until SIGTERM ends it.
/// </summary>
internal static class Listen
{
    internal static int Run(Words words)
    {
        var port = words.Count("port", 0);
        var address = words.Text("address", "127.0.0.1");
        var after = words.Duration("after", "0");
        var child = words.Flag("child");
        var duration = words.Duration("duration", "1m");
        words.End();

        if (after > 0) Clocks.SleepUntil(Clocks.Now + after);
        if (child)
        {
            var status = Spawn.Reap(Spawn.Start(Spawn.Self("listen", "--port", port.ToString(CultureInfo.InvariantCulture), "--address", address, "--duration", $"{duration}ns")));
            return status == 0 ? 0 : 1;
        }

        using var listener = new TcpListener(IPAddress.Parse(address), port);
        try
        {
            listener.Start();
        }
        catch (SocketException problem)
        {
            Bytes.WriteAll(2, System.Text.Encoding.UTF8.GetBytes($"cannot listen on {address} port {port}: {problem.SocketErrorCode}\n"));
            return 98;
        }

        Report.Line(new Started("listen", Environment.ProcessId) { Port = ((IPEndPoint)listener.LocalEndpoint).Port }, TruthJson.Default.Started);
        Clocks.SleepUntil(Clocks.Now + duration);
        return 0;
    }
}
