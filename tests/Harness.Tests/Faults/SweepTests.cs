using System.Globalization;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Faults;

/// <summary>A kill in small steps over the whole life of a run, from the moment that the recorder is there: whatever phase it meets, nothing is left.</summary>
[Collection(RealProcesses.Name)]
public sealed class SweepTests
{
    public static readonly string[] Whom = ["host", "recorder", "host and recorder", "workload"];

    // Its daemon keeps the output: one that has given up its streams and its parents within the last round before the recorder's death is nobody's that could be told.
    private const string Tree = "(setsid sleep 600 &); sleep 600 & sleep 0.05; exit 7";

    [Theory]
    [InlineData("host and recorder", 3, 20)]
    public Task A_kill_at_some_moments_leaves_nothing(string who, int launches, int step) => SweepAsync(who, launches, step);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData("host", 150, 1)]
    [InlineData("recorder", 150, 1)]
    [InlineData("host and recorder", 150, 1)]
    [InlineData("workload", 50, 3)]
    public async Task A_kill_at_any_moment_leaves_nothing(string who, int launches, int step)
    {
        var ends = await SweepAsync(who, launches, step);

        var words = string.Join("; ", ends.GroupBy(e => e).OrderByDescending(g => g.Count()).Select(g => $"{g.Count()}: {g.Key}"));
        Fault.Record("sweep", who, $"{launches} launches, {step} ms apart", words, "nothing");
    }

    private static async Task<List<string>> SweepAsync(string who, int launches, int step)
    {
        var ends = new List<string>();
        for (var k = 0; k < launches; k++)
        {
            using var scene = Scene.Of(["sh", "-c", Tree], new() { ["RUNSCOPE_GRACEPERIOD"] = "100ms" });
            SpinWait.SpinUntil(() => !scene.Look() || scene.Recorder.Pid != 0, Patience.Limit).ShouldBeTrue("there is a recorder");
            await Task.Delay(k * step);
            scene.Look();

            if (who.Contains("recorder", StringComparison.Ordinal)) Processes.Send(scene.Recorder, Scene.SIGKILL);
            if (who.Contains("host", StringComparison.Ordinal)) Processes.Send(scene.Host, Scene.SIGKILL);
            if (who == "workload" && scene.Workload.Pid != 0) Processes.Send(scene.Workload, Scene.SIGKILL);

            await scene.EndAsync();
            var left = await scene.LeftAfterNextAsync();
            if (left is not ("nothing" or Moments.FolderUntilNext)) Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{who} killed {k * step} ms after the recorder's start: left was {left}; {scene.Ends()}"));
            ends.Add(scene.Ends());
        }

        return ends;
    }
}
