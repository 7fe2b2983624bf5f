namespace RunScope.Testing.Configuration;

/// <summary>The effective options of a test or a command, bound from all layers; <see cref="ConfigurationKeys"/> has each key's default.</summary>
internal sealed record RunScopeOptions
{
    /// <summary>How long one run may take; 5 minutes by default, so that a hung workload ends before a CI job does.</summary>
    public TimeSpan TimeLimit { get; init; }

    /// <summary>How long processes get between SIGTERM and SIGKILL; 2 seconds by default, enough to flush and to say goodbye.</summary>
    public TimeSpan GracePeriod { get; init; }

    /// <summary>Which engine; the best that the machine permits by default.</summary>
    public EngineChoice Engine { get; init; }

    /// <summary>Rounds per second, 1 to 1000; 100 by default, which the target doesn't feel.</summary>
    public int SampleRate { get; init; }

    /// <summary>How often the process is run and judged; 1 by default.</summary>
    public int Runs { get; init; }

    /// <summary>Runs that are made first and not judged; 0 by default.</summary>
    public int WarmupRuns { get; init; }

    /// <summary>The thread set of limits over threads that name none; null, the default, is "Application".</summary>
    public string? Threads { get; init; }

    /// <summary>The process glob of limits over threads that name none; null, the default, is every process.</summary>
    public string? Processes { get; init; }

    /// <summary>Whether descendants that outlive the process are left alone; false by default, so that nothing is left running.</summary>
    public bool LeaveChildren { get; init; }

    /// <summary>Whether a machine that doesn't permit a profile fails the test; false by default: it is skipped with the reason.</summary>
    public bool Require { get; init; }

    /// <summary>What a finding that isn't sure does; it warns by default.</summary>
    public InconclusivePolicy Inconclusive { get; init; }

    /// <summary>Patterns of text that is hidden, in addition to the built-in ones; none by default.</summary>
    public string[] Redact { get; init; } = [];

    /// <summary>Whether the built-in patterns hide what is obviously secret; true by default.</summary>
    public bool RedactDefaults { get; init; }

    /// <summary>Whether, in a GitHub workflow, a summary and annotations are written; true by default.</summary>
    public bool Github { get; init; }

    /// <summary>Where reports go.</summary>
    public ReportOptions Reports { get; init; } = new();

    /// <summary>How runs are held against a baseline, where a test asks for it.</summary>
    public RegressionOptions Regression { get; init; } = new();
}

/// <summary>Where reports go.</summary>
internal sealed record ReportOptions
{
    /// <summary>The folder, relative to the test project's; "TestResults/runscope" by default.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Whether reports are written; true by default.</summary>
    public bool Enabled { get; init; }
}

/// <summary>How runs are held against a baseline.</summary>
internal sealed record RegressionOptions
{
    /// <summary>The gated metrics by their words, with commas between; "wallTime, cpuTime, blockedTime" by default.</summary>
    public string Metrics { get; init; } = "";

    /// <summary>The smallest growth that may be red, as a share of the baseline; 0.03 by default.</summary>
    public double MinEffect { get; init; }

    /// <summary>The smallest growth that may be red, in absolute terms; null, the default, is 10 ms, 1 MiB and 50 switches.</summary>
    public string? Floor { get; init; }

    /// <summary>The pairs, or runs, before anything may be red; 10 by default.</summary>
    public int Runs { get; init; }

    /// <summary>The most pairs; 20 by default.</summary>
    public int MaxRuns { get; init; }

    /// <summary>Whether what looks worse is run again before it is red; true by default.</summary>
    public bool Confirm { get; init; }

    /// <summary>Whether runs that others on the machine disturbed are repeated, and otherwise count; true by default.</summary>
    public bool RepeatDisturbed { get; init; }

    /// <summary>The folder of baseline files; null, the default, is "Baselines" beside the test's source.</summary>
    public string? Baselines { get; init; }
}
