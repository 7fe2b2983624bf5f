using RunScope.Testing.Launch;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Faults;

/// <summary>Whoever is killed, in whatever phase: whoever is left ends the rest, and the caller is told.</summary>
[Collection(RealProcesses.Name)]
public sealed class KillTests
{
    private const int MostRepeats = 20;

    public static TheoryData<string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var fault in Faults.All.Where(f => f.What == Faults.Kill)) rows.Add(fault.Who, fault.When);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_kill_at_any_phase_leaves_nothing_and_is_told(string who, string when)
    {
        var row = Fault.Of(who, Faults.Kill, when);
        var (ends, left) = await KillAsync(who, when);

        // Nothing shows from outside that the recorder has reported: where it had, before it was held, it ended as one that samples, and is played again.
        for (var i = 0; i < MostRepeats && when == Moments.Spawned && ends != row.Ends && ends == Fault.Of(who, Faults.Kill, Moments.Sampling).Ends && left == row.Left; i++)
            (ends, left) = await KillAsync(who, when);

        row.ShouldHaveEnded(ends, left);
    }

    private static async Task<(string Ends, string Left)> KillAsync(string who, string when)
    {
        using var scene = await Moments.ReachAsync(when);
        ProcessTree.Member[] killed = who switch
        {
            "host" => [scene.Host],
            "recorder" => [scene.Recorder],
            "workload" => [scene.Workload],
            _ => [scene.Recorder, scene.Host],
        };

        foreach (var process in killed) Processes.Send(process, Scene.SIGKILL);
        foreach (var process in new[] { scene.Recorder, scene.Host }.Except(killed)) Processes.Send(process, Processes.SIGCONT);

        await scene.EndAsync();
        return (scene.Ends(), await scene.LeftAfterNextAsync());
    }
}
