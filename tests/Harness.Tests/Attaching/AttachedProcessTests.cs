using System.Runtime.CompilerServices;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Attaching;

/// <summary>What an <see cref="AttachedProcess"/> can be asked for.</summary>
[Collection(RealProcesses.Name)]
public class AttachedProcessTests
{
    [Fact]
    public async Task The_rate_changes_while_the_process_is_watched_and_rounds_are_counted_right()
    {
        await using var target = await BorrowedWorkload.TargetAsync();
        await using var attached = await ProcessProfiler.AttachAsync(target.Id, AttachOptions.Default with { SampleRate = 1 });
        attached.Rounds.ShouldBe(1);

        attached.SampleRate = 1000;
        await Patience.UntilAsync(() => attached.Rounds >= 100, "100 rounds");
        attached.SampleRate = 100;
        Should.Throw<ArgumentOutOfRangeException>(() => attached.SampleRate = 1001);
        Should.Throw<ArgumentOutOfRangeException>(() => attached.SampleRate = 0);
        var profile = await attached.DetachAsync().Patiently();

        attached.SampleRate.ShouldBe(100);
        profile.Engine.SampleRate.ShouldBe(100);
        profile.Engine.RoundsTaken.ShouldBe(attached.Rounds);
        profile.Engine.RoundsRequested.ShouldBeGreaterThanOrEqualTo(profile.Engine.RoundsTaken);
        profile.Engine.Warnings.ShouldContain(w => w.StartsWith("The sample rate was changed"));
        profile.ShouldBeClosed();
    }

    [Fact]
    public async Task While_sampling_is_stopped_running_stays_exact_and_only_what_may_have_been_something_else_is_unresolved()
    {
        await using var target = await BorrowedWorkload.TargetAsync(busy: "2ms", idle: "8ms");
        await using var attached = await ProcessProfiler.AttachAsync(target.Id, AttachOptions.Default with { SampleRate = 500 });
        await Patience.UntilAsync(() => attached.Rounds >= 20, "20 rounds");

        attached.StopSampling();
        attached.IsSampling.ShouldBeFalse();
        await attached.ProfileSoFarAsync().Patiently();
        var (rounds, cpu) = (attached.Rounds, target.Cpu());
        await Patience.UntilAsync(() => target.Cpu() - cpu >= TimeSpan.FromMilliseconds(100), "100 ms of CPU time unseen");
        attached.Rounds.ShouldBe(rounds);
        attached.StartSampling();
        await Patience.UntilAsync(() => attached.Rounds >= rounds + 20, "20 rounds more");
        attached.IsSampling.ShouldBeTrue();
        var profile = await attached.DetachAsync().Patiently();

        profile.ShouldBeClosed();
        var worker = profile.Threads.Single(t => t.Name == "worker-0");
        worker.States.Unresolved.ShouldBeGreaterThan(TimeSpan.Zero);
        (worker.States.Running - profile.CpuTime!.Value).Duration().ShouldBeLessThan(TimeSpan.FromMilliseconds(50));
        profile.Threads.Single(t => t.Name == ".NET SigHandler").States.ShouldSatisfyAllConditions(s => s.Unresolved.ShouldBe(TimeSpan.Zero), s => s.Sleeping.ShouldBe(s.Total));
        profile.Engine.Warnings.ShouldContain(w => w.StartsWith("Sampling was stopped once"));
        attached.IsSampling.ShouldBeFalse();
    }

    [Fact]
    public async Task A_reader_that_is_slow_gets_the_latest_rounds_and_is_told_how_many_it_missed()
    {
        await using var target = BorrowedWorkload.Start("sleep", "600");
        await using var attached = await ProcessProfiler.AttachAsync(target.Id, AttachOptions.Default with { SampleRate = 1000 });

        var numbers = new List<(long Number, long Skipped)>();
        await foreach (var round in attached.RoundsAsync(capacity: 2))
        {
            round.Samples.ShouldHaveSingleItem().ShouldSatisfyAllConditions(s => s.ThreadId.ShouldBe(target.Id), s => s.At.ShouldBeGreaterThanOrEqualTo(round.At));
            numbers.Add((round.Number, round.Skipped));
            if (numbers.Count >= 5) await attached.DetachAsync().Patiently();
            else await Patience.UntilAsync(() => attached.Rounds >= round.Number + 20, "20 rounds more");
        }

        numbers.Count.ShouldBeInRange(5, 7);
        numbers.Zip(numbers.Skip(1)).ShouldAllBe(p => p.Second.Number == p.First.Number + 1 + p.Second.Skipped);
        numbers[1].Skipped.ShouldBeGreaterThan(0);
        Should.Throw<ArgumentOutOfRangeException>(() => attached.RoundsAsync(0));
        await foreach (var round in attached.RoundsAsync()) throw new InvalidOperationException($"round {round.Number} of a process that is no longer watched");
    }

