using System.Diagnostics;

namespace RunScope.Testing.Attaching;

/// <summary>Tells whether the process that a <see cref="Process"/> stands for is the one that has its ID now.</summary>
internal static class ProcessAge
{
    /// <exception cref="AttachException">It stands for no process any more.</exception>
    public static int IdOf(Process process)
    {
        try
        {
            if (!process.HasExited) return process.Id;
            throw new AttachException(AttachProblem.Ended, $"Cannot attach to process {process.Id}: it has ended.") { ProcessId = process.Id };
        }
        catch (InvalidOperationException e)
        {
            throw new AttachException(AttachProblem.NotFound, "Cannot attach: the Process object stands for no process. Start it first, or get it by Process.GetProcessById.", e);
        }
    }

    /// <summary>Compares when they started, both by the same clock; only a start that was read early enough tells them apart.</summary>
    public static bool IsSame(Process process)
    {
        try
        {
            using var now = Process.GetProcessById(process.Id);
            return !process.HasExited && process.StartTime == now.StartTime;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
