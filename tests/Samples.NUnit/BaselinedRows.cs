using RunScope.Testing;

namespace Samples;

/// <summary>Rows and repetitions that are held against a baseline file.</summary>
[NoRegression(Metrics = [GatedMetric.BlockedTime], Runs = 4, MaxRuns = 4)]
public class BaselinedRows
{
    private static IEnumerable<object?[]> Alike() => [[new object()], [new object()]];

    [ProfileProcess("true")]
    [ProfileCaseSource(nameof(Alike))]
    public void That_look_alike(object value) => Assert.That(value, Is.Not.Null);

    [ProfileProcess("true")]
    [Repeat(3)]
    public void That_are_repeated()
    {
    }
}
