using System.Diagnostics;

namespace RunScope.Testing.Hosting.Readiness;

/// <summary>Waits until a process, or one that it started, listens on a TCP port.</summary>
internal static class PortWait
{
    /// <summary>Whatever port it is.</summary>
    public const int Any = 0;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    // A stranger that is about to end may still have the port for a moment; one that has it for so long keeps the process from it.
    private static readonly TimeSpan StrangerPatience = TimeSpan.FromSeconds(3);

    /// <returns>The port; the lowest where it listens on several and any will do.</returns>
    public static async Task<int> ForPortAsync(ReadinessWait wait, int port)
    {
        var wanted = port == Any ? "listen on a TCP port" : $"listen on TCP port {port}";
        var pause = FirstPause;
        Stopwatch? taken = null;
        while (true)
        {
            var ended = wait.HasEnded;
            var sockets = SocketOwners.Below(wait.Process.RecorderId);
            if (sockets.Own.FirstOrDefault(s => port == Any || s.Port == port) is { } own) return own.Port;

            var stranger = port == Any ? null : sockets.Others.FirstOrDefault(s => s.Port == port);
            taken = stranger is null ? null : taken ?? Stopwatch.StartNew();
            await wait.ThrowIfOverAsync(ended, wanted, () => Hint(stranger, sockets)).ConfigureAwait(false);
            if (stranger is not null && taken!.Elapsed > StrangerPatience && !wait.HasEnded) throw wait.NotReady(wanted, "another process has it", Hint(stranger, sockets));
            await wait.PauseAsync(pause).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static string Hint(ListeningSocket? stranger, SocketOwners sockets) =>
        stranger is not null
            ? $"{stranger} is listened on by {SocketOwners.HolderOf(stranger) ?? "a process of another user"}, which the workload didn't start: end it, or choose another port (0 lets the kernel choose, and WaitForPortAsync() tells which)."
        : sockets.Closed.Count > 0 ? "Which ports belong to another user's process can't be told: run it as the user of the tests."
        : "Is it told to listen on another port, or on a Unix socket? Or allow more time.";
}
