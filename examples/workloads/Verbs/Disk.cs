using Microsoft.Win32.SafeHandles;

namespace Workloads.Verbs;

/// <summary>disk: writes a block and waits until it has reached storage, for a time (<c>--duration</c>) or for a number of <c>--rounds</c>, in a file below <c>--folder</c>.</summary>
internal static class Disk
{
    internal static int Run(Words words)
    {
        var threads = words.Count("threads", 1);
        var block = words.Number("block", "64KiB");
        var spin = words.Duration("spin", "0");
        var duration = words.Duration("duration", "1s");
        var folder = words.Text("folder", Path.GetTempPath());
        var rounds = words.Number("rounds", "0");
        words.End();

        var report = new Report("disk");
        long written = 0;
        Worker.RunAll(report, threads, (_, worker) =>
        {
            var path = Path.Combine(folder, Path.GetRandomFileName());
            using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
            Interlocked.Add(ref written, WriteUntil(worker, file, new byte[block], new Goal(rounds, duration), spin));
        });
        report.Truth.BytesWritten = written;
        report.Print();
        return 0;
    }

    private static long WriteUntil(Worker worker, SafeFileHandle file, byte[] block, Goal until, long spin)
    {
        block.AsSpan().Fill(0x5a);
        for (; until.Goes(worker.Iterations); worker.Iterations++)
        {
            var start = Clocks.Now;
            // The file stays within 16 blocks: this is about waiting, not about filling disks.
            RandomAccess.Write(file, block, worker.Iterations % 16 * block.Length);
            RandomAccess.FlushToDisk(file);
            worker.DiskCallNs += Clocks.Now - start;
            if (spin > 0) Clocks.SpinCpu(spin);
        }

        return worker.Iterations * block.Length;
    }
}
