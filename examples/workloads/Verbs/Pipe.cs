namespace Workloads.Verbs;

/// <summary>pipe: one thread pushes <c>--bytes</c> through a pipe to another.</summary>
internal static unsafe class Pipe
{
    internal static int Run(Words words)
    {
        var bytes = words.Number("bytes", "50MB");
        var block = words.Number("block", "64KiB");
        words.End();

        var ends = stackalloc int[2];
        _ = Libc.pipe(ends);
        var (reader, writer) = (ends[0], ends[1]);
        var report = new Report("pipe");
        Worker.RunAll(report, 2, (index, worker) =>
        {
            var buffer = new byte[block];
            var start = Clocks.Now;
            if (index == 0)
            {
                for (long left = bytes; left > 0; left -= block, worker.Iterations++)
                    Bytes.WriteAll(writer, buffer.AsSpan(0, (int)Math.Min(block, left)));
                _ = Libc.close(writer);
            }
            else
            {
                for (int got; (got = Bytes.Read(reader, buffer)) > 0;) worker.Iterations += got;
            }

            worker.WaitCallNs = Clocks.Now - start;
        });
        report.Truth.BytesWritten = bytes;
        report.Truth.Counts["bytesRead"] = report.Truth.Threads[1].Iterations;
        report.Print();
        return 0;
    }
}
