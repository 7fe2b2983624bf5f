using Pragmastat;

namespace RunScope.Testing.Analysis.Statistics;

/// <summary>The centre of a sample: the median of all pairwise averages (Hodges and Lehmann, 1963), as Pragmastat has it.</summary>
internal static class Center
{
    public static double Of(IReadOnlyList<double> values) => values.Count == 0 ? double.NaN : Toolkit.Center(new Sample(values)).NominalValue;
}
