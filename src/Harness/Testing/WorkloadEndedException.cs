namespace RunScope.Testing;

/// <summary>The workload ended before the test's body did.</summary>
internal sealed class WorkloadEndedException(string message, ProcessProfile profile, Exception? innerException = null)
    : RunScopeException(message, innerException)
{
    /// <summary>What was recorded until then.</summary>
    public ProcessProfile Profile { get; } = profile;

    /// <summary>The same, with the place of the report in its message.</summary>
    internal WorkloadEndedException WithReport(string path) => new($"{Message}{Environment.NewLine}  report: {path}", Profile, InnerException);
}
