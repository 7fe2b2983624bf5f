namespace RunScope.Testing;

/// <summary>
/// What both frameworks' <c>[ProfileProcess]</c> attributes declare; their documentation says what each word means. What the configuration may say as
/// well is null where the author wrote nothing.
/// </summary>
internal interface IProfileDeclaration
{
    string? FileName { get; }

    string[] Arguments { get; }

    string? CommandFrom { get; }

    string? WorkingDirectory { get; }

    string[] Environment { get; }

    string? StandardInputFile { get; }

    int? Runs { get; }

    int? WarmupRuns { get; }

    int? SampleRate { get; }

    EngineChoice? Engine { get; }

    string? TimeLimit { get; }

    string? Threads { get; }

    string? Processes { get; }

    bool? LeaveChildren { get; }

    bool? Report { get; }

    string? ReportName { get; }

    bool InheritTestHostEnvironment { get; }
}
