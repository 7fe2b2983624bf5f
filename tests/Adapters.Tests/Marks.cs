namespace RunScope.Testing.Tests;

internal static class Marks
{
    /// <summary>Every workload wrote its start and its end; none started before the one before it had ended.</summary>
    public static void ShouldAlternate(string log)
    {
        var marks = File.ReadAllLines(log);

        marks.Length.ShouldBeGreaterThan(2);
        marks.ShouldBe(Enumerable.Repeat<string[]>(["start", "end"], marks.Length / 2).SelectMany(pair => pair));
    }
}
