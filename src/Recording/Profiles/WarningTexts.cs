namespace RunScope.Testing;

/// <summary>Warnings that are told apart from others.</summary>
internal static class WarningTexts
{
    /// <summary>The peak memory couldn't be read; of no interest to a test whose limits aren't about memory.</summary>
    public const string PeakMemoryUnknown = "Peak memory is unknown";

    /// <summary>The warnings that matter to whoever didn't ask about memory.</summary>
    public static IEnumerable<string> WithoutMemory(EngineInfo engine) => engine.Warnings.Where(w => !w.StartsWith(PeakMemoryUnknown, StringComparison.Ordinal));
}
