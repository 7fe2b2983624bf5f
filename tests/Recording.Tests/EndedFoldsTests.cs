using CsCheck;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Tests;

/// <summary>What ended long ago is taken together, without losing a nanosecond.</summary>
public class EndedFoldsTests
{
    private const long Ms = 1_000_000;

    [Fact]
    public void Sums_stay_what_they_were_and_names_are_bounded()
    {
        var thread = Gen.Select(Gen.Int[0, 700], Gen.Long[0, 50 * Ms], Gen.Long[0, 9 * Ms]);
        Gen.Select(thread.Array[0, 2000], Gen.Int[1, 400]).Sample((threads, processes) =>
        {
            var folds = new EndedFolds();
            var owners = Enumerable.Range(1, processes).Select(i => new ProcessEntry(i, 1000 + i, 1, 0, 0) { Name = $"p{i}", EndNs = 5 }).ToArray();
            var (threadIds, processIds) = (100_000, 10_000);
            var (lifetime, switches, waits, moved) = (0L, 0L, 0L, new Dictionary<int, int>());
            foreach (var (name, slept, ran) in threads)
            {
                var entry = Ended(owners[name % processes], $"t{name}", slept, ran);
                lifetime += entry.Books.Totals.Lifetime;
                switches += entry.Switches.Either;
                waits += entry.Waits.Entries.Sum(w => w.Ns);
                folds.Fold(entry, () => ++threadIds);
            }

            foreach (var owner in owners) folds.Fold(owner, () => ++processIds, () => ++threadIds, moved.Add);

            folds.Threads.Sum(t => t.Totals.Lifetime).ShouldBe(lifetime);
            folds.Threads.Sum(t => t.Count).ShouldBe(threads.Length);
            folds.Threads.Sum(t => t.Switches.Either).ShouldBe(switches);
            folds.Threads.Sum(t => t.Waits.ClosedCopy().Entries.Sum(w => w.Ns)).ShouldBe(waits);
            folds.Processes.Sum(p => p.Count).ShouldBe(processes);
            folds.Processes.Count.ShouldBeLessThanOrEqualTo(201);
            folds.Threads.Count.ShouldBeLessThanOrEqualTo(500 + 201);
            folds.Threads.Select(t => t.Id).ShouldBeUnique();
            folds.Threads.ShouldAllBe(t => folds.Processes.Any(p => p.Id == t.ProcessId));
            moved.Values.Except(folds.Threads.Select(t => t.Id)).ShouldBeEmpty();
        }, iter: 30);
    }

    private static ThreadEntry Ended(ProcessEntry process, string name, long slept, long ran)
    {
        var row = new TimelineGrid(0, Ms).NewRow();
        var thread = new ThreadEntry(1, 2, process) { Books = new ThreadBooks(100, 0, 0, 1, row), Row = row };
        thread.TryRename(System.Text.Encoding.UTF8.GetBytes(name));
        thread.Books.Enter(100 + slept, 0, 0, 1, BlockedKind.Sleeping);
        thread.Waits.See(new WaitKey(BlockedKind.Sleeping, (int)(slept % 3), null, "w"));
        thread.Waits.AddToPresent(BlockedKind.Sleeping, slept);
        thread.Books.CloseExited(100 + slept + ran, ran, 0, 2);
        thread.Waits.Close();
        return thread;
    }
}
