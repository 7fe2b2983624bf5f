namespace RunScope.Testing.Analysis.Statistics;

/// <summary>A distribution-free interval of a shift.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="Confidence">The two-sided confidence that it really has, 0 to 1: ranks allow only some.</param>
/// <param name="Sufficient">Whether that is at least the confidence that was asked for; too few values don't reach it however they lie.</param>
internal readonly record struct RankInterval(double Low, double High, double Confidence, bool Sufficient);
