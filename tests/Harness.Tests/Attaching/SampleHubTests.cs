using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attaching;
using RunScope.Testing.Sampling;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Attaching;

/// <summary>How samples are handed on, with rounds that the test takes itself.</summary>
public class SampleHubTests
{
    [Fact]
    public async Task A_reader_that_comes_while_a_round_is_taken_gets_it_and_has_missed_nothing()
    {
        var hub = new SampleHub(0, () => Redactor.Default);
        IRoundObserver rounds = hub;
        Take(rounds, 1);

        rounds.BeginRound(2, 0);
        await using var early = hub.ReadAsync(10, CancellationToken.None).GetAsyncEnumerator();
        var first = early.MoveNextAsync().AsTask();
        rounds.EndRound();
        await using var late = hub.ReadAsync(10, CancellationToken.None).GetAsyncEnumerator();
        var next = late.MoveNextAsync().AsTask();
        Take(rounds, 3);

        (await first.Patiently()).ShouldBeTrue();
        (early.Current.Number, early.Current.Skipped).ShouldBe((2, 0));
        (await next.Patiently()).ShouldBeTrue();
        (late.Current.Number, late.Current.Skipped).ShouldBe((3, 0));
    }

    [Fact]
    public async Task Nothing_is_told_to_a_handler_any_more_once_disposing_it_has_returned()
    {
        var hub = new SampleHub(0, () => Redactor.Default);
        IRoundObserver rounds = hub;
        using var called = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var under = 0;
        using var handler = hub.Subscribe((_, _) =>
        {
            under++;
            called.Set();
            goOn.Wait(Patience.Limit);
            under--;
        });

        var round = Task.Run(() => Take(rounds, 1));
        called.Wait(Patience.Limit).ShouldBeTrue();
        var disposed = Task.Factory.StartNew(() =>
        {
            handler.Dispose();
            return under;
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        disposed.IsCompleted.ShouldBeFalse();
        goOn.Set();

        (await disposed.Patiently()).ShouldBe(0);
        await round.Patiently();
        called.Reset();
        Take(rounds, 2);
        called.IsSet.ShouldBeFalse();
    }

    [Fact]
    public void A_handler_may_dispose_itself()
    {
        var hub = new SampleHub(0, () => Redactor.Default);
        var calls = 0;
        IDisposable? handler = null;
        handler = hub.Subscribe((_, _) =>
        {
            calls++;
            handler!.Dispose();
        });

        Take(hub, 1);
        Take(hub, 2);

        (calls, hub.Failures.Length).ShouldBe((1, 0));
    }

    private static void Take(IRoundObserver rounds, long number)
    {
        rounds.BeginRound(number, number * 1_000_000);
        rounds.EndRound();
    }
}
