using CliWrap;

[assembly: Parallelizable(ParallelScope.All)]
[assembly: LevelOfParallelism(4)]

namespace Samples;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class Overlap
{
    [ProfileProcess]
    public Command One() => Around(0.3);

    // Rows of NUnit's own don't obey the parallel scope of the profiled test.
    [ProfileProcess(CommandFrom = nameof(Around))]
    [TestCase(0.2)]
    [TestCase(0.3)]
    public void Rows(double seconds) => Assert.That(seconds, Is.Positive);

    private static Command Around(double seconds) => Marks.Around(seconds);
}
