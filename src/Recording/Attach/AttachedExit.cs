using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Attach;

/// <summary>How an attached process ended. It is somebody else's child: its parent alone gets to know from <c>wait4</c>, and we where the kernel keeps it in the pidfd.</summary>
internal static class AttachedExit
{
    // A parent that waits reaps at once; one that is busy isn't waited for any longer.
    private const long LongestWait = 100_000_000;
    private const long Pause = 1_000_000;

    public static void Write(Recording recording, FileDescriptor process) => Write(recording, process, PidFd.TellsExits);

    /// <param name="recording">What it is written to.</param>
    /// <param name="process">The pidfd.</param>
    /// <param name="tellsExits">Whether the kernel tells others than the parent at all: else nothing is waited for.</param>
    internal static void Write(Recording recording, FileDescriptor process, bool tellsExits)
    {
        var until = tellsExits ? Clock.Monotonic + LongestWait : 0;
        int status;
        while (!PidFd.TryGetExitStatus(process, out status))
        {
            if (Clock.Monotonic >= until)
            {
                recording.Warnings.Add($"{WarningTexts.ExitCodeUnknown}: the process is no child of ours, and {(tellsExits ? "its parent hasn't reaped it yet" : "this kernel tells its end to its parent alone (Linux 6.15 tells others too)")}.");
                return;
            }

            Poll.Wait(-1, -1, Pause);
        }

        (recording.Status, recording.StatusIsKnown) = (status, true);
    }
}
