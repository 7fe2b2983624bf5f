using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Attaching;

/// <summary>How often is read what needn't be read in each round, counted over rounds whose clock the test holds.</summary>
[Collection(RealProcesses.Name)]
public class SamplerCostTests
{
    private const int Seconds = 10;

    [Fact]
    public async Task What_a_target_is_read_for_beside_its_states_is_read_once_a_second_and_waits_more_often_while_somebody_looks_on()
    {
        await using var target = BorrowedWorkload.Shell("while read x; do :; done");

        var alone = await WatchedAsync(target, isWatched: false);

        // Once at the beginning, ten times in the first second, and then once a second.
        alone.DetailReadings.ShouldBeInRange(Seconds, Seconds + 12);

        var watched = await WatchedAsync(target, isWatched: true);

        alone.Looks.ShouldBeGreaterThanOrEqualTo(Seconds - 1);
        watched.Looks.ShouldBeGreaterThan(alone.Looks + (Seconds / 2));
    }

    [Fact]
    public async Task Context_switches_are_read_by_their_reasons_as_they_grow_and_hardly_by_the_clock()
    {
        await using var target = BorrowedWorkload.Shell("while read x; do :; done");

        var sampler = await WatchedAsync(target, isWatched: false, perSecond: 1, seconds: 3 * Seconds);

        sampler.SwitchReadings.ShouldBeInRange(3, 2 * Seconds);
    }

    private static async Task<ProcfsSampler> WatchedAsync(BorrowedWorkload target, bool isWatched, int perSecond = 10, int seconds = Seconds)
    {
        using var sampler = new ProcfsSampler(10, new Attachment(FollowChildren: true, new Onlooker { IsWatched = isWatched }));
        var start = Clock.Monotonic;
        sampler.BeginAttached(target.Id, start);
        for (var i = 1; i <= perSecond * seconds; i++)
        {
            // One turn, after which it waits anew.
            var cpu = target.Cpu();
            target.Write("go on");
            await Patience.UntilAsync(() => target.Cpu() > cpu && target.State == 'S', "it works on");
            sampler.RoundAtOnce(start + (i * 1_000_000_000L / perSecond));
        }

        return sampler;
    }

    private sealed class Onlooker : IRoundObserver
    {
        public bool IsWatched { get; init; }

        public void BeginRound(long number, long atNs)
        {
        }

        public void See(in ThreadReading reading)
        {
        }

        public void EndRound()
        {
        }

        public string Shown(string name) => name;

        public SampledWait Shown(in WaitKey wait) => new(null, null, null);
    }
}
