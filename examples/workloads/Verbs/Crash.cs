namespace Workloads.Verbs;

/// <summary>crash [N]: ends by a signal, 11 (SIGSEGV) unless told, after <c>--after</c>; leaves no core file.</summary>
internal static unsafe class Crash
{
    internal static int Run(Words words)
    {
        var signal = words.NextNumber("the signal", 11);
        var after = words.Duration("after", "0");
        words.End();

        var report = new Report("crash");
        if (after > 0) Worker.RunAll(report, 1, (_, worker) => worker.Sleep(after));
        report.Print();
        var none = stackalloc nuint[2];
        (none[0], none[1]) = (0, 0);
        _ = Libc.setrlimit(Libc.RLIMIT_CORE, none);
        // The runtime's own handlers would print and change the way to die.
        Libc.signal(signal, Libc.SIG_DFL);
        _ = Libc.kill(Environment.ProcessId, signal);
        Clocks.SleepUntil(Clocks.Now + 1_000_000_000);
        return 1;
    }
}
