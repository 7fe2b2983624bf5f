using RunScope.Testing;
using RunScope.Testing.Xunit;

namespace FailingLimits;

/// <summary>Limits on time, each missed on purpose.</summary>
public class Times
{
    [ProfileProcess("sleep", "0.3")]
    [ThreadState(TaskState.Running, TaskState.Runnable, AtLeast = 0.60)]
    public void Works_most_of_the_time() { }

    [ProfileProcess("sleep", "0.3")]
    [OnCpu(AtLeast = 0.5)]
    public void Uses_half_a_CPU() { }

    [ProfileProcess("sleep", "0.3")]
    [WallTime(AtMost = "100ms")]
    public void Ends_soon() { }

    [ProfileProcess("sleep", "0.2", Runs = 5, WarmupRuns = 1)]
    [WallTime(AtMost = "100ms")]
    public void Ends_soon_as_a_rule() { }

    [ProfileProcess("dd", "if=/dev/urandom", "of=/dev/null", "bs=1M", "count=50", "status=none")]
    [CpuTime(AtMost = "10ms")]
    public void Needs_little_CPU_time() { }

    [ProfileProcess("dotnet", "workloads.dll", "oversubscribed", "--duration", "500ms")]
    [RunQueueDelay(AtMost = "10ms", Threads = "worker-*")]
    public void Never_waits_for_a_CPU() { }

    [ProfileProcess("sleep", "0.3")]
    [BlockedTime(AtMost = "100ms")]
    public void Hardly_waits() { }
}
