using System.Globalization;

namespace RunScope.Testing.Bench.Verdicts;

/// <summary>Other work on the machine: threads that burn CPU until disposed.</summary>
internal sealed class Spinners : IAsyncDisposable
{
    private static readonly TimeSpan UntilTheySpin = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    // They end by themselves after a while, should this program be killed.
    private Spinners(int threads) =>
        _running = WorkloadRun.Command(string.Create(CultureInfo.InvariantCulture, $"cpu --threads {threads} --duration 1m")).ExecuteAsync(_stop.Token);

    internal static async Task<Spinners> StartAsync(int threads)
    {
        var spinners = new Spinners(threads);
        await Task.Delay(UntilTheySpin);
        return spinners;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }
}
