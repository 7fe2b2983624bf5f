namespace RunScope.Testing.Tests.Support;

/// <summary>What holds for the numbers of every profile.</summary>
internal static class Books
{
    private static readonly TaskState[] Sampled = [TaskState.Sleeping, TaskState.DiskSleep, TaskState.Stopped, TaskState.Idle];

    /// <summary>Every thread's states sum to its lifetime, nothing is negative, and every interval holds its estimate.</summary>
    public static void ShouldBeClosed(this ProcessProfile profile)
    {
        profile.Threads.ShouldNotBeEmpty();
        foreach (var thread in profile.Threads)
        {
            var life = (thread.End ?? profile.WallTime) - thread.Start;
            (thread.States.Total - life).Duration().ShouldBeLessThan(TimeSpan.FromMilliseconds(1), $"books of {thread.Name} ({thread.ThreadId}): {thread.States}");
            ShouldMakeSense(thread.States, thread.Evidence!, $"{thread.Name} ({thread.ThreadId})");
        }

        var sum = profile.Threads.Aggregate(StateTimes.Zero, (all, t) => all + t.States);
        profile.States.ShouldBe(sum);
        ShouldMakeSense(profile.States, profile.Evidence, "all threads");
        foreach (var thread in profile.Phases.SelectMany(p => p.Threads)) ShouldMakeSense(thread.States, thread.Evidence!, $"thread {thread.Id} in a phase");
    }

    /// <summary>The profile survives its own JSON.</summary>
    public static void ShouldRoundTrip(this ProcessProfile profile)
    {
        var json = ProfileJson.ToJson(profile);
        ProfileJson.ToJson(ProfileJson.Parse(json)).ShouldBe(json);
        json.Where(c => char.IsControl(c) && c is not ('\n' or '\r')).ShouldBeEmpty();
    }

    private static void ShouldMakeSense(StateTimes states, Evidence evidence, string whose)
    {
        foreach (var state in (TaskState[])[TaskState.Running, TaskState.Runnable, .. Sampled, TaskState.Unknown])
            states[state].ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero, $"{state} of {whose}");
        if (states.Total == TimeSpan.Zero) return;
        foreach (var state in Sampled)
        {
            if (evidence[state] is not { Low: { } low, High: { } high }) continue;
            var share = states[state] / states.Total;
            low.ShouldBeInRange(0, 1, $"{state} of {whose}");
            high.ShouldBeInRange(low, 1, $"{state} of {whose}");

            // Each time is kept in ticks of 100 ns, shares are made from nanoseconds.
            var rounding = 1e-6 + (1e-6 / states.Total.TotalSeconds);
            share.ShouldBeInRange(low - rounding, high + rounding, $"{state} of {whose}");
        }
    }
}
