namespace RunScope.Testing.Tests.Support;

/// <summary>The longest that anything may take before a test says that it hangs. No test passes because of it.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static async Task Patiently(this Task task)
    {
        // Task.WaitAsync would lose the message of a cancellation.
        await task.WaitAsync(Limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!task.IsCompleted) throw new TimeoutException($"Not within {Limit}.");
        await task;
    }

    public static async Task<T> Patiently<T>(this Task<T> task)
    {
        await ((Task)task).Patiently();
        return await task;
    }

    /// <summary>Waits for something that nothing announces, such as a file of another process.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!condition())
        {
            if (limit.IsCancellationRequested) throw new TimeoutException($"Not within {Limit}: {what}.");
            await look.WaitForNextTickAsync();
        }
    }
}
