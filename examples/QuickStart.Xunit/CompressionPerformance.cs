using CliWrap;
using RunScope.Testing;
using RunScope.Testing.Xunit;

namespace QuickStart;

public sealed class CompressionPerformance : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quickstart-");

    public void Dispose() => _folder.Delete(recursive: true);

    // The command in the attribute: each argument is one argument, nothing is quoted or split.
    [ProfileProcess("dd", "if=/dev/urandom", "of=/dev/null", "bs=1M", "count=200")]
    [ThreadState(TaskState.Running, TaskState.Runnable, AtLeast = 0.90)] // wants a CPU nearly always, busy host or not
    [ThreadState(TaskState.DiskSleep, AtMost = 0.05)]
    [WallTime(AtMost = "1m")]
    public void Making_random_bytes_is_cpu_bound()
    {
    }

    // The command from code: a test that returns it is profiled, and needs no body.
    [ProfileProcess]
    [ThreadState(TaskState.Running, TaskState.Runnable, AtLeast = 0.80)]
    [CpuTime(AtMost = "30s")]
    public Command Compressing_is_cpu_bound()
    {
        var corpus = Path.Combine(_folder.FullName, "corpus.bin");
        File.WriteAllText(corpus, string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $"{i * 2654435761L % 1000003} ")));
        return Cli.Wrap("gzip").WithArguments(["-9", "-k", "-f", corpus]);
    }
}
