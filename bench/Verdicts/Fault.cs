using System.Globalization;

namespace RunScope.Testing.Bench.Verdicts;

/// <summary>A slowdown that is put into a workload, and what it should be blamed on.</summary>
/// <param name="Name">What grows.</param>
/// <param name="Words">The command line; {0} is what grows.</param>
/// <param name="Amount">Its amount in the base.</param>
/// <param name="Metric">What should be red.</param>
/// <param name="Cause">What the first cause should contain.</param>
/// <param name="Thread">The thread that it should name.</param>
internal sealed record Fault(string Name, string Words, double Amount, GatedMetric Metric, string Cause, string Thread = "worker")
{
    internal string Command(double effect) => string.Format(CultureInfo.InvariantCulture, Words, Math.Round(Amount * (1 + effect), 3));

    internal bool IsNamedBy(string cause) => cause.Contains(Cause, StringComparison.Ordinal) && cause.Contains($"\"{Thread}", StringComparison.Ordinal);
}
