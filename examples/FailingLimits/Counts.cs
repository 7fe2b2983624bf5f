using QuickStart;
using RunScope.Testing;
using RunScope.Testing.Xunit;

namespace FailingLimits;

/// <summary>Limits on counts and sizes, each missed on purpose.</summary>
public class Counts
{
    [ProfileProcess("dotnet", "workloads.dll", "duty", "--busy", "100us", "--idle", "900us", "--duration", "500ms")]
    [ContextSwitches(Voluntary = true, AtMost = 50, Threads = "worker-*")]
    public void Waits_in_few_long_waits() { }

    [ProfileProcess("dotnet", "workloads.dll", "threads", "12", "--duration", "500ms")]
    [ThreadCount(AtMost = 8, Threads = "worker-*")]
    public void Gets_along_with_eight_workers() { }

    [ProfileProcess("dotnet", "workloads.dll", "alloc", "--size", "200MiB", "--hold", "300ms")]
    [PeakMemory(AtMost = "64MB")]
    public void Fits_a_small_machine() { }

    [ProfileProcess("dd", "if=/dev/zero", "of=written.bin", "bs=1M", "count=8", "conv=fsync", "status=none")]
    [DiskIo(Written = true, AtMost = "1MB")]
    public void Writes_little() { }

    [ProfileProcess("false")]
    [ExitCode(0)]
    public void Succeeds() { }

    [ProfileProcess("dotnet", "workloads.dll", "duty", "--busy", "100us", "--idle", "900us", "--duration", "500ms")]
    [SwitchesPerCpuSecond(AtMost = 100, Threads = "worker-*")]
    public void Takes_long_turns() { }
}
