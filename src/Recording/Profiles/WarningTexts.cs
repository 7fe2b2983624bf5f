namespace RunScope.Testing;

/// <summary>Beginnings of warnings that somebody looks for.</summary>
internal static class WarningTexts
{
    /// <summary>The peak memory couldn't be read; of no interest to a test whose limits aren't about memory.</summary>
    public const string PeakMemoryUnknown = "Peak memory is unknown";
}
