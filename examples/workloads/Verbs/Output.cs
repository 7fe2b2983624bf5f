using System.Text;

namespace Workloads.Verbs;

/// <summary>output: <c>--bytes</c> of numbered lines on each of standard output and standard error, both at the same time; <c>--invalid yes</c> for bytes that aren't UTF-8.</summary>
internal static class Output
{
    internal static int Run(Words words)
    {
        var bytes = words.Number("bytes", "8MB");
        var invalid = words.Flag("invalid");
        words.End();

        var report = new Report("output");
        long written = 0;
        Worker.RunAll(report, 2, (index, worker) =>
        {
            for (long left = bytes; left > 0; worker.Iterations++)
            {
                var line = Line(worker.Iterations, invalid);
                var part = line.AsSpan(0, (int)Math.Min(left, line.Length));
                if (!Bytes.WriteAll(index + 1, part)) break;
                left -= part.Length;
                Interlocked.Add(ref written, part.Length);
            }
        });
        report.Truth.BytesWritten = written;
        report.Print();
        return 0;
    }

    /// <summary>4096 bytes: a number, filling and a line feed.</summary>
    private static byte[] Line(long number, bool invalid)
    {
        var line = Encoding.ASCII.GetBytes(number.ToString("D12", System.Globalization.CultureInfo.InvariantCulture).PadRight(4095, '.') + '\n');
        if (invalid) new byte[] { 0xff, 0xfe, 0x80, 0xc3 }.CopyTo(line, 13);
        return line;
    }
}
