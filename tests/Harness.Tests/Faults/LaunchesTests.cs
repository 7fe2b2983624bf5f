using System.Globalization;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Faults;

/// <summary>Many launches in a host that has no peace: two threads start other processes all the time, a third collects the garbage.</summary>
[Collection(RealProcesses.Name)]
public sealed class LaunchesTests
{
    private const string Busy = "collects garbage all the time, two others use Process.Start";
    private const string BusyAtOnce = "collects garbage all the time, 8 launches at once, two others use Process.Start";

    [Fact]
    public Task Eight_at_once_get_their_own_exit_codes_and_leave_nothing() => PlayAsync(BusyAtOnce, "16 launches", 16, 8);

    [Fact]
    [Trait("Category", "Long")]
    public Task A_thousand_eight_at_once_get_their_own_exit_codes_and_leave_nothing() => PlayAsync(BusyAtOnce, "1,000 launches", 1000, 8);

    [Fact]
    [Trait("Category", "Long")]
    public Task A_thousand_in_a_row_get_their_own_exit_codes_and_leave_nothing() => PlayAsync(Busy, "1,000 launches in a row", 1000, 1);

    private static async Task PlayAsync(string what, string when, int count, int atOnce)
    {
        // A child that outlives the shell besides: it has to be ended.
        using var scene = Scene.Of([count.ToString(CultureInfo.InvariantCulture), atOnce.ToString(CultureInfo.InvariantCulture), "sh", "-c", "sleep 600 & exit $0"], verb: "launches");
        await scene.EndAsync(TimeSpan.FromMinutes(20));

        var word = scene.LastWord()!.Value;
        Number("wrong").ShouldBe(0, word.ToString());
        Number("othersWrong").ShouldBe(0);
        Number("others").ShouldBeGreaterThan(0);
        Number("children").ShouldBe(0);

        // The runtime itself may have opened a few meanwhile.
        Number("descriptorsMore").ShouldBeLessThan(12);
        Fault.Of("host", what, when).ShouldHaveEnded(Faults.AllRight, await scene.LeftAsync());

        int Number(string name) => word.GetProperty(name).GetInt32();
    }
}
