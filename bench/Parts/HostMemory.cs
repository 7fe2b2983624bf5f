using System.Globalization;

namespace RunScope.Testing.Bench.Parts;

/// <summary>What a test host holds after many profiled tests: a host that grows with each would not live through a large suite.</summary>
internal sealed class HostMemory : IPart
{
    private const string Figures = "BENCH_FIGURES";

    private static readonly int[] Stops = [100, 300, 500];

    /// <summary>The tests: rows of one method, which notes what the host holds at each stop.</summary>
    private static readonly string Source = $$"""
        using System.Diagnostics;
        using System.Runtime;
        using RunScope.Testing;
        using RunScope.Testing.Xunit;
        using Xunit;

        public class Tests
        {
            private static int _run;

            public static TheoryData<int> Rows => [.. Enumerable.Range(1, {{Stops[^1]}})];

            [ProfileProcess("true"), WallTime(AtMost = "30s")]
            [MemberData(nameof(Rows))]
            public void Test(int row, ProcessProfile profile)
            {
                Assert.True(row > 0 && profile.ExitCode == 0);
                if (++_run is not ({{string.Join(" or ", Stops)}})) return;

                GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
                GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
                var heap = GC.GetTotalMemory(forceFullCollection: true);
                var resident = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmRSS:")).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
                var zombies = Directory.GetDirectories("/proc").Count(f => char.IsAsciiDigit(f["/proc/".Length]) && IsOurZombie(f));
                string[] figures = [$"{_run}", $"{heap}", resident, $"{Descriptors()}", $"{Directory.GetDirectories("/proc/self/task").Length}", $"{zombies}"];
                File.AppendAllText(Environment.GetEnvironmentVariable("{{Figures}}")!, string.Join(' ', figures) + "\n");
            }

            // The runtime keeps the file of each assembly open that it has loaded, and loads them when they are first needed.
            private static int Descriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Count(f => new FileInfo(f).LinkTarget?.EndsWith(".dll") != true);

            private static bool IsOurZombie(string folder)
            {
                try
                {
                    var stat = File.ReadAllText(folder + "/stat");
                    var words = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                    return words[0] == "Z" && words[1] == $"{Environment.ProcessId}";
                }
                catch (IOException)
                {
                    return false;
                }
            }
        }
        """;

    public string Name => "memory";

    public string About => "what a test host holds after 100, 300 and 500 profiled tests of true";

    public async Task RunAsync(Plan plan, Table table)
    {
        var tests = await GeneratedTests.BuildAsync("Many.Xunit", "Xunit", Source);
        var folder = Directory.CreateTempSubdirectory("runscope-bench-");
        try
        {
            var figures = Path.Combine(folder.FullName, "figures");
            await tests.TestAsync([], new Dictionary<string, string?> { [Figures] = figures, ["RUNSCOPE_REPORTS"] = Path.Combine(folder.FullName, "reports") });
            Judge(table, [.. File.ReadLines(figures).Select(Held.Parse)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void Judge(Table table, Held[] held)
    {
        if (held.Length != Stops.Length) throw new InvalidOperationException($"The host noted its figures {held.Length} times instead of {Stops.Length}.");
        string Course(Func<Held, double> of) => $"after {string.Join(", ", Stops)} tests: {string.Join(", ", held.Select(h => Table.Number(of(h))))}";
        var (first, last) = (held[0], held[^1]);

        // The framework itself keeps what it says about each test until the end.
        var heapPerTest = (last.Heap - first.Heap) / (Stops[^1] - Stops[0]) / 1024;
        table.AtMost(Name, "managed heap that a test leaves behind", 8, heapPerTest, "KiB", $"{Course(h => h.Heap / 1024 / 1024)} MiB, all after a collection");
        table.AtMost(Name, "growth of the host's resident memory from test 100 to 500", 15, 100 * ((last.Resident / first.Resident) - 1), "%", $"{Course(h => h.Resident / 1024)} MiB");
        table.AtMost(Name, "more open descriptors after test 500 than after 100, assemblies aside", 0, Math.Max(0, last.Descriptors - first.Descriptors), "", Course(h => h.Descriptors));
        table.AtMost(Name, "more threads after test 500 than after 100", 2, Math.Max(0, last.Threads - first.Threads), "", $"{Course(h => h.Threads)}; the pool's own come and go");
        table.AtMost(Name, "zombies", 0, held.Max(h => h.Zombies), "", Course(h => h.Zombies));
    }

    /// <summary>What the host held at one stop: bytes, KiB, and three counts.</summary>
    private sealed record Held(double Heap, double Resident, double Descriptors, double Threads, double Zombies)
    {
        internal static Held Parse(string line)
        {
            var figures = line.Split(' ').Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray();
            return new Held(figures[1], figures[2], figures[3], figures[4], figures[5]);
        }
    }
}
