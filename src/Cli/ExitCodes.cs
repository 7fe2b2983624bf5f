namespace RunScope.Testing.Cli;

/// <summary>What the tool ends with when it isn't the workload's own exit code; as of <c>timeout(1)</c> and <c>env(1)</c>, and sysexits.h for usage.</summary>
internal static class ExitCodes
{
    /// <summary>runscope doctor: children can't be profiled on this machine.</summary>
    public const int NoProfiling = 1;

    /// <summary>A limit was missed, or a comparison found a regression.</summary>
    public const int Regressed = 2;

    /// <summary>There is no process to attach to: none of that ID or name, or it has ended.</summary>
    public const int NoProcess = 3;

    public const int Improved = 4;
    public const int MissingBaseline = 5;
    public const int Inconclusive = 7;
    public const int WrongUsage = 64;
    public const int TimedOut = 124;
    public const int OwnFailure = 125;
    public const int NotExecutable = 126;
    public const int NotFound = 127;

    /// <summary>Added to the number of the signal that ended the workload.</summary>
    public const int Signal = 128;
}
