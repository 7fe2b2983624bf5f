using System.Diagnostics;
using System.Globalization;
using RunScope.Testing.Bench.Soak;
using RunScope.Testing.Interop;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Bench.Parts;

/// <summary>What those who watch hold while they watch for long: a program by the interface, the tool, and a recorder.</summary>
internal sealed class SoakedAttachment : IPart
{
    public string Name => "soak-attach";

    public string About => "what an attached program, the tool and a recorder hold while they watch: 2 minutes, or --minutes N";

    public bool OnlyIfNamed => true;

    public async Task RunAsync(Plan plan, Table table)
    {
        var length = TimeSpan.FromMinutes(plan.Minutes ?? (plan.Quick ? 1 : 2));
        using var folders = new OwnFolders();
        var output = Path.Combine(Path.GetTempPath(), "profile.json");
        using var target = BusyTree.Start();

        // A launched tree keeps each of its threads by itself: what must be flat is a recorder over steady ones.
        using var enough = new CancellationTokenSource();
        await using var launched = await ProcessProfiler.StartAsync(
            WorkloadRun.Command("target --threads 8 --busy 1ms --idle 9ms --duration 600m"), ProfileOptions.Default with { Timeout = TimeSpan.FromHours(20) }, enough.Token);
        ProcessOrigin.TryRead(launched.ProcessId, out var recorder, out _);
        using var tool = Process.Start(new ProcessStartInfo("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "runscope.dll"), "attach", $"{target.Process.Id}", "--rate", "100", "--follow", "--json", output,
        ])
        { RedirectStandardOutput = true })!;
        var lines = CountAsync(tool.StandardOutput);
        await using var attached = await ProcessProfiler.AttachAsync(target.Process.Id, AttachOptions.Default with { SampleRate = 100 });
        long samples = 0, read = 0;
        using var handler = attached.OnRound((_, round) => samples += round.Length);
        var reader = Task.Run(async () =>
        {
            await foreach (var round in attached.RoundsAsync()) read++;
        });

        var (self, other, recording) = (new Course("program that attached", "10 minutes"), new Course("runscope attach", "10 minutes"), new Course("recorder", "10 minutes"));
        var started = Stopwatch.GetTimestamp();
        for (var i = 1; i <= 20; i++)
        {
            var due = length * (i / 20.0);
            if (due - Stopwatch.GetElapsedTime(started) is var left && left > TimeSpan.Zero) await Task.Delay(left);

            // What the first rounds compile and load is paid once.
            if (i <= 2) continue;
            var at = Stopwatch.GetElapsedTime(started).TotalMinutes / 10;
            self.Note(at, Held.BySelf());
            other.Note(at, Held.By(tool.Id));
            recording.Note(at, Held.By(recorder));
        }

        var profile = await attached.DetachAsync();
        await reader;
        Signals.TrySendByPid(tool.Id, Signals.SIGINT);
        await tool.WaitForExitAsync();
        var follow = await lines;
        var written = new FileInfo(output);
        Plan.Progress($"{output}: {(written.Exists ? written.Length : 0)} bytes");
        await enough.CancelAsync();
        await ((Task)launched.Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        table.AtMost(Name, "exit code of runscope attach after SIGINT, 1 more if it wrote no profile", 0, tool.ExitCode + (written.Exists ? 0 : 1), "", $"{follow} lines of --follow; a profile of {written.Length / 1024} KiB");
        table.Note(Name, "rounds taken of those due, by the program", Table.Number((double)profile.Engine.RoundsTaken / profile.Engine.RoundsRequested), string.Create(
            CultureInfo.InvariantCulture,
            $"{profile.Engine.RoundsTaken} of {profile.Engine.RoundsRequested} in {length.TotalMinutes:0} minutes, {profile.Engine.RoundsLate} late; {samples} samples to a handler, {read} rounds read; "
            + $"{profile.Threads.Sum(t => t.Together ?? 1)} threads in {profile.Processes.Sum(p => p.Together ?? 1)} processes seen, {profile.Threads.Length} threads listed"));
        self.Judge(table, Name, heapGoal: 200, memoryGoal: 1000, watchingGoal: 10);
        other.Judge(table, Name, heapGoal: 200, memoryGoal: 1000, watchingGoal: 10);
        recording.Judge(table, Name, heapGoal: 200, memoryGoal: 1000, watchingGoal: 10);
    }

    private static async Task<int> CountAsync(StreamReader from)
    {
        var lines = 0;
        while (await from.ReadLineAsync() is not null) lines++;
        return lines;
    }

    /// <summary>A tree that sleeps, works, and starts threads and children all the time.</summary>
    private sealed record BusyTree(Process Process) : IDisposable
    {
        internal static BusyTree Start()
        {
            var program = WorkloadRun.Program;
            string[] always =
            [
                "threads 16 --period 60m --duration 1200m", "target --threads 4 --busy 1ms --idle 9ms --duration 1200m",
                "churn --count 1000000000 --lanes 3 --life 100us --pause 3ms", "churn --count 1000000000 --lanes 1 --life 15ms --pause 40ms",
                "forks 100000000 --at-once 3 --pause 60ms",
            ];
            var script = string.Concat(always.Select(words => $"\"{program}\" {words} & ")) + "while :; do sh -c 'sleep 0.03 & sleep 0.02; wait' & sleep 0.1; wait $!; done";
            return new BusyTree(Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{{ {script}; }} > /dev/null 2>&1"]))!);
        }

        public void Dispose()
        {
            Process.Kill(entireProcessTree: true);
            Process.WaitForExit();
            Process.Dispose();
        }
    }
}
