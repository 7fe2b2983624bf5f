using System.Collections.Concurrent;
using System.Diagnostics;

namespace AttachApi;

/// <summary>A program with something to see: one thread computes and rests in turns, and gives work to another one, which waits for it.</summary>
internal static class Worker
{
    public static int Run()
    {
        using var queue = new BlockingCollection<int>();
        var writer = new Thread(() =>
        {
            foreach (var _ in queue.GetConsumingEnumerable()) Compute(TimeSpan.FromMilliseconds(1));
        })
        { Name = "writer" };
        writer.Start();
        for (var number = 0; ; number++)
        {
            Compute(TimeSpan.FromMilliseconds(5));
            queue.Add(number);
            Thread.Sleep(10);
        }
    }

    private static void Compute(TimeSpan time)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;) Thread.SpinWait(100);
    }
}
