namespace RunScope.Testing.Bench.Simulation;

/// <summary>How the runs of unchanged code differ. Shares are standard deviations of the logarithm, so 0.05 is about 5 %.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Cv">From run to run within a job.</param>
internal sealed record NoiseModel(string Name, double Cv)
{
    /// <summary>How far a job's machine drifts from its first run to its last.</summary>
    internal double Drift { get; init; }

    /// <summary>How far the machines of jobs lie apart.</summary>
    internal double JobSpread { get; init; }

    /// <summary>How much a run resembles the one before, 0 to 1 (an autoregressive process of order 1).</summary>
    internal double Correlation { get; init; }

    /// <summary>The share of runs that something delays by 50 % on average.</summary>
    internal double Outliers { get; init; }

    /// <summary>By how much three of ten runs are slower, as with a cold cache.</summary>
    internal double SecondMode { get; init; }
}

/// <summary>The runs of one job, one after the other; a run of unchanged code takes about 1.</summary>
/// <param name="noise">The noise.</param>
/// <param name="random">Where it comes from.</param>
/// <param name="planned">The runs over which the drift extends.</param>
internal sealed class SimulatedJob(NoiseModel noise, SeededNormal random, int planned)
{
    private readonly double _machine = noise.JobSpread * random.Next();
    private readonly double _slope = noise.Drift * random.Next();
    private double _before = random.Next();
    private int _runs;

    /// <summary>One run of code that takes <paramref name="factor"/> times as long.</summary>
    internal double Run(double factor)
    {
        _before = (noise.Correlation * _before) + (Math.Sqrt(1 - (noise.Correlation * noise.Correlation)) * random.Next());
        var log = _machine + (_slope * ((_runs++ / Math.Max(1.0, planned - 1)) - 0.5)) + (noise.Cv * _before);
        if (noise.SecondMode > 0 && random.Uniform() < 0.3) log += Math.Log(1 + noise.SecondMode);
        if (noise.Outliers > 0 && random.Uniform() < noise.Outliers) log += Math.Log(1 - (0.5 * Math.Log(1 - random.Uniform())));
        return factor * Math.Exp(log);
    }

    internal double[] Runs(int count, double factor) => [.. Enumerable.Range(0, count).Select(_ => Run(factor))];

    /// <summary>Interleaved pairs as tests make them: AB, BA, AB and so on.</summary>
    internal (double[] Base, double[] Head) Pairs(int count, double factor, int already = 0)
    {
        var (before, after) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var headFirst = (already + i) % 2 == 1;
            var early = headFirst ? Run(factor) : 0;
            before[i] = Run(1);
            after[i] = headFirst ? early : Run(factor);
        }

        return (before, after);
    }
}

/// <summary>Normal and uniform numbers, the same at every run of the benchmark.</summary>
internal sealed class SeededNormal(int seed)
{
    private readonly Random _random = new(seed);

    internal double Uniform() => _random.NextDouble();

    /// <summary>One standard normal number, by the polar form of Box and Muller.</summary>
    internal double Next()
    {
        while (true)
        {
            var (x, y) = ((2 * _random.NextDouble()) - 1, (2 * _random.NextDouble()) - 1);
            var square = (x * x) + (y * y);
            if (square is > 0 and < 1) return x * Math.Sqrt(-2 * Math.Log(square) / square);
        }
    }
}
