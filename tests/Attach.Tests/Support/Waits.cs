namespace RunScope.Testing.Tests.Support;

/// <summary>What threads waited in.</summary>
internal static class Waits
{
    public static ThreadProfile Thread(this ProcessProfile profile, int tid) => profile.Threads.Where(t => t.ThreadId == tid).ShouldHaveSingleItem();

    /// <summary>A thread did nothing but sleep. What it had to wait for a CPU after being woken is the machine's doing.</summary>
    public static void ShouldSleepThroughout(this ThreadProfile thread) =>
        (thread.States.Sleeping / (thread.States.Total - thread.States.Runnable)).ShouldBeGreaterThan(0.99, $"{thread.Name}: {thread.States}");

    /// <summary>A thread waited for most of its blocked time in one of these calls.</summary>
    /// <param name="watched">What was seen.</param>
    /// <param name="thread">The thread.</param>
    /// <param name="calls">Names of one call, which differ with its variants and the C library.</param>
    public static Wait ShouldMostlyWaitIn(this Watched watched, ThreadProfile thread, params string[] calls)
    {
        var wait = watched.Profile.Waits.Where(w => w.ThreadId == thread.Id).MaxBy(w => w.Time).ShouldNotBeNull($"waits of {thread.Name}");

        // Where the kernel refuses to tell the call, the limits say so and the kernel's function stands for it.
        if (watched.Access.Calls) calls.ShouldContain(wait.Call, thread.Name);
        else watched.Access.Limits.ShouldNotBeEmpty();
        return wait;
    }
}
