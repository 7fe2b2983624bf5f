using System.Globalization;

namespace RunScope.Testing.Sampling.Procfs;

/// <content>What attached processes have read from storage and written to it, from end to end and from mark to mark.</content>
internal sealed partial class ProcfsSampler
{
    private const int MostNamed = 5;

    private void WriteStorage(Recording recording)
    {
        if (!_attachment!.FollowChildren && HaveReaped)
        {
            recording.Warnings.Add($"{WarningTexts.StorageUnknown}: children ended meanwhile, which weren't to be watched, and the kernel adds what they read and wrote to their parent's.");
            return;
        }

        if (HasEnded)
        {
            recording.Warnings.Add($"{WarningTexts.StorageUnknown}: {(_root!.EndNs > 0 ? "the process" : "a process")} ended meanwhile, and then the kernel shows them to nobody but root.");
            return;
        }

        long read = 0, written = 0;
        foreach (var process in Living)
        {
            var (readNow, writtenNow) = LivingUsage.Storage(process.Pid);
            if (readNow < 0 || process.Before.ReadBytes < 0)
            {
                recording.Warnings.Add($"{WarningTexts.StorageUnknown}: /proc/{process.Pid}/io can't be read, which needs ptrace access, as for a process of the same user.");
                return;
            }

            read += readNow - process.Before.ReadBytes;
            written += writtenNow - process.Before.WrittenBytes;
        }

        (recording.ReadBytes, recording.WrittenBytes) = (read, written);
    }

    // Those of whoever launches a process come from what reaps it.
    private StorageMark StorageNow()
    {
        if (_attachment is null) return default;
        long read = 0, written = 0;

        // Parents come first: what a child hands on to its own when it is reaped meanwhile isn't counted twice.
        foreach (var process in Living)
        {
            var (readNow, writtenNow) = LivingUsage.Storage(process.Pid);
            if (readNow < 0)
            {
                (read, written) = (-1, -1);
                break;
            }

            (read, written) = (read + readNow, written + writtenNow);
        }

        // A child that isn't watched counts as its parent's from when it is reaped.
        if (!_attachment.FollowChildren) ReadChildren(_root!);
        return new StorageMark(read, written, _endedProcesses + (_root!.EndNs > 0 ? 1 : 0), _attachment.FollowChildren ? 0 : _root.LastChildFaults);
    }

    // A phase that nobody ended has lasted up to now.
    private void WritePhaseStorage(Recording recording)
    {
        List<string> ended = [], unread = [];
        var now = _marks.Exists(m => m.AtEnd is null) ? StorageNow() : default;
        foreach (var (mark, phase) in _marks.Zip(recording.Phases))
        {
            var (begin, end) = (mark.StorageAtBegin, mark.AtEnd is null ? now : mark.StorageAtEnd);
            if (begin.Ended != end.Ended || begin.ChildFaults != end.ChildFaults) ended.Add(mark.Name);
            else if (begin.Read < 0 || end.Read < 0) unread.Add(mark.Name);
            else (phase.ReadBytes, phase.WrittenBytes) = (end.Read - begin.Read, end.Written - begin.Written);
        }

        if (ended.Count > 0)
            recording.Warnings.Add($"{WarningTexts.PhaseStorageUnknown}: a process ended within {Names(ended)}, and then the kernel shows them to nobody but root, or adds them to its parent's.");
        if (unread.Count > 0)
            recording.Warnings.Add($"{WarningTexts.PhaseStorageUnknown}: /proc/PID/io of a process couldn't be read at both ends of {Names(unread)}, which needs ptrace access, as for a process of the same user.");
    }

    private static string Names(List<string> phases)
    {
        string[] names = [.. phases.Distinct().Select(p => $"\"{p}\"")];
        var more = names.Length > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {names.Length - MostNamed} more") : "";
        return string.Join(", ", names.Take(MostNamed)) + more;
    }

    /// <summary>Bytes that what lives has read from storage and written there so far, -1 when unknown; and how to tell that they are no longer all.</summary>
    /// <param name="Read">Bytes fetched from storage.</param>
    /// <param name="Written">Bytes sent to storage.</param>
    /// <param name="Ended">How many watched processes have ended.</param>
    /// <param name="ChildFaults">Page faults of reaped children that aren't watched: each has left some.</param>
    private readonly record struct StorageMark(long Read, long Written, int Ended, long ChildFaults);
}