    [Fact]
    public async Task A_handler_that_throws_is_called_no_more_and_the_others_are()
    {
        await using var target = BorrowedWorkload.Start("sleep", "600");
        await using var attached = await ProcessProfiler.AttachAsync(target.Id, AttachOptions.Default with { SampleRate = 1000 });
        long thrown = 0, heard = 0, disposed = 0;

        using var bad = attached.OnRound((_, _) =>
        {
            Interlocked.Increment(ref thrown);
            throw new InvalidOperationException("not in the mood\a");
        });
        using var good = attached.OnRound((_, samples) => Interlocked.Add(ref heard, samples.Length));
        var gone = attached.OnRound((_, _) => Interlocked.Increment(ref disposed));
        await Patience.UntilAsync(() => Interlocked.Read(ref heard) >= 10, "10 rounds heard of");
        gone.Dispose();
        var last = Interlocked.Read(ref disposed);
        var rounds = attached.Rounds;
        await Patience.UntilAsync(() => attached.Rounds >= rounds + 10, "10 rounds more");
        var profile = await attached.DetachAsync().Patiently();

        thrown.ShouldBe(1);
        Interlocked.Read(ref disposed).ShouldBe(last);
        profile.Engine.Warnings.ShouldContain(w => w.Contains("threw InvalidOperationException") && w.EndsWith("not in the mood\\x07"));
    }

    [Fact]
    public async Task Whoever_waits_for_an_answer_when_watching_fails_is_told_of_it()
    {
        await using var target = BorrowedWorkload.Start("sleep", "600");
        await using var attached = await ProcessProfiler.AttachAsync(target.Id, AttachOptions.Default with { SampleRate = 1000 });
        using var asked = new ManualResetEventSlim();
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var fatal = attached.OnRound((_, _) =>
        {
            called.TrySetResult();
            asked.Wait(Patience.Limit);
            throw new UnspeakableException();
        });

        await called.Task.Patiently();
        var (profile, phase) = (attached.ProfileSoFarAsync(), attached.PhaseAsync("never"));
        asked.Set();

        await Should.ThrowAsync<NotSupportedException>(() => attached.Completion.Patiently());
        await Should.ThrowAsync<NotSupportedException>(() => profile.Patiently());
        await Should.ThrowAsync<NotSupportedException>(() => phase.Patiently());
        AttachedProfileTests.OwnTraces(target.Id).ShouldBeEmpty();
    }

    /// <summary>One that can't even be reported.</summary>
    private sealed class UnspeakableException : Exception
    {
        public override string Message => throw new NotSupportedException("there are no words for it");
    }

