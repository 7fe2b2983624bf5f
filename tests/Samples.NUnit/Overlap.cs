using CliWrap;
using NUnit.Framework;
using RunScope.Testing.NUnit;

[assembly: Parallelizable(ParallelScope.All)]
[assembly: LevelOfParallelism(4)]

namespace Samples;

/// <summary>Writes a mark at the start and at the end of each workload into the file that SAMPLE_LOG names.</summary>
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

    private static Command Around(double seconds) =>
        Cli.Wrap("sh").WithArguments(["-c", $"echo start >> \"$SAMPLE_LOG\"; sleep {seconds}; echo end >> \"$SAMPLE_LOG\""]);
}
