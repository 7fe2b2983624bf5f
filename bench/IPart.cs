namespace RunScope.Testing.Bench;

/// <summary>One question of the benchmark and the rows that answer it.</summary>
internal interface IPart
{
    string Name { get; }

    string About { get; }

    /// <summary>Whether it takes too long for a run of all parts.</summary>
    bool OnlyIfNamed => false;

    Task RunAsync(Plan plan, Table table);
}

/// <summary>How long and how often to measure.</summary>
/// <param name="Quick">A first look only.</param>
/// <param name="Verdicts">How many real verdicts a part gives; null for its own number.</param>
/// <param name="Launches">How many launches a soak makes; null for its own number.</param>
/// <param name="Minutes">How long a soak watches; null for its own time.</param>
internal sealed record Plan(bool Quick, int? Verdicts = null, int? Launches = null, int? Minutes = null)
{
    /// <summary>Interleaved pairs; fewer than nine are for a first look only.</summary>
    internal int Pairs => Quick ? 3 : 9;

    /// <summary>The length of a run that shares are judged in.</summary>
    internal TimeSpan Run => TimeSpan.FromSeconds(Quick ? 2 : 10);

    internal static void Progress(string line) => Console.Error.WriteLine("  " + line);
}
