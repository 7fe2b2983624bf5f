using System.Collections.Immutable;

namespace RunScope.Testing.Baselines;

/// <summary>The waits in which a thread only waits until others have done something: they last longer when those take longer.</summary>
internal static class PassiveWaits
{
    private static readonly ImmutableHashSet<string> Calls =
    [
        "futex", "futex_waitv", "futex_wait", "wait4", "waitid", "epoll_wait", "epoll_pwait", "epoll_pwait2", "poll", "ppoll", "select", "pselect6", "pause", "rt_sigsuspend",
        "rt_sigtimedwait", "accept", "accept4", "flock", "semop", "semtimedop", "msgrcv", "mq_timedreceive", "recvfrom", "recvmsg", "recvmmsg",
    ];

    // Where the call couldn't be read, the kernel's function stands for it.
    private static readonly ImmutableArray<string> Channels =
        ["futex_", "do_wait", "ep_poll", "poll_schedule", "pipe_", "anon_pipe", "unix_stream", "sk_wait", "wait_woken", "inet_csk_accept", "do_sigtimedwait", "sigsuspend"];

    private static readonly ImmutableHashSet<string> Streams = ["read", "readv", "write", "writev", "sendto", "sendmsg"];

    public static bool Include(TaskState state, string call, string? target) =>
        Calls.Contains(call)
        || Channels.Any(c => call.StartsWith(c, StringComparison.Ordinal))
        || (Streams.Contains(call) && target is "pipe" or "socket")
        || (state == TaskState.Sleeping && call is "" or "unknown");
}
