namespace RunScope.Testing.Building;

/// <summary>Waits for a process's own children, by which a thread is told that does nothing else.</summary>
internal static class ChildWaits
{
    /// <summary>A thread counts as waiting for its own children when it did so for this share of its life, but for the time in which it waited for a CPU: that is how busy the machine was.</summary>
    public const double WaiterShare = 0.9;

    /// <summary>Whether it waits for children, by the name of its system call, or of its wait channel where calls can't be read.</summary>
    public static bool IsForChildren(string? call) => call is "wait4" or "waitid" or "do_wait";

    /// <summary>How some shells wait for their children: until SIGCHLD comes. While there are none the signal is another's.</summary>
    public static bool IsForSignals(string? call) => call is not null && (call is "rt_sigsuspend" || call.StartsWith("sigsuspend", StringComparison.Ordinal));
}
