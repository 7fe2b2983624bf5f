namespace RunScope.Testing;

/// <summary>Which names phases may have.</summary>
internal static class PhaseNames
{
    private const int Longest = 200;

    /// <exception cref="ArgumentException">A phase can't have this name.</exception>
    public static void Require(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > Longest) throw new ArgumentException($"The phase's name has {name.Length} characters; it takes at most {Longest}.", nameof(name));

        // It would change what limits cover that name no phase.
        if (name == Phase.Body) throw new ArgumentException($"\"{name}\" is the phase of a decorated test's own body, which the harness marks: choose another name.", nameof(name));
    }
}

/// <summary>Ends a phase once, however often it is disposed: a second end would close another phase of that name.</summary>
internal sealed class PhaseEnd(Func<Task> end) : IAsyncDisposable, IDisposable
{
    private int _ended;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0) await end().ConfigureAwait(false);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
