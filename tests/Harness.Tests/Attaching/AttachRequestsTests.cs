using RunScope.Testing.Attach;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Tests.Attaching;

/// <summary>What is asked of a session, and when it is done.</summary>
public class AttachRequestsTests
{
    [Fact]
    public void What_asks_for_more_whenever_it_is_done_holds_nothing_up()
    {
        using var requests = new AttachRequests();
        var (done, refused) = (0, 0);
        void Again(AttachSession session)
        {
            done++;

            // Enough to tell that it goes round and round.
            for (var i = 0; i < 2 && done < 1000; i++)
            {
                if (!requests.TryAdd(Again)) refused++;
            }
        }

        requests.TryAdd(Again).ShouldBeTrue();
        requests.Do(null!);
        done.ShouldBe(1);
        Poll.Wait(requests.Descriptor, -1, 0).First.ShouldBeTrue();
        requests.Do(null!);
        done.ShouldBe(3);
        requests.Close(null!);

        (done, refused).ShouldBe((7, 8));
        requests.TryAdd(Again).ShouldBeFalse();
    }

    [Fact]
    public void However_much_is_asked_for_the_session_is_woken_once()
    {
        using var requests = new AttachRequests();
        var done = 0;

        for (var i = 0; i < 100; i++) requests.TryAdd(_ => done++);
        requests.Do(null!);

        done.ShouldBe(100);
        Poll.Wait(requests.Descriptor, -1, 0).First.ShouldBeFalse();
    }
}
