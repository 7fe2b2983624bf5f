using RunScope.Testing;

namespace AttachApi;

/// <summary>What a profile says.</summary>
internal static class Summary
{
    public static void Print(ProcessProfile profile)
    {
        Console.WriteLine($"{profile.WallTime.TotalSeconds:F2} s watched, {profile.Threads.Length} threads, {profile.CpuTime?.TotalMilliseconds:F0} ms of CPU time; it ended: {profile.EndedBy}");
        foreach (var state in (TaskState[])[TaskState.Running, TaskState.Runnable, TaskState.Sleeping, TaskState.DiskSleep])
            Console.WriteLine($"  {state,-10} {profile.States[state] / profile.States.Total,6:P1}  {profile.Evidence[state]?.Kind}");

        // The service threads of a runtime wait all the time.
        Console.WriteLine("longest waits:");
        var own = profile.Threads.Where(t => t.Role == ThreadRole.Application).ToDictionary(t => t.Id, t => t.Name);
        foreach (var wait in profile.Waits.Where(w => w.ThreadId is { } id && own.ContainsKey(id)).Take(3))
            Console.WriteLine($"  {wait.Time.TotalMilliseconds,6:F0} ms {wait.State} in {wait.Call} {wait.Target} of {own[wait.ThreadId!.Value]}");
    }

    /// <summary>Limits as in tests; those that an attached process can't be held to, such as the exit code, are left out.</summary>
    public static Verdict Judge(ProcessProfile profile) => profile.Judge(
    [
        new ThreadStateAttribute(TaskState.Sleeping) { AtLeast = 0.10 },
        new ThreadStateAttribute(TaskState.DiskSleep) { AtMost = 0.20 },
        new OnCpuAttribute { AtMost = 1.5 },
    ]);
}
