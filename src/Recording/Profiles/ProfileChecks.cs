using System.Collections.Immutable;

namespace RunScope.Testing;

/// <summary>Whether a profile that was read can be one: a deserializer lets pass what is missing in lists, what is negative and what is endless.</summary>
/// <remarks>Everything that takes a profile may rely on what is checked here.</remarks>
internal static class ProfileChecks
{
    // Bounds under which no sum over threads overflows; a run has some hundred buckets.
    private const long MostTicks = 1L << 58;
    private const long MostCounted = 1L << 53;
    private const long MostBytes = 1L << 60;
    private const int MostBuckets = 100_000;
    private const int StatesOfBucket = 7;

    /// <summary>The first thing that no profile has, in words that name it as the file does; null when all is well.</summary>
    public static string? Problem(ProcessProfile profile) =>
        Problems(profile).FirstOrDefault(p => p is not null) ?? (Sum(profile) > 16 * (Int128)MostTicks ? "the times of its threads sum up to more than there can be" : null);

    private static IEnumerable<string?> Problems(ProcessProfile p)
    {
        yield return p.Target?.Command is null ? "target has no command" : Texts("target.arguments", p.Target.Arguments);
        yield return p.Target!.ProcessId < 0 ? "target.pid is negative" : Time("wallTimeNs", p.WallTime);
        yield return p.Engine?.Name is null || p.Engine.Reason is null ? "engine has no name or no reason" : Texts("engine.warnings", p.Engine.Warnings);
        yield return p.Engine!.SampleRate < 0 ? "engine.sampleRateHz is negative" : Count("engine.roundsRequested", p.Engine.RoundsRequested) ?? Count("engine.roundsTaken", p.Engine.RoundsTaken);
        yield return Count("engine.roundsLate", p.Engine.RoundsLate) ?? Count("engine.lostRecords", p.Engine.LostRecords) ?? Time("engine.samplerCpuNs", p.Engine.SamplerCpu);
        yield return p.Host?.Kernel is null || p.Host.Runtime is null ? "host has no kernel or no runtime" : p.Host.Noise is null ? "host has no noise" : p.Host.CpuCount < 0 ? "host.cpuCount is negative" : null;
        yield return p.Host!.CgroupCpuQuota is { } quota && !(quota > 0 && double.IsFinite(quota)) ? "host.cgroupCpuQuota is no number of CPUs" : Noise(p.Host.Noise!);
        yield return p.Evidence is null ? "evidence is missing" : Of("states", p.States, p.Evidence) ?? Time("cpuTimeNs", p.CpuTime) ?? Time("unattributedCpuNs", p.UnattributedCpu);
        yield return Count("voluntarySwitches", p.VoluntarySwitches) ?? Count("involuntarySwitches", p.InvoluntarySwitches) ?? Count("unattributedSwitches", p.UnattributedSwitches) ?? Count("unseenThreads", p.UnseenThreads);
        yield return Size("peakMemoryBytes", p.PeakMemory) ?? Size("peakMemoryAtMostBytes", p.PeakMemoryAtMost) ?? Of("io", p.Io);
        yield return p.Output is null ? "output is missing" : !Enum.IsDefined(p.EndedBy) ? "endedBy is no word of ours" : p.RunIndex < 0 ? "runIndex is negative" : null;
        yield return Each("processes", p.Processes, Of) ?? Unique("processes", p.Processes, r => r.Id);
        yield return Each("threads", p.Threads, Of) ?? Unique("threads", p.Threads, t => t.Id);
        yield return p.Environment is null ? null : Texts("environment.removed", p.Environment.Removed) ?? Texts("environment.inherited", p.Environment.Inherited);
        yield return Of(p.Timeline, p.WallTime) ?? Each("phases", p.Phases, Of) ?? Each("waits", p.Waits, Of);
    }

    private static string? Of(string where, ProcessInfo process) => process.Name is null
        ? $"{where} has no name"
        : process.ProcessId < 0 ? $"{where}.pid is negative" : Span(where, process.Start, process.End) ?? Size(where + ".peakMemoryBytes", process.PeakMemory) ?? Count(where + ".together", process.Together);

    private static string? Of(string where, ThreadProfile thread) => thread.ThreadId < 0 || !Enum.IsDefined(thread.Role)
        ? $"{where}.tid is negative, or its role is no word of ours"
        : Span(where, thread.Start, thread.End) ?? Of(where + ".states", thread.States, thread.Evidence) ?? Time(where + ".cpuTimeNs", thread.CpuTime) ?? Count(where + ".voluntarySwitches", thread.VoluntarySwitches)
            ?? Count(where + ".involuntarySwitches", thread.InvoluntarySwitches) ?? Count(where + ".switches", thread.Switches) ?? Count(where + ".together", thread.Together);

    private static string? Of(string where, Phase phase) =>
        Span(where, phase.Start, phase.End) ?? Time(where + ".cpuTimeNs", phase.CpuTime) ?? Count(where + ".voluntarySwitches", phase.VoluntarySwitches) ?? Count(where + ".involuntarySwitches", phase.InvoluntarySwitches)
        ?? Of(where + ".io", phase.Io) ?? Each(where + ".threads", phase.Threads, Of) ?? Unique(where + ".threads", phase.Threads, t => t.Id);

