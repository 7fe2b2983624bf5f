using RunScope.Testing;
using RunScope.Testing.Xunit;

namespace FailingLimits;

/// <summary>Limits over thread sets, each missed on purpose.</summary>
public class ThreadSets
{
    [ProfileProcess("sh", "-c", "sleep 0.3; exit 0")]
    [ThreadState(TaskState.Running, TaskState.Runnable, AtLeast = 0.60)]
    public void Leaves_out_the_shell_that_only_waits() { }

    [ProfileProcess("sh", "-c", "sleep 0.3; exit 0")]
    [ThreadState(TaskState.Running, TaskState.Runnable, AtLeast = 0.60, Threads = "All")]
    public void Takes_every_thread() { }

    [ProfileProcess("dotnet", "workloads.dll", "threads", "4", "--duration", "1s")]
    [ThreadState(TaskState.Running, TaskState.Runnable, AtLeast = 0.90, Threads = "Main")]
    public void Takes_the_first_thread() { }

    [ProfileProcess("dotnet", "workloads.dll", "threads", "4", "--duration", "500ms")]
    [ThreadState(TaskState.Running, TaskState.Runnable, AtLeast = 0.60, Threads = "worker-*")]
    public void Takes_threads_by_name() { }

    [ProfileProcess("sh", "-c", "sleep 0.3; exit 0")]
    [ThreadState(TaskState.Running, TaskState.Runnable, AtLeast = 0.60, Processes = "sleep")]
    public void Takes_threads_of_a_process() { }

    [ProfileProcess("sleep", "0.3")]
    [ThreadState(TaskState.DiskSleep, AtMost = 0.05, Threads = "worker-*")]
    public void Keeps_its_workers_off_the_disk() { }
}
