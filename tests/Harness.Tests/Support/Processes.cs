using System.Globalization;
using RunScope.Testing.Interop;
using RunScope.Testing.Launch;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Tests.Support;

/// <summary>Other processes, each named for good by its PID and start time.</summary>
internal static class Processes
{
    public const int SIGCONT = 18;
    public const int SIGSTOP = 19;

    /// <summary>A process that lives now.</summary>
    public static ProcessTree.Member Living(int pid)
    {
        ProcessOrigin.TryRead(pid, out var parent, out var start).ShouldBeTrue($"process {pid} has gone already");
        return new ProcessTree.Member(pid, parent, start);
    }

    /// <summary>A workload, its recorder, and whoever they have started by now.</summary>
    public static List<ProcessTree.Member> WithRecorder(int workload)
    {
        var recorder = Living(Living(workload).Parent);
        return [recorder, .. ProcessTree.Descendants(new HashSet<int> { recorder.Pid })];
    }

    public static bool IsAlive(ProcessTree.Member process) => ProcessTree.IsAlive(process.Pid, process.StartTicks);

    public static void Send(ProcessTree.Member process, int signal) => ProcessTree.Send(process, signal);

    /// <summary>Waits until a process has ended, by its descriptor.</summary>
    public static Task GoneAsync(ProcessTree.Member process) => Task.Run(() =>
    {
        using var descriptor = Signals.OpenProcess(process.Pid);
        if (descriptor.IsInvalid || !IsAlive(process)) return;
        var (ended, _) = Poll.Wait(descriptor.Number, -1, Patience.Limit.Ticks * TimeSpan.NanosecondsPerTick);
        ended.ShouldBeTrue($"process {process.Pid} still runs after {Patience.Limit}");
    });

    /// <summary>Every child of this process that hasn't been reaped, zombies too.</summary>
    public static IReadOnlyList<int> OwnChildren() => [.. Directory.GetDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0 && ProcessOrigin.TryRead(pid, out var parent, out _) && parent == Environment.ProcessId)
        .Order()];

    /// <summary>Every process that was given this argument.</summary>
    public static IReadOnlyList<int> WithArgument(string argument) => [.. Directory.GetDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0 && Arguments(pid).Contains(argument))];

    /// <summary>The state letter of a process's first thread.</summary>
    public static char StateOf(int pid) => ProcView.StatField(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat")), 3)[0];

    private static string[] Arguments(int pid)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cmdline")).Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
