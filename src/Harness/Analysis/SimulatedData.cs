namespace RunScope.Testing.Analysis;

/// <summary>Data that were made up for a demonstration: wherever they are shown, the same words say so first.</summary>
internal static class SimulatedData
{
    /// <summary>The words.</summary>
    public const string Words = "SIMULATED DATA, NOT A REAL PROCESS";

    /// <summary>Whether any of some runs was made up.</summary>
    public static bool IsAmong(IEnumerable<ProcessProfile> runs) => runs.Any(r => r.Target.Simulated);
}