    [Fact]
    public async Task Watching_ends_with_its_duration_and_the_process_runs_on()
    {
        await using var target = BorrowedWorkload.Start("sleep", "600");
        await using var attached = await ProcessProfiler.AttachAsync(target.Id, AttachOptions.Default with { Duration = TimeSpan.FromMilliseconds(50) });

        var profile = await attached.Completion.Patiently();

        profile.EndedBy.ShouldBe(EndedBy.Detach);
        profile.WallTime.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(50));
        target.Process.HasExited.ShouldBeFalse();
        (await attached.DetachAsync().Patiently()).ShouldBeSameAs(profile);
        (await attached.ProfileSoFarAsync().Patiently()).ShouldBeSameAs(profile);
        await (await attached.PhaseAsync("too late").Patiently()).DisposeAsync();
        attached.SampleRate = 10;
        attached.StopSampling();
        await attached.DisposeAsync();
        await attached.DisposeAsync();
        AttachedProfileTests.OwnTraces(target.Id).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_end_of_the_process_ends_the_profile_and_says_how_it_ended()
    {
        await using var target = BorrowedWorkload.Shell("read x; exit 3");
        await using var attached = await ProcessProfiler.AttachAsync(target.Process);
        await using var killed = BorrowedWorkload.Start("sleep", "600");
        await using var other = await ProcessProfiler.AttachAsync(killed.Id);

        target.Write("go on");
        killed.Signal(9);
        var profile = await attached.Completion.Patiently();
        var ofKilled = await other.Completion.Patiently();

        profile.EndedBy.ShouldBe(EndedBy.Exit);
        AttachedProfileTests.ExitIs(profile, 3);
        if (Interop.PidFd.TellsExits) (ofKilled.ExitCode, ofKilled.ExitSignal).ShouldBe((null, 9));
        profile.Threads.ShouldHaveSingleItem().End.ShouldNotBeNull();
        profile.ShouldBeClosed();
    }

    [Fact]
    public async Task Phases_have_each_threads_books_over_their_span()
    {
        await using var target = await BorrowedWorkload.TargetAsync();
        await using var attached = await ProcessProfiler.AttachAsync(target.Id, AttachOptions.Default with { SampleRate = 500 });

        await using (await attached.PhaseAsync("load"))
        {
            var cpu = target.Cpu();
            await Patience.UntilAsync(() => target.Cpu() - cpu >= TimeSpan.FromMilliseconds(20), "20 ms of CPU time");
        }

        await Should.ThrowAsync<ArgumentException>(() => attached.PhaseAsync(" "));
        var profile = await attached.DetachAsync().Patiently();

        var phase = profile.Phases.ShouldHaveSingleItem();
        phase.Name.ShouldBe("load");
        phase.CpuTime!.Value.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(10));
        phase.Threads.ShouldContain(t => t.Id == profile.Threads.Single(p => p.Name == "worker-0").Id && t.CpuTime > TimeSpan.Zero && t.States.Sleeping > TimeSpan.Zero);
        profile.ShouldBeClosed();
    }

    [Fact]
    public async Task A_round_allocates_nothing()
    {
        await using var target = await BorrowedWorkload.TargetAsync(threads: 4);
        await using var attached = await ProcessProfiler.AttachAsync(target.Id, AttachOptions.Default with { SampleRate = 1000 });
        var allocated = new long[1000];
        var rounds = 0;

        // Called at each round's end on the thread that takes them: what lies between two calls is a whole round.
        using var handler = attached.OnRound((_, _) =>
        {
            if (rounds < allocated.Length) allocated[rounds++] = GC.GetAllocatedBytesForCurrentThread();
        });
        await Patience.UntilAsync(() => Volatile.Read(ref rounds) == allocated.Length, "1000 rounds");

        // New waits and new threads have to be kept; once they are known nothing is.
        var each = allocated.Zip(allocated.Skip(1), (a, b) => b - a).TakeLast(500).Order().ToArray();
        each[475].ShouldBe(0);
    }

    [Fact]
    public void A_sample_takes_72_bytes() => Unsafe.SizeOf<ThreadSample>().ShouldBe(72);

    [Fact]
    public async Task Recent_samples_are_the_latest_ones_the_oldest_first()
    {
        await using var target = BorrowedWorkload.Start("sleep", "600");
        await using var attached = await ProcessProfiler.AttachAsync(target.Id, AttachOptions.Default with { SampleRate = 1000, RecentSamples = 10 });
        await Patience.UntilAsync(() => attached.Rounds >= 25, "25 rounds");
        var profile = await attached.DetachAsync().Patiently();

        var recent = attached.RecentSamples();
        recent.Length.ShouldBe(10);
        // Each time is cut to ticks of 100 ns by itself.
        recent.Zip(recent.Skip(1)).ShouldAllBe(p => p.First.At <= p.Second.At && (p.Second.At - p.Second.Elapsed - p.First.At).Duration() <= TimeSpan.FromTicks(1));
        recent[^1].At.ShouldBeLessThanOrEqualTo(profile.WallTime);
    }
}
