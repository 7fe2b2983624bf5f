using CliWrap;

#if NUNIT
namespace RunScope.Testing.NUnit;
#else
namespace RunScope.Testing.Xunit;
#endif

/// <content>What is declared, in every framework's words the same. Each adapter compiles this file and adds the base class that its framework asks for.</content>
public sealed partial class ProfileProcessAttribute : IProfileDeclaration
{
    // Null where the author wrote nothing: then the configuration may. Attributes themselves can't have nullable numbers.
    private int? _runs;
    private int? _warmupRuns;
    private int? _sampleRate;
    private EngineChoice? _engine;
    private string? _timeLimit;
    private bool? _leaveChildren;
    private bool? _report;

    /// <summary>A test whose command comes from <see cref="CommandFrom"/>, or is returned by the method.</summary>
    public ProfileProcessAttribute()
    {
    }

    /// <summary>A test of one command.</summary>
    /// <param name="fileName">The program: a bare name is looked up on the PATH.</param>
    /// <param name="arguments">Each is one argument: nothing is split or quoted.</param>
    public ProfileProcessAttribute(string fileName, params string[] arguments)
    {
        FileName = fileName;
        Arguments = arguments;
    }

    /// <summary>The program; null when the command comes from elsewhere.</summary>
    public string? FileName { get; }

    /// <summary>The program's arguments, one each.</summary>
    public string[] Arguments { get; } = [];

    /// <summary>
    /// The name of a method or property of the test class, static or not, that gives a CliWrap <see cref="Command"/>. A method takes the values of
    /// the data row.
    /// </summary>
    public string? CommandFrom { get; set; }

    /// <summary>The process's working directory, relative to the test assembly's folder, which is the default.</summary>
    public string? WorkingDirectory { get; set; }

    /// <summary>Environment variables for the process, each "NAME=value", in addition to those of the test.</summary>
    public string[] Environment { get; set; } = [];

    /// <summary>A file for the process's standard input, relative to the test assembly's folder; none by default.</summary>
    public string? StandardInputFile { get; set; }

    /// <summary>How often the process is run and judged; 1 unless configured. Each limit is held against the median of its metric.</summary>
    public int Runs { get => _runs ?? 1; set => _runs = value; }

    /// <summary>Runs that are made first and not judged, to warm caches; 0 unless configured.</summary>
    public int WarmupRuns { get => _warmupRuns ?? 0; set => _warmupRuns = value; }

    /// <summary>Sampling rounds per second, 1 to 1000; 0, the default, is the configured rate, which is that of <see cref="ProfileOptions.SampleRate"/> unless set.</summary>
    public int SampleRate { get => _sampleRate ?? 0; set => _sampleRate = value; }

    /// <summary>Which engine; see <see cref="EngineChoice"/>.</summary>
    public EngineChoice Engine { get => _engine ?? EngineChoice.Auto; set => _engine = value; }

    /// <summary>How long one run may take, such as "250ms", "30s" or "1m30s"; "5m" unless configured. Waiting for another profiled test doesn't count.</summary>
    public string TimeLimit { get => _timeLimit ?? "5m"; set => _timeLimit = value; }

    /// <summary>The thread set of every limit over threads that names none: "Application" (default), "All", "Main", or a glob over thread names.</summary>
    public string? Threads { get; set; }

    /// <summary>The process glob of every limit over threads that names none.</summary>
    public string? Processes { get; set; }

    /// <summary>Whether descendants that outlive the process are left alone; false unless configured: they are ended.</summary>
    public bool LeaveChildren { get => _leaveChildren ?? false; set => _leaveChildren = value; }

    /// <summary>Whether a report is written; true unless configured.</summary>
    public bool Report { get => _report ?? true; set => _report = value; }

    /// <summary>The report's file name without its ending; the test's class and name by default.</summary>
    public string? ReportName { get; set; }

    /// <summary>Whether the process also inherits what runners, coverage tools and profilers put into the test host; see <see cref="ProfileOptions.InheritTestHostEnvironment"/>.</summary>
    public bool InheritTestHostEnvironment { get; set; }

    int? IProfileDeclaration.Runs => _runs;

    int? IProfileDeclaration.WarmupRuns => _warmupRuns;

    int? IProfileDeclaration.SampleRate => _sampleRate is 0 ? null : _sampleRate;

    EngineChoice? IProfileDeclaration.Engine => _engine;

    string? IProfileDeclaration.TimeLimit => _timeLimit;

    bool? IProfileDeclaration.LeaveChildren => _leaveChildren;

    bool? IProfileDeclaration.Report => _report;
}
