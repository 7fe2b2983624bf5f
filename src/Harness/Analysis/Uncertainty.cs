namespace RunScope.Testing.Analysis;

/// <summary>
/// How far a time may lie from its estimate to one side, in ticks: a random part, whose squares add up over independent estimates, and a
/// systematic part, which adds up plainly.
/// </summary>
internal readonly record struct Uncertainty(double Random, double Systematic)
{
    /// <summary>The whole distance.</summary>
    public double Distance => Random + Systematic;

    public static Uncertainty operator +(Uncertainty left, Uncertainty right) =>
        new(Math.Sqrt((left.Random * left.Random) + (right.Random * right.Random)), left.Systematic + right.Systematic);

    /// <summary>The smaller of two distances to the same end.</summary>
    public static Uncertainty Smaller(Uncertainty left, Uncertainty right) => right.Distance < left.Distance ? right : left;

    /// <summary>The distance cut to what is possible at all.</summary>
    public Uncertainty AtMost(double distance)
    {
        var random = Math.Min(Random, Math.Max(0, distance));
        return new(random, Math.Min(Systematic, Math.Max(0, distance - random)));
    }
}
