using System.Runtime.InteropServices;

namespace Workloads.Verbs;

/// <summary>alloc: takes <c>--size</c> of memory, touches every page, and holds it for <c>--hold</c>; <c>--rounds</c> times over.</summary>
internal static unsafe class Alloc
{
    internal static int Run(Words words)
    {
        var size = words.Number("size", "64MiB");
        var rounds = words.Count("rounds", 1);
        var hold = words.Duration("hold", "0");
        words.End();

        var report = new Report("alloc");
        Worker.RunAll(report, 1, (_, worker) =>
        {
            for (; worker.Iterations < rounds; worker.Iterations++)
            {
                var memory = (byte*)NativeMemory.Alloc((nuint)size);
                for (long at = 0; at < size; at += 4096) memory[at] = 1;
                if (hold > 0) worker.Sleep(hold);
                NativeMemory.Free(memory);
            }
        });
        report.Truth.Counts["allocatedBytes"] = size * rounds;
        report.Print();
        return 0;
    }
}
