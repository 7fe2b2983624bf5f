using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;
using RunScope.Testing.Attaching;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Attaching;

/// <summary>Sessions on the test's own thread.</summary>
[Collection(RealProcesses.Name)]
public class AttachSessionTests
{
    [Fact]
    public async Task A_phase_that_ends_while_watching_ends_is_within_the_time_watched()
    {
        await using var asleep = BorrowedWorkload.Start("sleep", "600");
        using var target = AttachTarget.Open(asleep.Id);
        using var session = new AttachSession(target, new AttachRequest(), new SampleHub(0, () => Redactor.Default));
        session.TryAsk(s => s.Mark("last", begin: true));
        session.TryAsk(s => s.Detach());

        // Asked for when nothing more is waited for: it is done after that.
        session.TryAsk(s => s.TryAsk(t => t.Mark("last", begin: false)));
        session.Begin();
        var recording = session.Run();

        var phase = recording.Phases.ShouldHaveSingleItem();
        phase.EndNs.ShouldNotBeNull();
        phase.EndNs.Value.ShouldBeLessThanOrEqualTo(recording.WallNs);
        recording.Threads.ShouldHaveSingleItem().EndNs.ShouldBe(recording.WallNs);
    }

    [Fact]
    public async Task Every_sample_is_one_of_a_round()
    {
        await using var asleep = BorrowedWorkload.Start("sleep", "600");
        using var target = AttachTarget.Open(asleep.Id);
        var observer = new RoundsAlone();
        using var session = new AttachSession(target, new AttachRequest(), observer);

        session.Begin();
        session.TryAsk(s => s.TakeRound());
        session.TryAsk(s => s.Detach());
        session.Run();

        (observer.Rounds, observer.Inside, observer.Outside).ShouldBe((2, 2, 0));
    }

    private sealed class RoundsAlone : IRoundObserver
    {
        private bool _isIn;

        public int Rounds { get; private set; }

        public int Inside { get; private set; }

        public int Outside { get; private set; }

        public bool IsWatched => false;

        public void BeginRound(long number, long atNs) => _isIn = true;

        public void See(in ThreadReading reading)
        {
            if (_isIn) Inside++;
            else Outside++;
        }

        public void EndRound()
        {
            _isIn = false;
            Rounds++;
        }

        public string Shown(string name) => name;

        public SampledWait Shown(in WaitKey wait) => new(null, null, null);
    }
}
