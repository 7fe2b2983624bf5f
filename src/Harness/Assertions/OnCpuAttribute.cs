using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing;

/// <summary>Limits the average number of CPUs used: CPU time divided by wall time.</summary>
/// <remarks>
/// Over the whole tree of processes unless <see cref="ProfileAssertionAttribute.Threads"/> or <see cref="ProfileAssertionAttribute.Processes"/>
/// names threads; then it is the CPU time of those. With several runs the limit is on the median.
/// </remarks>
public sealed class OnCpuAttribute : ProfileAssertionAttribute
{
    /// <summary>The least average number of CPUs, 0 or more; not limited when NaN, which is the default.</summary>
    public double AtLeast { get; set; } = double.NaN;

    /// <summary>The largest average number of CPUs, 0 or more; not limited when NaN, which is the default.</summary>
    public double AtMost { get; set; } = double.NaN;

    private Bounds Bounds => Bounds.OfCpus(AtLeast, AtMost);

    internal override bool OfTree => Threads is null && Processes is null;

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        var bounds = double.IsNaN(AtLeast) && double.IsNaN(AtMost) ? [BoundProblems.NoBound] : BoundProblems.OfNumbers(AtLeast, AtMost, "CPUs");
        return bounds.Concat(base.Validate());
    }

    /// <inheritdoc/>
    public override Finding Evaluate(ImmutableArray<ProcessProfile> runs)
    {
        RequireValid();
        if (runs.Any(r => r.WallTime <= TimeSpan.Zero))
            return Findings.Unknown("OnCpu", Bounds, "no time passed");

        var (over, how) = ("", $"; {TreeCpu.Evidence(runs)}");
        Interval?[] times = [.. runs.Select(TreeCpu.Of)];
        if (!OfTree)
        {
            var set = ThreadSet.Parse(Threads, Processes);
            var (threads, empty) = Findings.Select(set, runs, "OnCpu", Bounds);
            if (empty is not null)
                return empty;
            (over, how) = (Findings.Named(set, threads), ", exact");
            times = [.. threads.Select(CpuOf)];
        }

        if (times.Contains(null))
            return Findings.Unknown("OnCpu", Bounds, "the CPU time couldn't be read");
        var used = runs.Length == 1 ? $" {Durations.Format(Durations.FromSeconds(times[0]!.Value.Value))} in {Durations.Format(runs[0].WallTime)}" : "";
        var evidence = $"{over}CPU time{used}{how}";
        return Findings.Of("OnCpu", Bounds, [.. runs.Select((r, i) => times[i]!.Value.Times(1 / r.WallTime.TotalSeconds))], evidence) with
        {
            Details = OutOfReach(runs),
        };
    }

    /// <summary>The attribute as it is written.</summary>
    public override string ToString() =>
        Declaration.Of("OnCpu", [Declaration.Part(nameof(AtLeast), AtLeast), Declaration.Part(nameof(AtMost), AtMost), .. ThreadParts()]);

    private static Interval? CpuOf(ImmutableArray<ThreadProfile> threads) =>
        threads.Any(t => t.CpuTime is null) ? null : Interval.Point(threads.Sum(t => t.CpuTime!.Value.TotalSeconds));

    /// <summary>A limit that this machine can't keep, whatever the program does.</summary>
    private ImmutableArray<string> OutOfReach(ImmutableArray<ProcessProfile> runs)
    {
        var available = runs.Min(r => Math.Min(r.Host.CpuCount, r.Host.CgroupCpuQuota ?? double.MaxValue));
        return available > 0 && AtLeast > available
            ? [string.Create(CultureInfo.InvariantCulture, $"no program can use that much here: {available:0.##} CPUs are available")]
            : [];
    }
}
