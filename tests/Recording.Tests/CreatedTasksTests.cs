using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Tests;

public class CreatedTasksTests
{
    [Theory]
    [InlineData(new[] { 150, 150, 300 }, 200)]
    [InlineData(new[] { 100 }, 0)]
    [InlineData(new[] { 30_000, 400, 500 }, -1)]
    [InlineData(new[] { 99 }, -1)]
    [InlineData(new[] { 150, -1, 160 }, -1)]
    public void Tasks_are_counted_by_their_IDs_until_these_come_round_or_cannot_be_read(int[] seen, long count)
    {
        var created = new CreatedTasks();
        created.CountFrom(100);

        foreach (var last in seen) created.See(last);

        created.Count.ShouldBe(count);
    }

    [Fact]
    public void Nothing_is_known_before_there_is_one_to_count_from()
    {
        var created = new CreatedTasks();

        created.See(500);

        created.Count.ShouldBe(-1);
    }
}
