using System.Collections.Immutable;
using CsCheck;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Tests;

/// <summary>Baselines of all kinds, with what a file keeps exactly: whole nanoseconds, whole seconds of the clock.</summary>
internal static class MadeBaseline
{
    private const long FinestTime = 1L << 50;

    public static BaselineEnvironment Environment { get; } = new(
        "Example CPU @ 2.0 GHz", 4, null, "6.1.0-18-amd64", ".NET 10.0.1", "procfs",
        StateGroup.Columns.ToImmutableSortedDictionary(s => s.ToString(), s => s == TaskState.Sleeping ? Fidelity.Sampled : Fidelity.ExactKernel));

    private static readonly Gen<string> Words = Gen.OneOf(
        Gen.OneOf("gzip", "a \"quoted\" one", "back\\slash", "tab\tand\nline", "\u001b[31mred", "+'<>&", "größer", "日本", "\U0001F600", "\u202Eabc", "\U000E0041tag", "\u200B", ""),
        Gen.Char.AlphaNumeric.Array[0, 20].Select(c => new string(c)));

    private static readonly Gen<string?> MaybeWords = Gen.OneOf(Words.Select(w => (string?)w), Gen.Const((string?)null));

    private static readonly Gen<BaselineEnvironment> Environments =
        Gen.Select(MaybeWords, Gen.Int[0, 512], Gen.OneOf(Gen.Const((double?)null), Gen.Double[0.01, 64].Select(d => (double?)d)), Words, Words)
            .Select((model, count, quota, kernel, runtime) => Environment with { CpuModel = model, CpuCount = count, CgroupCpuQuota = quota, Kernel = kernel, Runtime = runtime });

    private static readonly Gen<WaitTotal> Waits =
        Gen.Select(Gen.Enum<TaskState>(), Words, MaybeWords, MaybeWords, Gen.Long[0, FinestTime], Gen.Int[0, 100_000])
            .Select((state, call, target, thread, ns, hundredths) => new WaitTotal(state, call, target, thread, ns / 1e9, hundredths / 100.0));

    private static readonly Gen<RunMetrics> Runs =
        Gen.Select(Gen.Enum<GatedMetric>().HashSet[1, 6], Gen.Long[0, FinestTime].Array[17])
            .Select((metrics, numbers) => new RunMetrics(metrics.ToImmutableSortedDictionary(m => m, m => MetricKind.Of(m).FromWhole(numbers[(int)m]))));

    private static readonly Gen<AcceptedJob> Jobs =
        Gen.Select(Gen.Long[0, 4_000_000_000], MaybeWords, MaybeWords, Environments, Runs.Array[1, 12], Waits.Array[0, 5])
            .Select((second, commit, reason, environment, runs, waits) => new AcceptedJob(
                DateTimeOffset.FromUnixTimeSeconds(second), commit, reason, environment, [.. runs], [.. waits]));

    public static Gen<Baseline> Any { get; } =
        Gen.Select(Words, Words, Words, Jobs.Array[0, 4]).Select((test, command, threads, jobs) => new Baseline(test, command, threads, [.. jobs]));

    /// <summary>A baseline of one job whose wall times are these, in milliseconds.</summary>
    public static Baseline Of(string test, params double[] milliseconds) => new(test, "gzip -9", "application threads", [Job(milliseconds)]);

    public static AcceptedJob Job(params double[] milliseconds) => new(
        new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), new string('a', 40), "made for a test", Environment,
        [.. milliseconds.Select(m => new RunMetrics(ImmutableSortedDictionary<GatedMetric, double>.Empty.Add(GatedMetric.WallTime, m / 1000)))],
        [new WaitTotal(TaskState.Sleeping, "futex", null, "worker", 0.25, 12.5)]);

    /// <summary>Everything that a baseline says, in a form that can be compared.</summary>
    public static string Everything(Baseline of) => string.Join("\n", [of.Test, of.Command, of.Threads, .. of.Jobs.SelectMany(Everything)]);

    private static IEnumerable<string> Everything(AcceptedJob job) =>
    [
        $"{job.AcceptedAt:O}|{job.Commit ?? "null"}|{job.Reason ?? "null"}",
        $"{job.Environment with { Fidelity = ImmutableSortedDictionary<string, Fidelity>.Empty }}|{job.Environment.CpuModel is null}|{job.Environment.CgroupCpuQuota:R}",
        string.Join(',', job.Environment.Fidelity),
        .. job.Runs.Select(r => string.Join(',', r.Values.Select(v => $"{v.Key}={v.Value:R}"))),
        .. job.Waits.Select(w => $"{w}|{w.Target is null}|{w.Thread is null}|{w.Seconds:R}"),
    ];
}
