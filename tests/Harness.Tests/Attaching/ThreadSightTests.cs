using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Tests.Attaching;

/// <summary>What the samples of one thread say it did.</summary>
public class ThreadSightTests
{
    private const long Ms = 1_000_000;

    [Fact]
    public void A_thread_that_wants_a_CPU_is_said_to_have_one_only_once_it_has_run()
    {
        var states = new States();
        var process = new ProcessEntry(1, 1000, 1, 0, 0);
        var row = new TimelineGrid(0, Ms).NewRow();
        var thread = new ThreadEntry(1, 1000, process) { Books = new ThreadBooks(0, 5 * Ms, 0, 1, row), Row = row, Letter = (byte)'R' };
        var sight = new ThreadSight(states, 0);

        sight.See(process, thread, 1 * Ms);
        sight.See(process, thread, 2 * Ms);
        thread.Books.Enter(4 * Ms, 7 * Ms, 0, 1, BlockedKind.None);
        sight.See(process, thread, 4 * Ms);
        thread.Books.Enter(8 * Ms, 7 * Ms, 4 * Ms, 1, BlockedKind.None);
        sight.See(process, thread, 8 * Ms);

        states.Seen.ShouldBe([TaskState.Unknown, TaskState.Unknown, TaskState.Running, TaskState.Runnable]);
    }

    private sealed class States : IRoundObserver
    {
        public List<TaskState> Seen { get; } = [];

        public bool IsWatched => false;

        public void BeginRound(long number, long atNs)
        {
        }

        public void See(in ThreadReading reading) => Seen.Add(reading.State);

        public void EndRound()
        {
        }

        public string Shown(string name) => name;

        public SampledWait Shown(in WaitKey wait) => new(null, null, null);
    }
}
