using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Tests;

/// <summary>What is kept of waits when there are more than there is room for.</summary>
public class WaitTableTests
{
    [Fact]
    public void A_call_that_meets_ever_new_targets_keeps_its_kernel_function()
    {
        var table = new WaitTable();
        for (var i = 0; i < 1000; i++) table.See(Wait(0, $"socket:[{i}]", "inet_csk_accept"));

        table.Present!.Key.ShouldBe(Wait(0, null, "inet_csk_accept"));
        table.Entries.Sum(e => e.Count).ShouldBe(1000);

        table.See(Wait(7, "pipe:[1]", "pipe_read"));
        table.Present!.Key.ShouldBe(Wait(7, null, "pipe_read"));
    }

    [Fact]
    public void Calls_that_wait_in_too_many_kernel_functions_as_well_are_kept_alone()
    {
        var table = new WaitTable();
        for (var i = 0; i < 1000; i++) table.See(Wait(i % 8, $"socket:[{i}]", $"function_{i}"));

        table.Present!.Key.ShouldBe(Wait(999 % 8, null, null));
        table.Entries.Count.ShouldBeLessThanOrEqualTo(128);
        table.Entries.Sum(e => e.Count).ShouldBe(1000);
    }

    [Fact]
    public void What_is_taken_over_from_another_table_keeps_as_much_as_there_is_room_for()
    {
        var (table, other) = (new WaitTable(), new WaitTable());
        for (var i = 0; i < 64; i++) table.See(Wait(1, $"a{i}", "one"));
        for (var i = 0; i < 64; i++) other.See(Wait(1, $"b{i}", "other"));

        table.Absorb(other);

        table.Entries.Single(e => e.Key == Wait(1, null, "other")).Count.ShouldBe(64);
        table.Entries.Sum(e => e.Count).ShouldBe(128);
    }

    private static WaitKey Wait(int call, string? target, string? channel) => new(BlockedKind.Sleeping, call, target, channel);
}
