namespace RunScope.Testing.Tests.Support;

/// <summary>What was seen of a process while it was attached to.</summary>
internal sealed record Watched(ProcessProfile Profile, IReadOnlyList<SampleRound> Rounds, ProcessAccess Access);

/// <summary>Attaches to a process while it has work to do, and holds what is true of any.</summary>
internal static class Attachment
{
    /// <summary>Attaches, lets the load run for some rounds, and detaches. The target is what it was before, and its books agree with the kernel's.</summary>
    /// <param name="target">The process.</param>
    /// <param name="load">Gives it work until it is told to stop, at least once.</param>
    /// <param name="rounds">For how many rounds.</param>
    /// <param name="threadsStay">Whether its threads are the same before and after.</param>
    /// <param name="data">The folder in which it opens and closes files as it works.</param>
    public static async Task<Watched> DuringAsync(OwnProcess target, Func<CancellationToken, Task> load, int rounds = 60, bool threadsStay = true, string? data = null)
    {
        var footprint = new Footprint(target.Id, threadsStay, data);
        await footprint.RestsAsync();
        var before = Accounts.Of(target.Id);
        await using var attached = await ProcessProfiler.AttachAsync(target.Id).Patiently();
        var opened = Accounts.Of(target.Id);

        using var stop = new CancellationTokenSource();
        var loading = load(stop.Token);
        var seen = await RoundsOf(attached, rounds).Patiently();
        await stop.CancelAsync();
        await loading.Patiently();
        await RestAsync(attached).Patiently();

        ProcText.Status($"/proc/{target.Id}")["TracerPid"].ShouldBe("0");
        var closing = Accounts.Of(target.Id);
        var profile = await attached.DetachAsync().Patiently();
        var after = Accounts.Of(target.Id);

        profile.ShouldBeClosed();
        profile.ShouldRoundTrip();
        profile.ShouldSatisfyAllConditions(
            p => p.EndedBy.ShouldBe(EndedBy.Detach),
            p => p.ExitCode.ShouldBeNull(),
            p => p.ExitSignal.ShouldBeNull(),
            p => p.Target.ProcessId.ShouldBe(target.Id),
            p => p.Target.Simulated.ShouldBeFalse(),
            p => p.Engine.RoundsTaken.ShouldBeGreaterThanOrEqualTo(rounds),
            p => p.PeakMemory!.Value.Bytes.ShouldBeGreaterThan(0));
        Accounts.ShouldHold(profile, before, opened, closing, after);
        ShouldFit(seen, target.Id);
        await footprint.ShouldComeBackAsync();
        return new Watched(profile, seen, attached.Access);
    }

    /// <summary>The next rounds, as they come.</summary>
    public static async Task<IReadOnlyList<SampleRound>> RoundsOf(AttachedProcess attached, int count)
    {
        var seen = new List<SampleRound>();
        await foreach (var round in attached.RoundsAsync())
        {
            seen.Add(round);
            if (seen.Count == count) break;
        }

        seen.Count.ShouldBe(count, "rounds before the process was no longer watched");
        return seen;
    }

    // Until each thread has been seen in a wait: on a busy machine some are still about to run what the load has left.
    private static async Task RestAsync(AttachedProcess attached)
    {
        await foreach (var round in attached.RoundsAsync())
        {
            if (round.Samples.All(s => s.State == TaskState.Sleeping && (s.Call is not null || !attached.Access.Calls))) break;
        }
    }

    private static void ShouldFit(IReadOnlyList<SampleRound> rounds, int root)
    {
        for (var i = 0; i < rounds.Count; i++)
        {
            var (round, previous) = (rounds[i], i == 0 ? null : rounds[i - 1]);
            if (previous is not null) round.Number.ShouldBe(previous.Number + 1 + round.Skipped);
            if (previous is not null) round.At.ShouldBeGreaterThan(previous.At);
            round.Samples.ShouldContain(s => s.ThreadId == root);
            round.Samples.Select(s => s.ThreadId).ShouldBeUnique();
            round.Samples.ShouldAllBe(s => s.ProcessName.Length > 0 && s.ThreadName.Length > 0 && s.Elapsed >= TimeSpan.Zero && s.CpuTime >= TimeSpan.Zero && s.RunQueueDelay >= TimeSpan.Zero);
        }
    }
}
