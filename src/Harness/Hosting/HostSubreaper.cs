using RunScope.Testing.Interop;

namespace RunScope.Testing.Hosting;

/// <summary>
/// While a recorder lives, its orphans would become ours and not init's: so the tree of a killed recorder is found and ended. Counted, because
/// the setting belongs to the whole process.
/// </summary>
internal sealed class HostSubreaper : IDisposable
{
    private static readonly Lock Gate = new();
    private static int users;
    private static bool wasOne;
    private bool _disposed;

    public HostSubreaper()
    {
        lock (Gate)
        {
            if (users++ > 0) return;
            wasOne = Prctl.IsSubreaper();
            Prctl.SetSubreaper(true);
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (_disposed) return;
            _disposed = true;
            if (--users == 0) Prctl.SetSubreaper(wasOne);
        }
    }
}
