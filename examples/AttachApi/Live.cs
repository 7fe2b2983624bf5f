using RunScope.Testing;

namespace AttachApi;

/// <summary>What can be done while a process is attached to.</summary>
internal static class Live
{
    /// <summary>Prints the samples of the next rounds as they are taken.</summary>
    public static async Task ShowAsync(AttachedProcess attached, int rounds)
    {
        await foreach (var round in attached.RoundsAsync())
        {
            Console.WriteLine($"round {round.Number}, {round.At.TotalMilliseconds:F1} ms after attaching");
            foreach (var sample in round.Samples)
                Console.WriteLine($"  {sample.ThreadName,-15} {sample.State,-9} {sample.Call} {sample.Target}");
            if (--rounds == 0) break;
        }
    }

    /// <summary>Watches on in several ways, and ends the attachment.</summary>
    public static async Task<ProcessProfile> WatchAsync(AttachedProcess attached)
    {
        // Called on the sampling thread between two rounds: be quick, keep nothing of the span.
        var busiest = TimeSpan.Zero;
        using (attached.OnRound((round, samples) =>
        {
            foreach (var sample in samples) busiest = sample.CpuTime > busiest ? sample.CpuTime : busiest;
        }))
        {
            // The rate can be changed at any time: fewer rounds cost less, Running and Runnable stay exact.
            attached.SampleRate = 50;
            await using (await attached.PhaseAsync("half past"))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500));
            }
        }

        Console.WriteLine($"most CPU time of a thread between two rounds: {busiest.TotalMilliseconds:F1} ms");

        // Leaves the process wholly alone for a while.
        attached.StopSampling();
        await Task.Delay(TimeSpan.FromMilliseconds(100));
        attached.StartSampling();

        var soFar = await attached.ProfileSoFarAsync();
        Console.WriteLine($"so far {attached.Rounds} rounds in {soFar.WallTime.TotalSeconds:F1} s; the latest samples: {attached.RecentSamples().Length}");
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        return await attached.DetachAsync();
    }
}
