using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Launch;

/// <content>What the tree has read from storage and written to it between two marks.</content>
internal sealed partial class RecordingSession
{
    // A process that is reaped while we add up hands its figures on to its parent: then we add up anew.
    private const int MostSums = 5;

    private readonly List<StorageMark> _storage = [];

    private void MarkStorage(string phase, bool begin)
    {
        if (begin) _storage.Add(new StorageMark(phase, StorageSoFar()));
        else if (_storage.FindLast(m => m.Phase == phase && m.AtEnd is null) is { } open) open.AtEnd = StorageSoFar();
    }

    /// <summary>Enters what was marked. A phase that nobody ended lasted until the root's end.</summary>
    private void WriteStorage(Recording recording)
    {
        foreach (var (mark, phase) in _storage.Zip(recording.Phases))
        {
            var (readBefore, writtenBefore) = mark.AtBegin;
            var (read, written) = mark.AtEnd ?? (recording.ReadBytes, recording.WrittenBytes);
            if (readBefore < 0 || read < 0) continue;

            // The figures of what we reaped ourselves come in blocks of 512 bytes.
            phase.ReadBytes = Math.Max(0, read - readBefore);
            phase.WrittenBytes = Math.Max(0, written - writtenBefore);
        }
    }

    // A living process's figures hold those of its reaped children. Parents come first, so that nothing is counted twice.
    private (long Read, long Written) StorageSoFar()
    {
        ReapOrphans(except: _pid);
        for (var i = 0; i < MostSums; i++)
        {
            if (TrySumStorage(out var sum)) return sum;
        }

        return (-1, -1);
    }

    private bool TrySumStorage(out (long Read, long Written) sum)
    {
        sum = (_orphans.ReadBytes, _orphans.WrittenBytes);
        foreach (var process in ProcessTree.Descendants(new HashSet<int> { Unistd.ProcessId }, zombies: true))
        {
            var (read, written) = LivingUsage.Storage(process.Pid);
            if (read < 0) return false;
            sum = (sum.Read + read, sum.Written + written);
        }

        return true;
    }

    private sealed class StorageMark(string phase, (long Read, long Written) atBegin)
    {
        public string Phase { get; } = phase;

        public (long Read, long Written) AtBegin { get; } = atBegin;

        public (long Read, long Written)? AtEnd { get; set; }
    }
}
