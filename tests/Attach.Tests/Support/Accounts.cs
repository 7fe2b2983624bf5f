using System.Diagnostics;
using System.Globalization;

namespace RunScope.Testing.Tests.Support;

/// <summary>The kernel's own accounts of a process and its children at one moment.</summary>
internal sealed class Accounts
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    private readonly Dictionary<int, (TimeSpan Ran, TimeSpan Waited, bool IsReady)> _threads = [];
    private readonly Dictionary<int, TimeSpan> _processes = [];
    private readonly long _began = Stopwatch.GetTimestamp();
    private long _ended;

    private Accounts()
    {
    }

    public static Accounts Of(int root)
    {
        var accounts = new Accounts();
        foreach (var pid in ProcText.Tree(root))
        {
            // User and system time in clock ticks of 10 ms.
            if (ProcText.Try(() => Number(ProcText.StatField(pid, 14)) + Number(ProcText.StatField(pid, 15)) + 1) is > 0 and var ticks) accounts._processes[pid] = Tick * (ticks - 1);
            foreach (var tid in ProcText.Threads(pid))
            {
                if (ProcText.Try(() => File.ReadAllText($"/proc/{pid}/task/{tid}/schedstat"))?.Split(' ') is [var ran, var waited, ..])
                    accounts._threads[tid] = (Nanoseconds(ran), Nanoseconds(waited), ProcText.Try(() => ProcText.Status($"/proc/{pid}/task/{tid}"))?.GetValueOrDefault("State")?[0] == 'R');
            }
        }

        accounts._ended = Stopwatch.GetTimestamp();
        return accounts;
    }

    /// <summary>
    /// Every thread that was there all the while, and the tree, used what the kernel says: at least what was used between the two moments within the
    /// attachment, at most what was used between the two around it.
    /// </summary>
    public static void ShouldHold(ProcessProfile profile, Accounts before, Accounts attached, Accounts detaching, Accounts after)
    {
        var stayed = profile.Threads.Where(t => new[] { before, attached, detaching, after }.All(a => a._threads.ContainsKey(t.ThreadId))).ToList();
        stayed.ShouldNotBeEmpty();

        // All readings at the end count as of one moment; for so long at most were the totals read after it, and what they hold beyond it is divided by estimate.
        var later = Stopwatch.GetElapsedTime(detaching._began, after._ended) + Rounding;
        var sleepsCounted = profile.Engine.Warnings.Any(w => w.StartsWith("The kernel counted ", StringComparison.Ordinal));
        foreach (var thread in stayed)
        {
            var (id, whose) = (thread.ThreadId, $"{thread.Name} ({thread.ThreadId}): {thread.States}");
            var (least, most) = (detaching._threads[id].Ran - attached._threads[id].Ran, after._threads[id].Ran - before._threads[id].Ran);
            thread.CpuTime!.Value.ShouldBe(thread.States.Running, whose);
            thread.States.Running.ShouldBeInRange(least - later, most + Rounding, whose);

            // A wait for a CPU is accounted at its end: what a thread that is ready has waited by then shows later. Some kernels count sleeps in.
            least = attached._threads[id].IsReady || sleepsCounted ? TimeSpan.Zero : detaching._threads[id].Waited - attached._threads[id].Waited;
            thread.States.Runnable.ShouldBeInRange(least - later, after._threads[id].Waited - before._threads[id].Waited + Rounding, whose);
        }

        // Each process's user and system time are cut to whole ticks. Processes that came or went meanwhile count in the profile only.
        var processes = before._processes.Keys.Where(p => new[] { attached, detaching, after }.All(a => a._processes.ContainsKey(p))).ToList();
        var slack = Tick * 2 * processes.Count;
        profile.CpuTime!.Value.ShouldBeGreaterThanOrEqualTo(Sum(detaching) - Sum(attached) - slack);
        if (profile.Processes.Length == processes.Count) profile.CpuTime!.Value.ShouldBeLessThanOrEqualTo(Sum(after) - Sum(before) + slack);

        TimeSpan Sum(Accounts moment) => processes.Aggregate(TimeSpan.Zero, (sum, p) => sum + moment._processes[p]);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static TimeSpan Nanoseconds(string text) => TimeSpan.FromTicks(Number(text) / TimeSpan.NanosecondsPerTick);
}