    private static string? Of(string where, PhaseThread thread) => Of(where + ".states", thread.States, thread.Evidence) ?? Time(where + ".cpuTimeNs", thread.CpuTime)
        ?? Count(where + ".voluntarySwitches", thread.VoluntarySwitches) ?? Count(where + ".involuntarySwitches", thread.InvoluntarySwitches) ?? Count(where + ".switches", thread.Switches);

    private static string? Of(string where, Wait wait) => Time(where + ".ns", wait.Time) ?? Count(where + ".count", wait.Count) ?? Texts(where + ".frames", wait.Frames);

    private static string? Of(Timeline? timeline, TimeSpan wall)
    {
        if (timeline is null) return "timeline is missing";
        if (Time("timeline.bucketNs", timeline.Bucket) is { } problem) return problem;
        if (!timeline.Threads.IsDefaultOrEmpty && (timeline.Bucket <= TimeSpan.Zero || wall / timeline.Bucket > MostBuckets)) return "timeline.bucketNs is too short for the run";
        return Each("timeline.threads", timeline.Threads, Of) ?? Unique("timeline.threads", timeline.Threads, t => t.Id);
    }

    private static string? Of(string where, ThreadTimeline row)
    {
        if (row.States.IsDefault || row.FirstBucket < 0 || row.FirstBucket > MostBuckets - row.States.Length) return $"{where} has no states, or more than there can be";
        return row.States.All(b => !b.IsDefault && b.Length == StatesOfBucket && b.All(ns => ns is >= -MostTicks and <= MostTicks)) ? null : $"{where}.states has a bucket that isn't {StatesOfBucket} numbers of nanoseconds";
    }

    private static string? Of(string where, StateTimes? times, Evidence? evidence) => times is null
        ? $"{where} is missing"
        : Time(where, times.Running) ?? Time(where, times.Runnable) ?? Time(where, times.Sleeping) ?? Time(where, times.DiskSleep) ?? Time(where, times.Stopped) ?? Time(where, times.Other) ?? Time(where, times.Unresolved)
            ?? (evidence is null ? null : ((StateEvidence?[])[evidence.Running, evidence.Runnable, evidence.Sleeping, evidence.DiskSleep, evidence.Stopped, evidence.Other]).Select(e => Of(where, e)).FirstOrDefault(e => e is not null));

    private static string? Of(string where, StateEvidence? evidence) => evidence is null || !Enum.IsDefined(evidence.Kind)
        ? $"the evidence of {where} is missing, or of no kind"
        : Count($"the evidence of {where}", evidence.Samples) ?? Share($"the evidence of {where}", evidence.Low) ?? Share($"the evidence of {where}", evidence.High);

    private static string? Of(string where, IoCounts? io) => Size(where + ".readBytes", io?.Read) ?? Size(where + ".writtenBytes", io?.Written);

    private static string? Noise(HostNoise noise) => Share("host.noise.stealShare", noise.StealShare) ?? Share("host.noise.cpuPressure", noise.CpuPressure) ?? Share("host.noise.ioPressure", noise.IoPressure)
        ?? Time("host.noise.externalRunDelayNs", noise.ExternalRunDelay) ?? Time("host.noise.throttledNs", noise.Throttled) ?? Time("host.noise.quotaUsedByOthersNs", noise.QuotaUsedByOthers);

    private static string? Each<T>(string where, ImmutableArray<T> items, Func<string, T, string?> problem)
        where T : class
    {
        if (items.IsDefault) return $"{where} is no list";
        for (var i = 0; i < items.Length; i++)
        {
            var item = $"{where}[{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}]";
            if ((items[i] is null ? $"{item} is null" : problem(item, items[i])) is { } found) return found;
        }

        return null;
    }

    private static string? Unique<T>(string where, ImmutableArray<T> items, Func<T, int> id) => items.Select(id).Distinct().Count() == items.Length ? null : $"{where} has an id twice";

    private static string? Texts(string where, ImmutableArray<string> texts) => Each(where, texts, (_, _) => null);

    // Moments, not lengths: what lived already when the profile began may be told to have begun before.
    private static string? Span(string where, TimeSpan start, TimeSpan? end) => start.Ticks is >= -MostTicks and <= MostTicks && (end is null || end.Value.Ticks is >= -MostTicks and <= MostTicks) ? null : $"{where} begins or ends at no time";

    private static string? Time(string where, TimeSpan? time) => time is not { } t || t.Ticks is >= 0 and <= MostTicks ? null : $"{where} is {(t.Ticks < 0 ? "negative" : "longer than any run")}";

    private static string? Count(string where, long? count) => count is null or >= 0 and <= MostCounted ? null : $"{where} is {(count < 0 ? "negative" : "more than can be counted")}";

    private static string? Size(string where, ByteSize? size) => size is null or { Bytes: >= 0 and <= MostBytes } ? null : $"{where} is {(size.Value.Bytes < 0 ? "negative" : "more than any machine has")}";

    // With room for what was rounded.
    private static string? Share(string where, double? share) => share is null or >= -1e-9 and <= 1 + 1e-9 ? null : $"{where} is no share from 0 to 1";

    private static Int128 Sum(ProcessProfile profile)
    {
        Int128 sum = 0;
        foreach (var thread in profile.Threads) sum += thread.States.Total.Ticks;
        foreach (var phase in profile.Phases)
        {
            foreach (var thread in phase.Threads) sum += thread.States.Total.Ticks;
        }

        foreach (var wait in profile.Waits) sum += wait.Time.Ticks;
        return sum;
    }
}
