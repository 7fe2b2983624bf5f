using RunScope.Testing.Interop;

namespace RunScope.Testing.Hosting;

/// <summary>
/// While a recorder lives, its orphans would become ours and not init's: so the tree of a killed recorder is found and ended. Counted, because
/// the setting belongs to the whole process.
/// </summary>
internal sealed class HostSubreaper : IDisposable
{
    private static readonly Lock Gate = new();
    private static int _users;
    private static bool _wasOne;
    private bool _disposed;

    public HostSubreaper()
    {
        lock (Gate)
        {
            if (_users++ > 0) return;
            _wasOne = Prctl.IsSubreaper();
            Prctl.SetSubreaper(true);
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (_disposed) return;
            _disposed = true;
            if (--_users == 0) Prctl.SetSubreaper(_wasOne);
        }
    }
}
