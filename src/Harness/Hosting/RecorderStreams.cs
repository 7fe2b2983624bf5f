using System.Globalization;
using RunScope.Testing.Interop;
using RunScope.Testing.Launch;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Hosting;

/// <summary>
/// The standard streams that a recorder was started with. They are nobody's but its workload's: of all children of this process they tell those apart that became
/// ours when the recorder was killed before it could report them.
/// </summary>
internal sealed class RecorderStreams
{
    private readonly ProcessTree.Member _recorder;
    private readonly HashSet<string> _streams;

    private RecorderStreams(ProcessTree.Member recorder, HashSet<string> streams) => (_recorder, _streams) = (recorder, streams);

    /// <summary>Whether the recorder has ended with all its threads: only then its children are ours.</summary>
    public bool HasEnded => !ProcessTree.IsAlive(_recorder.Pid, _recorder.StartTicks);

    /// <summary>Reads those of a recorder that has just been started; null when it has gone already.</summary>
    public static RecorderStreams? Of(int recorder) => ProcessOrigin.TryRead(recorder, out var parent, out var start)
        ? new RecorderStreams(new ProcessTree.Member(recorder, parent, start), [.. Streams(recorder)])
        : null;

    /// <summary>Children of this process, younger than the recorder, that have one of the streams.</summary>
    public IEnumerable<ProcessTree.Member> Heirs() => !HasEnded || _streams.Count == 0
        ? []
        : ProcessTree.Living().Where(p => p.Parent == Environment.ProcessId && p.StartTicks >= _recorder.StartTicks && p.Pid != _recorder.Pid && Streams(p.Pid).Any(_streams.Contains));

    /// <summary>Starts a guard of what the recorder will start.</summary>
    public TreeGuard? Guard() => TreeGuard.Start(_recorder, _streams);

    /// <summary>Ends the recorder.</summary>
    public void Kill() => ProcessTree.Send(_recorder, Signals.SIGKILL);

    /// <summary>Who else has a stream open, such as a process that was handed one; only those of our user can be seen.</summary>
    public IEnumerable<int> Holders() => ProcessTree.Living()
        .Select(m => m.Pid)
        .Where(pid => pid != Environment.ProcessId && pid != _recorder.Pid && Descriptors(pid).Any(_streams.Contains));

    private static IEnumerable<string> Streams(int pid) => Enumerable.Range(0, 3).Select(fd => Target(pid, fd)).OfType<string>();

    private static IEnumerable<string> Descriptors(int pid)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/fd")).Select(LinkOf).OfType<string>()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Only what has no name in the file system is one process's alone: two may write to one file or terminal.
    private static string? Target(int pid, int fd) => LinkOf(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/fd/{fd}"));

    private static string? LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget is { } link && (link.StartsWith("pipe:[", StringComparison.Ordinal) || link.StartsWith("socket:[", StringComparison.Ordinal)) ? link : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
