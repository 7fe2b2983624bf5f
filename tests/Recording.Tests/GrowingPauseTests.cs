using CsCheck;
using RunScope.Testing.Launch;

namespace RunScope.Testing.Tests;

public class GrowingPauseTests
{
    // A workload that got no CPU for 59 rounds was never let go: twice as long as twice as long ... was an endless wait.
    [Fact]
    public void However_often_nothing_is_there_the_pause_stays_within_its_bound() => Gen.Select(Gen.Long[1, 1_000_000], Gen.Long[0, long.MaxValue - 1_000_000]).Sample((first, more) =>
    {
        var pause = new GrowingPause(first, first + more);
        for (var i = 0; i < 200; i++)
        {
            var before = pause.Next;
            pause.Grow();
            if (pause.Next < before || pause.Next > first + more) return false;
        }

        return pause.Next == first + more;
    });
}
