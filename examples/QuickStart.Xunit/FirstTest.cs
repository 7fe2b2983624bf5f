using RunScope.Testing;
using RunScope.Testing.Xunit;

public class FirstTest
{
    [ProfileProcess("dd", "if=/dev/urandom", "of=/dev/null", "bs=1M", "count=100")]
    [ThreadState(TaskState.Running, TaskState.Runnable, AtLeast = 0.90)]
    [ThreadState(TaskState.DiskSleep, AtMost = 0.05)]
    public void Making_random_bytes_is_cpu_bound() { }
}
