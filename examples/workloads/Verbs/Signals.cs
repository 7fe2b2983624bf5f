using System.Runtime.InteropServices;

namespace Workloads.Verbs;

/// <summary>
/// signals: counts the signals that reach it. It sends itself <c>--self</c> SIGCONTs, then, with <c>--wait 10s</c>, stays until SIGTERM comes
/// and ends with <c>--exit-code</c> after <c>--linger</c>, and not before <c>--expect</c> signals of others have come: handlers run in any order.
/// </summary>
internal static class Signals
{
    private static readonly PosixSignal[] Counted =
        [PosixSignal.SIGHUP, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGCONT, PosixSignal.SIGWINCH];

    internal static int Run(Words words)
    {
        var self = words.Count("self", 0);
        var wait = words.Duration("wait", "0");
        var linger = words.Duration("linger", "0");
        var exitCode = words.Count("exit-code", 0);
        var expect = words.Count("expect", 0);
        words.End();

        var report = new Report("signals");
        var counts = report.Truth.Counts;
        using var terminated = new ManualResetEventSlim();
        using var came = new SemaphoreSlim(0);
        var registrations = Array.ConvertAll(Counted, signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            lock (counts) counts[signal.ToString()] = counts.GetValueOrDefault(signal.ToString()) + 1;
            if (signal == PosixSignal.SIGTERM) terminated.Set();
            came.Release();
        }));
        Report.Ready("signals");
        for (var i = 0; i < self; i++)
        {
            // One at a time: the kernel merges equal signals that are pending.
            _ = Libc.kill(Environment.ProcessId, 18);
            came.Wait();
        }

        if (wait > 0) terminated.Wait(TimeSpan.FromMicroseconds(wait / 1000));
        for (var i = 0; i < expect; i++) came.Wait();
        if (linger > 0) Clocks.SleepUntil(Clocks.Now + linger);
        lock (counts) report.Print();
        foreach (var registration in registrations) registration.Dispose();
        return exitCode;
    }
}
