using System.Globalization;
using Workloads;

namespace RunScope.Testing.Bench.Parts;

/// <summary>One profiled run beside its ground truth.</summary>
/// <param name="Case">The workload.</param>
/// <param name="Rate">Rounds per second.</param>
/// <param name="Threads">The threads that lived for long enough to be judged.</param>
/// <param name="CpuSeconds">CPU time of the process and its children by its own account.</param>
/// <param name="CpuError">The profile's CPU time against it, relative.</param>
/// <param name="Unresolved">Unresolved share of the lifetime of all threads.</param>
/// <param name="BooksGap">The largest difference between a thread's lifetime and the sum of its states, microseconds.</param>
internal sealed record Reading(
    string Case,
    int Rate,
    IReadOnlyList<ThreadError> Threads,
    double CpuSeconds,
    double CpuError,
    double Unresolved,
    double BooksGap)
{
    internal string Label => $"{Case} at {Rate} Hz";

    internal static Reading Of(string name, int rate, Truth truth, ProcessProfile profile)
    {
        var errors = new List<ThreadError>();
        foreach (var own in truth.Threads)
        {
            // Only the workers: the first thread can't know its own birth, and shares are promised from 100 sampling periods on.
            if (own.LifetimeNs is not { } lifetime || lifetime < 100L * 1_000_000_000 / rate * 0.9) continue;
            var seen = profile.Threads.FirstOrDefault(thread => thread.ThreadId == own.Tid);
            errors.Add(ThreadError.Of($"{name} at {rate} Hz, {own.Name}", own, lifetime, seen?.States));
        }

        var truthCpu = (truth.CpuNs + truth.ChildrenCpuNs) / 1e9;
        return new Reading(
            name,
            rate,
            errors,
            truthCpu,
            ((profile.CpuTime?.TotalSeconds ?? 0) - truthCpu) / truthCpu,
            profile.States.Unresolved / profile.States.Total,
            profile.Threads.Length == 0 ? 0 : profile.Threads.Max(thread => Gap(thread, profile)));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Label}: CPU {100 * CpuError:+0.000;-0.000} %, unresolved {100 * Unresolved:0.00} %; {Threads.MaxBy(thread => thread.Scheduled)}");

    private static double Gap(ThreadProfile thread, ProcessProfile profile) =>
        Math.Abs((thread.States.Total - ((thread.End ?? profile.WallTime) - thread.Start)).TotalMicroseconds);
}

/// <summary>How far one thread's shares are from its own account, in percentage points.</summary>
/// <param name="Label">Which thread of which run.</param>
/// <param name="SwitchesPerSecond">How often it left its CPU.</param>
/// <param name="Scheduled">The larger of the errors of Running and Runnable.</param>
/// <param name="Blocked">The larger of the errors of Sleeping and DiskSleep.</param>
/// <param name="Shares">Seen and true shares, in words.</param>
internal sealed record ThreadError(string Label, double SwitchesPerSecond, double Scheduled, double Blocked, string Shares)
{
    internal static ThreadError Of(string label, ThreadTruth own, long lifetime, StateTimes? seen)
    {
        var switches = (own.VoluntarySwitches + own.InvoluntarySwitches) / (lifetime / 1e9);
        // A thread that lived long and isn't in the profile is as wrong as can be.
        if (seen is null) return new ThreadError(label, switches, 100, 100, "not in the profile");

        var running = own.CpuNs / (double)lifetime;
        var runnable = (own.RunDelayNs ?? 0) / (double)lifetime;
        var blocked = Math.Max(0, 1 - running - runnable);
        // Whoever calls into storage, or waits for a vfork child, waits in D but for the sleeps that it asked for and its waits for others.
        // How much of those was spent waiting for a CPU it can't know: its truth is the span between asked and taken.
        var mixed = own.DiskCallNs > 0;
        var leastSleep = mixed ? Math.Min(blocked, own.AskedSleepNs / (double)lifetime) : blocked;
        var mostSleep = mixed ? Math.Min(blocked, (own.SleptNs + own.WaitCallNs) / (double)lifetime) : blocked;
        var (seenRunning, seenRunnable) = (seen.Running / seen.Total, seen.Runnable / seen.Total);
        var (seenSleeping, seenDisk) = (seen.Sleeping / seen.Total, seen.DiskSleep / seen.Total);
        return new ThreadError(
            label,
            switches,
            100 * Math.Max(Math.Abs(seenRunning - running), Math.Abs(seenRunnable - runnable)),
            100 * Math.Max(Outside(seenSleeping, leastSleep, mostSleep), Outside(seenDisk, blocked - mostSleep, blocked - leastSleep)),
            string.Create(
                CultureInfo.InvariantCulture,
                $"seen/true % run {100 * seenRunning:0.00}/{100 * running:0.00} wait {100 * seenRunnable:0.00}/{100 * runnable:0.00} ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"S {100 * seenSleeping:0.00}/{100 * leastSleep:0.00}..{100 * mostSleep:0.00} D {100 * seenDisk:0.00}/{100 * (blocked - mostSleep):0.00}..{100 * (blocked - leastSleep):0.00}"));
    }

    private static double Outside(double value, double low, double high) => Math.Max(0, Math.Max(low - value, value - high));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Label}: {Shares}, {SwitchesPerSecond:0} switches/s");
}
