namespace RunScope.Testing.Tests.Servers;

/// <summary>Work for a server from several clients at once.</summary>
internal static class Load
{
    /// <summary>Each client does its piece of work again and again until it is told to stop, at least once.</summary>
    public static Task OfAsync(IEnumerable<Func<Task>> clients, CancellationToken stop) => Task.WhenAll(clients.Select(client => Task.Run(async () =>
    {
        do await client();
        while (!stop.IsCancellationRequested);
    })));
}
