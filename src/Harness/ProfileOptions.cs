using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Redaction;

namespace RunScope.Testing;

/// <summary>How the states of threads are found out.</summary>
public enum EngineChoice
{
    /// <summary>The best that this build has and this machine permits; the profile says which and why. Today that is <see cref="Procfs"/>, the only engine.</summary>
    Auto,

    /// <summary>The kernel's per-thread accounting and sampled states from <c>/proc</c>; needs no privilege for one's own processes.</summary>
    Procfs,
}

/// <summary>
/// How to watch a process. Immutable: change it with <c>with</c>, share it freely. What isn't set is as runscope.json and RUNSCOPE_ variables say, and else the
/// default.
/// </summary>
public sealed record ProfileOptions
{
    /// <summary>The defaults. An option that neither the program nor the configuration sets is the one in here.</summary>
    public static ProfileOptions Default { get; } = new();

    /// <summary>Rounds per second, 1 to 1000; 100 by default, which costs the target nothing that can be measured and splits waits to a few points within seconds.</summary>
    public int SampleRate { get => GivenSampleRate ?? 100; init => GivenSampleRate = value; }

    /// <summary>Which engine; <see cref="EngineChoice.Auto"/> by default. Both values mean <see cref="EngineChoice.Procfs"/> as long as it is the only one; any other is refused.</summary>
    public EngineChoice Engine { get => GivenEngine ?? EngineChoice.Auto; init => GivenEngine = value; }

    /// <summary>How long the process may run; 5 minutes by default, so that a hung workload ends before a CI job does.</summary>
    public TimeSpan Timeout { get => GivenTimeout ?? TimeSpan.FromMinutes(5); init => GivenTimeout = value; }

    /// <summary>How long processes get between SIGTERM and SIGKILL; 2 seconds by default.</summary>
    public TimeSpan GracePeriod { get => GivenGracePeriod ?? TimeSpan.FromSeconds(2); init => GivenGracePeriod = value; }

    /// <summary>Whether descendants that outlive the root process are left alone; false by default: they are ended, so that nothing is left running.</summary>
    public bool LeaveChildren { get => GivenLeaveChildren ?? false; init => GivenLeaveChildren = value; }

    /// <summary>
    /// Whether the process also inherits what test runners, coverage tools and profilers put into the test host for themselves, such as
    /// <c>CORECLR_ENABLE_PROFILING</c>; false by default. What the command sets itself is passed on in any case.
    /// </summary>
    /// <remarks>The variables are listed in docs/transparency.md; <see cref="ProcessProfile.Environment"/> names those that were there.</remarks>
    public bool InheritTestHostEnvironment { get; init; }

    // What the program set itself; null is left to the configuration.
    internal int? GivenSampleRate { get; private init; }

    internal EngineChoice? GivenEngine { get; private init; }

    internal TimeSpan? GivenTimeout { get; private init; }

    internal TimeSpan? GivenGracePeriod { get; private init; }

    internal bool? GivenLeaveChildren { get; private init; }

    /// <summary>Hides secrets in the profile and in errors.</summary>
    internal Redactor Redactor { get; init; } = Redactor.Default;

    /// <summary>Whether the configuration has had its say already.</summary>
    internal bool IsEffective { get; init; }

    /// <summary>How long the recorder may take to report when everything it had to wait for is over: much longer than it needs on a loaded machine.</summary>
    internal TimeSpan RecorderPatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether to start even while another test process of this user profiles; false by default, because two at once would measure each other. For programs
    /// that profile for hours and are no tests.
    /// </summary>
    public bool IgnoreRunLock { get; init; }

    /// <summary>The longest <see cref="Timeout"/>.</summary>
    internal static TimeSpan LongestTimeout => OptionRanges.LongestTimeLimit;

    /// <summary>Whether a rate can be asked for.</summary>
    internal static bool IsRate(int rate) => rate is >= 1 and <= OptionRanges.HighestRate;

    /// <summary>Every problem with these options, in words; empty when there is none.</summary>
    internal IEnumerable<string> Problems()
    {
        if (!IsRate(SampleRate)) yield return $"SampleRate is {SampleRate}; it takes 1 to 1000 rounds per second.";
        if (!Enum.IsDefined(Engine)) yield return $"Engine is {(int)Engine}, which is none of {string.Join(", ", Enum.GetNames<EngineChoice>())}.";
        if (Timeout <= TimeSpan.Zero || Timeout > LongestTimeout) yield return $"Timeout is {Timeout}; it takes more than 0 and at most 7 days.";
        if (GracePeriod < TimeSpan.Zero || GracePeriod > TimeSpan.FromHours(1)) yield return $"GracePeriod is {GracePeriod}; it takes 0 to 1 hour.";
    }
}
