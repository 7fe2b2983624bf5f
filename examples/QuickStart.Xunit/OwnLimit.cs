using RunScope.Testing;
using RunScope.Testing.Xunit;

namespace QuickStart;

public class OwnLimit
{
    // A limit of one's own beside those that come with the package.
    [ProfileProcess("dd", "if=/dev/urandom", "of=/dev/null", "bs=1M", "count=100")]
    [SwitchesPerCpuSecond(AtMost = 5000)]
    [PeakMemory(AtMost = "64MB")]
    public void Making_random_bytes_takes_long_turns_on_a_CPU()
    {
    }

    // The same in code, where every finding is listed too.
    [ProfileProcess("dd", "if=/dev/urandom", "of=/dev/null", "bs=1M", "count=50", "status=none")]
    public void Several_limits_in_code(ProcessProfile profile) => profile.ShouldKeep(
    [
        new ThreadStateAttribute(TaskState.Running, TaskState.Runnable) { AtLeast = 0.90 },
        new PeakMemoryAttribute { AtMost = "64MB" },
        new SwitchesPerCpuSecondAttribute { AtMost = 5000 },
    ]);
}
