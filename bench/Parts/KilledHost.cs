using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CliWrap;
using RunScope.Testing.Sampling.Procfs;
using Workloads;

namespace RunScope.Testing.Bench.Parts;

/// <summary>Kills a process in the middle of a profile and watches the profiled tree go.</summary>
internal sealed class KilledHost : IPart
{
    public string Name => "killed";

    public string About => "end of the tree, a daemonised grandchild included, after the host was killed";

    public async Task RunAsync(Plan plan, Table table)
    {
        var (times, survivors) = (new List<double>(), 0);
        for (var i = 0; i < plan.Pairs; i++)
        {
            if (await KillAsync() is { } time)
                times.Add(time.TotalMilliseconds);
            else
                survivors++;
        }

        table.AtMost(Name, "trees with survivors 10 s after their host was killed", 0, survivors, $"of {plan.Pairs}");
        if (times.Count == 0) return;
        table.AtMost(Name, "the whole tree gone after a killed host", 1000, times.Max(), "ms", string.Create(
            CultureInfo.InvariantCulture,
            $"the longest of {times.Count}; median {Statistics.Median(times):0} ms; the recorder and 5 processes, one of them daemonised"));
    }

    /// <summary>The host to be killed: profiles a tree until its end and passes on what the tree prints.</summary>
    internal static async Task<int> HostAsync(string[] words)
    {
        await using var output = Console.OpenStandardOutput();
        await ProcessProfiler.ProfileAsync(WorkloadRun.Command(string.Join(' ', words)).WithStandardOutputPipe(PipeTarget.ToStream(output)));
        return 0;
    }

    /// <summary>From the SIGKILL to the end of the last process; null when one is left.</summary>
    private static async Task<TimeSpan?> KillAsync()
    {
        using var host = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!,
            [.. SelfArguments(), "host", "tree", "--children", "3", "--daemon", "10m", "--wait", "10m"]) { RedirectStandardOutput = true })!;
        var line = await host.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the host ended before its tree was up");
        var tree = JsonSerializer.Deserialize(line, TruthJson.Default.Started)!;
        ProcessOrigin.TryRead(tree.Pid, out var recorder, out _);
        int[] members = [recorder, tree.Pid, .. tree.Children!, .. tree.Daemons!];
        using var watch = new ExitWatch(members);
        var start = Stopwatch.GetTimestamp();
        host.Kill();
        var gone = watch.AllGone(TimeSpan.FromSeconds(10));
        var elapsed = Stopwatch.GetElapsedTime(start);
        await host.WaitForExitAsync();
        if (!gone) watch.KillAll();
        return gone ? elapsed : null;
    }

    /// <summary>What comes before the arguments when this program runs as "dotnet Bench.dll".</summary>
    private static string[] SelfArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [typeof(KilledHost).Assembly.Location] : [];
}
