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
}
