using System.Globalization;
using RunScope.Testing.Launch;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Faults;

/// <summary>
/// The phases of a run, each reached by what is to be seen of it from outside. The recorder is held there (SIGSTOP), so that a fault meets just this phase;
/// SIGKILL works on who is stopped.
/// </summary>
internal static class Moments
{
    public const string Starting = "host starting";
    public const string Launching = "recorder started, not connected";
    public const string Connected = "connected, nothing spawned";
    public const string Spawned = "workload spawned, not reported";
    public const string Sampling = "sampling";
    public const string Ended = "workload ended, not reaped";
    public const string Survivors = "workload reaped, daemon in its grace period";
    public const string Reporting = "report being sent";

    public const string FolderUntilNext = "an empty private folder and its socket, until the next launch";

    private const int MostAttempts = 40;

    // A daemon that nobody has reported yet is known by the streams that it has, until it gives them up.
    private const string GivenUp = " </dev/null >/dev/null 2>&1";

    // A root with a child and a daemon that ignores SIGTERM; it ends when something is written to its FIFO.
    private const string Tree = "(trap '' TERM; setsid sleep 600" + GivenUp + " & echo $! >\"$0.daemon\"); sleep 600 & printf '{\"ready\": \"tree\", \"pid\": %d}\\n' $$; read go <\"$0\"; exit 7";

    // Its report is longer than what a socket holds; of its own output only the first line is passed on, since nobody reads it while the host is held.
    private const string ManyThreads = "\"$0\" threads 400 --duration 1500ms | { read ready; echo \"$ready\"; cat >/dev/null; }; exit 7";

    /// <summary>Plays a scene up to a moment.</summary>
    public static async Task<Scene> ReachAsync(string moment, Dictionary<string, string?>? variables = null)
    {
        for (var i = 0; i < MostAttempts; i++)
        {
            var scene = moment == Reporting ? Scene.Of(["sh", "-c", ManyThreads, Workload.Program], variables) : OfTree(moment, variables);
            if (await PlayAsync(scene, moment)) return scene;
            scene.Dispose();
        }

        throw new TimeoutException($"\"{moment}\" was over each time before it could be held, in {MostAttempts} runs.");
    }

    private static Scene OfTree(string moment, Dictionary<string, string?>? variables)
    {
        var fifo = Path.Combine(Directory.CreateTempSubdirectory("fault-").FullName, "fifo");
        using var made = System.Diagnostics.Process.Start("mkfifo", [fifo]);
        made.WaitForExit();
        var scene = Scene.Of(["sh", "-c", moment == Spawned ? Tree.Replace(GivenUp, "", StringComparison.Ordinal) : Tree, fifo], new(variables ?? []) { ["RUNSCOPE_GRACEPERIOD"] = moment == Survivors ? "1m" : "100ms" });
        scene.Fifo = fifo;
        return scene;
    }

    private static async Task<bool> PlayAsync(Scene scene, string moment)
    {
        switch (moment)
        {
            case Starting:
                return true;
            case Launching or Connected or Spawned:
                if (!SpinUntil(scene, () => scene.Recorder.Pid != 0)) return false;
                Hold(scene.Recorder);
                return moment switch
                {
                    Launching => scene.HasSocket,
                    Connected => Step(scene, () => !scene.HasSocket) && scene.Workload.Pid == 0,
                    _ => Step(scene, () => scene.Workload.Pid != 0) && !scene.Output.Contains("ready", StringComparison.Ordinal),
                };
            case Reporting:
                await scene.ReadyAsync();
                scene.Look().ShouldBeTrue();
                Hold(scene.Host);
                await Processes.GoneAsync(scene.Workload);
                await Patience.UntilAsync(() => IsSending(scene.Recorder), "the recorder waits for room in its socket");
                return true;
        }

        await scene.ReadyAsync();
        scene.Look().ShouldBeTrue();
        var daemon = int.Parse(await File.ReadAllTextAsync(scene.Fifo + ".daemon"), CultureInfo.InvariantCulture);
        await Patience.UntilAsync(() => IsWatched(scene.Recorder, daemon), "the recorder has found the daemon");

        // It tells the host of what it has found before it sleeps again.
        var turns = TurnsOf(scene.Recorder);
        await Patience.UntilAsync(() => TurnsOf(scene.Recorder) > turns + 1, "the recorder has told of the daemon");
        if (moment == Sampling) return true;
        if (moment == Ended) Hold(scene.Recorder);
        scene.Finish();
        await Processes.GoneAsync(scene.Workload);
        if (moment == Survivors) await Patience.UntilAsync(() => !Directory.Exists($"/proc/{scene.Workload.Pid}"), "the workload has been reaped");
        Processes.IsAlive(Processes.Living(daemon)).ShouldBeTrue();
        return true;
    }

    /// <summary>Stops a process, and returns when it has stopped.</summary>
    public static void Hold(ProcessTree.Member process)
    {
        Processes.Send(process, Processes.SIGSTOP);
        SpinWait.SpinUntil(() => !Processes.IsAlive(process) || Processes.StateOf(process.Pid) == 'T', Patience.Limit).ShouldBeTrue("it stops");
    }

    // Lets the stopped recorder run for a moment at a time.
    private static bool Step(Scene scene, Func<bool> reached)
    {
        while (scene.Look())
        {
            if (reached()) return true;
            Processes.Send(scene.Recorder, Processes.SIGCONT);
            var until = System.Diagnostics.Stopwatch.GetTimestamp() + (System.Diagnostics.Stopwatch.Frequency / 20_000);
            while (System.Diagnostics.Stopwatch.GetTimestamp() < until) Thread.SpinWait(10);
            Hold(scene.Recorder);
        }

        return false;
    }

    private static bool SpinUntil(Scene scene, Func<bool> reached)
    {
        while (scene.Look())
        {
            if (reached()) return true;
        }

        return false;
    }

    // The sampler keeps descriptors of what it reads.
    private static bool IsWatched(ProcessTree.Member recorder, int pid) =>
        Directory.EnumerateFileSystemEntries($"/proc/{recorder.Pid}/fd").Any(f => new FileInfo(f).LinkTarget?.StartsWith($"/proc/{pid}/", StringComparison.Ordinal) == true);

    // How often it has slept.
    private static long TurnsOf(ProcessTree.Member recorder)
    {
        var line = File.ReadLines($"/proc/{recorder.Pid}/status").First(l => l.StartsWith("voluntary_ctxt_switches:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
    }

    private static bool IsSending(ProcessTree.Member recorder) => File.ReadAllText($"/proc/{recorder.Pid}/wchan").StartsWith("sock_", StringComparison.Ordinal);
}
