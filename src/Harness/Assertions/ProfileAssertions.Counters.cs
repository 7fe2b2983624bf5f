using System.Runtime.CompilerServices;

namespace RunScope.Testing;

/// <content>Waiting, switching, threads, memory and storage.</content>
public static partial class ProfileAssertions
{
    /// <summary>Limits the time that threads were ready to run and waited for a CPU, summed over the threads.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="atLeast">The least time, such as "250ms"; not limited when null.</param>
    /// <param name="atMost">The most time, such as "5s"; not limited when null.</param>
    /// <param name="threads">The thread set: "Application" (default), "All", "Main", or a glob over thread names.</param>
    /// <param name="processes">Narrows the thread set to processes whose name matches this glob.</param>
    /// <param name="test">The name in the message; the calling method unless given.</param>
    /// <exception cref="ProfileAssertionException">The limit is missed.</exception>
    /// <exception cref="ArgumentException">The limit can't be read.</exception>
    public static ProcessProfile ShouldWaitForCpus(
        this ProcessProfile profile,
        string? atLeast = null,
        string? atMost = null,
        string? threads = null,
        string? processes = null,
        [CallerMemberName] string test = "") =>
        Check(profile, new RunQueueDelayAttribute { AtLeast = atLeast, AtMost = atMost, Threads = threads, Processes = processes }, test);

    /// <summary>Limits the time that threads neither ran nor wanted to, summed over the threads: Sleeping, DiskSleep and Stopped together.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="atLeast">The least time, such as "250ms"; not limited when null.</param>
    /// <param name="atMost">The most time, such as "5s"; not limited when null.</param>
    /// <param name="threads">The thread set: "Application" (default), "All", "Main", or a glob over thread names.</param>
    /// <param name="processes">Narrows the thread set to processes whose name matches this glob.</param>
    /// <param name="test">The name in the message; the calling method unless given.</param>
    /// <exception cref="ProfileAssertionException">The limit is missed.</exception>
    /// <exception cref="ArgumentException">The limit can't be read.</exception>
    public static ProcessProfile ShouldBlock(
        this ProcessProfile profile,
        string? atLeast = null,
        string? atMost = null,
        string? threads = null,
        string? processes = null,
        [CallerMemberName] string test = "") =>
        Check(profile, new BlockedTimeAttribute { AtLeast = atLeast, AtMost = atMost, Threads = threads, Processes = processes }, test);

    /// <summary>Limits how often threads were switched off their CPUs.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="atLeast">The least number, 0 or more; not limited when NaN.</param>
    /// <param name="atMost">The largest number, 0 or more; not limited when NaN.</param>
    /// <param name="voluntary">Counts those that waited; with neither kind, or both, they are counted together.</param>
    /// <param name="involuntary">Counts those that were taken off their CPU.</param>
    /// <param name="threads">The thread set; the whole tree of processes when null.</param>
    /// <param name="processes">Narrows it to processes whose name matches this glob; the whole tree when null.</param>
    /// <param name="test">The name in the message; the calling method unless given.</param>
    /// <exception cref="ProfileAssertionException">The limit is missed.</exception>
    /// <exception cref="ArgumentException">The limit can't be read.</exception>
    public static ProcessProfile ShouldSwitch(
        this ProcessProfile profile,
        double atLeast = double.NaN,
        double atMost = double.NaN,
        bool voluntary = false,
        bool involuntary = false,
        string? threads = null,
        string? processes = null,
        [CallerMemberName] string test = "") =>
        Check(profile, new ContextSwitchesAttribute { AtLeast = atLeast, AtMost = atMost, Voluntary = voluntary, Involuntary = involuntary, Threads = threads, Processes = processes }, test);

    /// <summary>Limits how many threads live at one time, or how many there are in all.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="atLeast">The least number, 0 or more; not limited when NaN.</param>
    /// <param name="atMost">The largest number, 0 or more; not limited when NaN.</param>
    /// <param name="total">Counts every thread, and not the most at one time.</param>
    /// <param name="threads">The thread set: "Application" (default), "All", "Main", or a glob over thread names.</param>
    /// <param name="processes">Narrows the thread set to processes whose name matches this glob.</param>
    /// <param name="test">The name in the message; the calling method unless given.</param>
    /// <exception cref="ProfileAssertionException">The limit is missed.</exception>
    /// <exception cref="ArgumentException">The limit can't be read.</exception>
    public static ProcessProfile ShouldHaveThreads(
        this ProcessProfile profile,
        double atLeast = double.NaN,
        double atMost = double.NaN,
        bool total = false,
        string? threads = null,
        string? processes = null,
        [CallerMemberName] string test = "") =>
        Check(profile, new ThreadCountAttribute { AtLeast = atLeast, AtMost = atMost, Total = total, Threads = threads, Processes = processes }, test);

    /// <summary>Limits the largest resident set of any one process of the tree, over the whole run.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="atLeast">The least size, such as "64MB"; not limited when null.</param>
    /// <param name="atMost">The largest size, such as "1GiB"; not limited when null.</param>
    /// <param name="test">The name in the message; the calling method unless given.</param>
    /// <exception cref="ProfileAssertionException">The limit is missed.</exception>
    /// <exception cref="ArgumentException">The limit can't be read.</exception>
    public static ProcessProfile ShouldUseMemory(
        this ProcessProfile profile,
        string? atLeast = null,
        string? atMost = null,
        [CallerMemberName] string test = "") =>
        Check(profile, new PeakMemoryAttribute { AtLeast = atLeast, AtMost = atMost }, test);

    /// <summary>Limits the bytes that the process and its children fetched from storage and sent there.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="atLeast">The least size, such as "64MB"; not limited when null.</param>
    /// <param name="atMost">The largest size, such as "1GiB"; not limited when null.</param>
    /// <param name="read">Counts bytes fetched; with neither kind, or both, they are summed.</param>
    /// <param name="written">Counts bytes sent.</param>
    /// <param name="test">The name in the message; the calling method unless given.</param>
    /// <exception cref="ProfileAssertionException">The limit is missed.</exception>
    /// <exception cref="ArgumentException">The limit can't be read.</exception>
    public static ProcessProfile ShouldUseStorage(
        this ProcessProfile profile,
        string? atLeast = null,
        string? atMost = null,
        bool read = false,
        bool written = false,
        [CallerMemberName] string test = "") =>
        Check(profile, new DiskIoAttribute { AtLeast = atLeast, AtMost = atMost, Read = read, Written = written }, test);
}
