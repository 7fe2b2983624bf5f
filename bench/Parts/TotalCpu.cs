using System.Globalization;
using System.Text;
using CliWrap;

namespace RunScope.Testing.Bench.Parts;

/// <summary>Total CPU time against what the kernel tells another parent: bash, which reads its child's rusage for its word <c>time</c>.</summary>
internal sealed class TotalCpu : IPart
{
    // Two figures in whole milliseconds.
    private const double RoundedDown = 0.002;

    private static readonly string[] Workloads =
    [
        "cpu --duration 10s",
        "oversubscribed --duration 10s",
        "pingpong --duration 10s",
        "churn --count 6000 --life 1ms --lanes 2",
        "tree --children 3 --cpu-time 2s",
        "forks 4000",
    ];

    public string Name => "cputime";

    public string About => "total CPU time against the rusage that a shell around the workload is told";

    public async Task RunAsync(Plan plan, Table table)
    {
        if (!File.Exists("/bin/bash"))
        {
            table.Note(Name, "total CPU time against rusage", "not measured", "there is no /bin/bash", "at most 0.1 %");
            return;
        }

        var errors = new List<(string Words, double Difference, double Seconds)>();
        foreach (var words in Workloads)
        {
            var error = await MeasureAsync(words);
            Plan.Progress(string.Create(CultureInfo.InvariantCulture, $"{words}: {Table.Signed(1000 * error.Difference)} ms of {error.Seconds:0.000} s"));
            errors.Add((words, error.Difference, error.Seconds));
        }

        var worst = errors.MaxBy(error => Math.Abs(error.Difference / error.Seconds));
        table.AtMost(Name, "total CPU time against rusage", 0.1, 100 * Math.Abs(worst.Difference / worst.Seconds), "%", string.Create(
            CultureInfo.InvariantCulture,
            $"worst of {errors.Count} runs: {worst.Words}, {Table.Signed(1000 * worst.Difference)} ms of {worst.Seconds:0.000} s, beyond what the shell itself used and its rounding down by 2 ms"));
    }

    private static async Task<(double Difference, double Seconds)> MeasureAsync(string words)
    {
        var said = new StringBuilder();
        var command = CliWrap.Cli.Wrap("/bin/bash")
            .WithArguments(["-c", "TIMEFORMAT='%3U %3S'; time \"$0\" \"$@\"", WorkloadRun.Program, .. words.Split(' ')])
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(said))
            .WithEnvironmentVariables(variables => variables.Set("LC_ALL", "C"));
        var profile = await ProcessProfiler.ProfileAsync(command);
        var child = said.ToString().Trim().Split(' ').Sum(seconds => double.Parse(seconds, CultureInfo.InvariantCulture));
        // What bash says contains as much of its own time as passed between the two moments at which it looked: anything from none to all of it.
        var shell = profile.Threads.First(thread => thread.ThreadId == profile.Target.ProcessId).CpuTime!.Value.TotalSeconds;
        var difference = profile.CpuTime!.Value.TotalSeconds - child;
        return (difference < 0 ? difference : Math.Max(0, difference - shell - RoundedDown), child);
    }
}
