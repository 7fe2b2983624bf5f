using CsCheck;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Tests.Analysis;

public class ContaminationTests
{
    [Fact]
    public void A_run_of_which_no_noise_is_known_is_clean() => Contamination.Of(Run(new HostNoise(null, null, null, null))).ShouldBeNull();

    [Fact]
    public void A_hypervisor_that_takes_a_tenth_of_the_machine_is_named() =>
        Contamination.Of(Run(new HostNoise(0.12, null, null, null))).ShouldBe("the hypervisor took 12 % of the machine's CPU time");

    [Fact]
    public void Others_that_keep_the_threads_waiting_are_named_with_the_pressure_beside_them() =>
        Contamination.Of(Run(new HostNoise(0, 0.61, 0.05, Made.Seconds(0.5)))).ShouldBe(
            "others on the machine kept its threads waiting for a CPU for 500 ms, beside 1 s on one (some task of the machine waited for a CPU in 61 % of the run)");

    [Fact]
    public void Several_causes_are_all_named()
    {
        var cause = Contamination.Of(Run(new HostNoise(0.2, 0.61, 0.3, Made.Seconds(0.5)) { Throttled = Made.Seconds(0.3), QuotaUsedByOthers = Made.Seconds(1) }, quota: 1));

        cause.ShouldBe(
            "the hypervisor took 20 % of the machine's CPU time; the CPU quota of the control group, which others used too, kept threads waiting for 300 ms; "
            + "others on the machine kept its threads waiting for a CPU for 500 ms, beside 1 s on one "
            + "(some task of the machine waited for a CPU in 61 % of the run, for storage in 30 %)");
    }

    [Fact]
    public void A_tree_that_uses_up_its_quota_by_itself_is_not_disturbed()
    {
        var noise = new HostNoise(0, null, null, null) { Throttled = Made.Seconds(0.9) };

        Contamination.Of(Run(noise with { QuotaUsedByOthers = Made.Seconds(0.02) }, quota: 0.45)).ShouldBeNull();
        Contamination.Of(Run(noise, quota: 0.45)).ShouldBeNull();
        Contamination.Of(Run(noise, quota: 1)).ShouldNotBeNull();
    }

    [Fact]
    public void A_delay_that_can_hardly_have_moved_the_wall_time_disturbs_nothing()
    {
        var run = Run(new HostNoise(0, null, null, Made.Seconds(0.02))) with { CpuTime = Made.Seconds(0.02), States = new StateTimes { Runnable = Made.Seconds(0.02) } };

        Contamination.Of(run).ShouldBeNull();
        Contamination.Of(run with { WallTime = Made.Seconds(0.2) }).ShouldNotBeNull();
    }

    [Fact]
    public void A_tree_with_more_threads_than_CPUs_blames_others_only_for_most_of_its_waiting()
    {
        var crowded = Run(new HostNoise(0, null, null, Made.Seconds(0.5))) with { States = new StateTimes { Runnable = Made.Seconds(1.2) } };

        Contamination.Of(crowded).ShouldBeNull();
        Contamination.Of(crowded with { States = new StateTimes { Runnable = Made.Seconds(0.9) } }).ShouldNotBeNull();
    }

    [Fact]
    public void Pressure_alone_disturbs_nothing() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1]).Sample((cpu, io) => Contamination.Of(Run(new HostNoise(0, cpu, io, TimeSpan.Zero))) is null);

    [Fact]
    public void More_noise_never_makes_a_run_cleaner() =>
        Gen.Select(Noise, Gen.Double[0, 0.5], Gen.Double[0, 2], Gen.Double[0, 2]).Sample((noise, steal, throttled, delay) =>
        {
            var noisier = noise with
            {
                StealShare = noise.StealShare + steal,
                Throttled = noise.Throttled + Made.Seconds(throttled),
                ExternalRunDelay = noise.ExternalRunDelay + Made.Seconds(delay),
            };
            return Contamination.Of(Run(noise, quota: 1)) is null || Contamination.Of(Run(noisier, quota: 1)) is not null;
        });

    [Fact]
    public void What_is_unknown_never_disturbs()
    {
        Gen.Select(Noise, Gen.Int[0, 7]).Sample((noise, known) =>
        {
            var less = new HostNoise((known & 1) != 0 ? noise.StealShare : null, noise.CpuPressure, noise.IoPressure, (known & 2) != 0 ? noise.ExternalRunDelay : null)
            {
                Throttled = (known & 4) != 0 ? noise.Throttled : null,
                QuotaUsedByOthers = noise.QuotaUsedByOthers,
            };
            return Contamination.Of(Run(less, quota: 1)) is null || Contamination.Of(Run(noise, quota: 1)) is not null;
        });
    }

    private static Gen<HostNoise> Noise => Gen.Select(Gen.Double[0, 0.3], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0, 0.5]).Select(
        (steal, cpu, delay, throttled, others) => new HostNoise(steal, cpu, cpu, Made.Seconds(delay)) { Throttled = Made.Seconds(throttled), QuotaUsedByOthers = Made.Seconds(others) });

    /// <summary>2.31 s long, of which 1 s on a CPU and the delay ready.</summary>
    private static ProcessProfile Run(HostNoise noise, double? quota = null)
    {
        var run = Made.Profile(Made.Thread(1, running: 1, runnable: 0.2));
        return run with { Host = run.Host with { Noise = noise, CgroupCpuQuota = quota } };
    }
}
