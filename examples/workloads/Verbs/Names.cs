namespace Workloads.Verbs;

/// <summary>names: threads with names that a report must survive, asleep for <c>--duration</c>.</summary>
internal static class Names
{
    // The kernel keeps 15 bytes and takes any but 0.
    private static readonly byte[][] Hostile =
    [
        [.. "<script>x()</sc"u8],
        [.. "</td><b>&amp;\"'"u8],
        [.. "a\nb\tc\r\x1b[31mred"u8],
        [0x01, 0x07, 0x08, 0x7f, (byte)'c', (byte)'t', (byte)'l'],
        [0xff, 0xfe, 0x80, (byte)'b', (byte)'a', (byte)'d'],
        [.. "1234567890123"u8, 0xe2, 0x82],
        [.. "worker-*[0]?{}"u8],
        [.. ") S 1 2 (x"u8],
        [.. "{{name}} \\u0041"u8],
        [],
    ];

    internal static int Run(Words words)
    {
        var duration = words.Duration("duration", "500ms");
        words.End();

        var report = new Report("names");
        var workers = Array.ConvertAll(Hostile, name => Worker.Start(name, worker => worker.Sleep(duration)));
        Worker.Join(report, workers);
        report.Print();
        return 0;
    }
}
