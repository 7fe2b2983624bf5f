using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace RunScope.Testing;

/// <summary>Limits written in code: the same rules and the same messages as the attributes.</summary>
/// <remarks>
/// Each returns the profile, so that several can follow each other. A limit that can't be judged follows the configured policy, <c>inconclusive</c>
/// (fail, warn or pass; warn unless set): warn writes the message to standard error.
/// </remarks>
[StackTraceHidden]
public static partial class ProfileAssertions
{
    /// <summary>Limits the share of the threads' lifetime that they spend in a state.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="state">The state.</param>
    /// <param name="atLeast">The least share, 0 to 1; not limited when NaN.</param>
    /// <param name="atMost">The largest share, 0 to 1; not limited when NaN.</param>
    /// <param name="threads">The thread set: "Application" (default), "All", "Main", or a glob over thread names.</param>
    /// <param name="processes">Narrows the thread set to processes whose name matches this glob.</param>
    /// <param name="test">The name in the message; the calling method unless given.</param>
    /// <exception cref="ProfileAssertionException">The limit is missed.</exception>
    /// <exception cref="ArgumentException">The limit can't be read.</exception>
    public static ProcessProfile ShouldSpend(
        this ProcessProfile profile,
        TaskState state,
        double atLeast = double.NaN,
        double atMost = double.NaN,
        string? threads = null,
        string? processes = null,
        [CallerMemberName] string test = "") => profile.ShouldSpend([state], atLeast, atMost, threads, processes, test);

    /// <summary>Limits the share of the threads' lifetime that they spend in several states together.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="states">The states, counted together.</param>
    /// <param name="atLeast">The least share, 0 to 1; not limited when NaN.</param>
    /// <param name="atMost">The largest share, 0 to 1; not limited when NaN.</param>
    /// <param name="threads">The thread set: "Application" (default), "All", "Main", or a glob over thread names.</param>
    /// <param name="processes">Narrows the thread set to processes whose name matches this glob.</param>
    /// <param name="test">The name in the message; the calling method unless given.</param>
    /// <exception cref="ProfileAssertionException">The limit is missed.</exception>
    /// <exception cref="ArgumentException">The limit can't be read.</exception>
    public static ProcessProfile ShouldSpend(
        this ProcessProfile profile,
        TaskState[] states,
        double atLeast = double.NaN,
        double atMost = double.NaN,
        string? threads = null,
        string? processes = null,
        [CallerMemberName] string test = "") =>
        Check(profile, new ThreadStateAttribute(states) { AtLeast = atLeast, AtMost = atMost, Threads = threads, Processes = processes }, test);

    /// <summary>Limits the average number of CPUs used: CPU time divided by wall time.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="atLeast">The least number, 0 or more; not limited when NaN.</param>
    /// <param name="atMost">The largest number, 0 or more; not limited when NaN.</param>
    /// <param name="threads">The thread set; the whole tree of processes when null.</param>
    /// <param name="test">The name in the message; the calling method unless given.</param>
    /// <exception cref="ProfileAssertionException">The limit is missed.</exception>
    /// <exception cref="ArgumentException">The limit can't be read.</exception>
    public static ProcessProfile ShouldUseCpus(
        this ProcessProfile profile,
        double atLeast = double.NaN,
        double atMost = double.NaN,
        string? threads = null,
        [CallerMemberName] string test = "") =>
        Check(profile, new OnCpuAttribute { AtLeast = atLeast, AtMost = atMost, Threads = threads }, test);

    /// <summary>Limits the wall time.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="atMost">The most time, such as "250ms", "5s" or "1m30s".</param>
    /// <param name="test">The name in the message; the calling method unless given.</param>
    /// <exception cref="ProfileAssertionException">The limit is missed.</exception>
    /// <exception cref="ArgumentException">The limit can't be read.</exception>
    public static ProcessProfile ShouldEndWithin(this ProcessProfile profile, string atMost, [CallerMemberName] string test = "") =>
        Check(profile, new WallTimeAttribute { AtMost = atMost }, test);

    /// <summary>Limits the CPU time of the process and all its children.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="atLeast">The least time, such as "250ms"; not limited when null.</param>
    /// <param name="atMost">The most time, such as "5s"; not limited when null.</param>
    /// <param name="test">The name in the message; the calling method unless given.</param>
    /// <exception cref="ProfileAssertionException">The limit is missed.</exception>
    /// <exception cref="ArgumentException">The limit can't be read.</exception>
    public static ProcessProfile ShouldUseCpuTime(
        this ProcessProfile profile, string? atLeast = null, string? atMost = null, [CallerMemberName] string test = "") =>
        Check(profile, new CpuTimeAttribute { AtLeast = atLeast, AtMost = atMost }, test);

    /// <summary>Says which exit code the process must have ended with.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="code">The code, 0 to 255.</param>
    /// <param name="test">The name in the message; the calling method unless given.</param>
    /// <exception cref="ProfileAssertionException">The process ended otherwise.</exception>
    /// <exception cref="ArgumentException">The code is none that a process can have.</exception>
    public static ProcessProfile ShouldExitWith(this ProcessProfile profile, int code, [CallerMemberName] string test = "") =>
        Check(profile, new ExitCodeAttribute(code), test);
}
