using System.Runtime.CompilerServices;
using RunScope.Testing.Baselines;

namespace RunScope.Testing;

/// <summary>Fails the test when the process became worse than its baseline: than a reference build that is run beside it, or than jobs that were accepted before.</summary>
/// <remarks>
/// With <see cref="ReferenceFrom"/> both builds are run in turns on this machine, which is the gate whose error rates are promised. Without it the runs are held against the file
/// <c>Baselines/Class.Method.baseline.json</c> beside the source, to which <c>RUNSCOPE_ACCEPT=1</c> or <c>runscope baseline accept</c> adds this job. A test without such a file is
/// skipped and says how to accept one. A number is worse when the interval of its growth excludes 0, the growth exceeds <see cref="MinEffect"/> and <see cref="Floor"/>, and fresh
/// runs confirm it. On a class or an assembly it covers every profiled test there; one on a method replaces it.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Assembly)]
public sealed class NoRegressionAttribute : Attribute
{
    private double? _minEffect;
    private int? _runs;
    private int? _maxRuns;
    private bool? _confirm;

    /// <summary>Gates the test against its baseline.</summary>
    /// <param name="sourceFile">Written by the compiler: the baseline lies beside this file.</param>
    public NoRegressionAttribute([CallerFilePath] string sourceFile = "") => SourceFile = sourceFile;

    /// <summary>What is gated; wall time, CPU time and blocked time unless the configuration says otherwise. The more metrics, the larger the change that each can show.</summary>
    public GatedMetric[]? Metrics { get; set; }

    /// <summary>The smallest growth that may be red, as a share of the baseline: 0.03 unless the configuration says otherwise.</summary>
    public double MinEffect
    {
        get => _minEffect ?? GateRules.DefaultMinEffect;
        set => _minEffect = value;
    }

    /// <summary>The smallest growth that may be red, in absolute terms: "20ms", "4MiB", "100" (for counts), or several of these, such as "20ms, 4MiB". 10 ms, 1 MiB and 50 switches unless said.</summary>
    public string? Floor { get; set; }

    /// <summary>The thread set of the states and the thread count: "Application" (default), "All", "Main", or a glob over thread names such as "worker-*".</summary>
    public string? Threads { get; set; }

    /// <summary>Narrows the thread set to processes whose name matches this glob.</summary>
    public string? Processes { get; set; }

    /// <summary>The pairs of runs (of runs, against a stored baseline) before anything may be red: 10 unless said.</summary>
    public int Runs
    {
        get => _runs ?? GateRules.DefaultRuns;
        set => _runs = value;
    }

    /// <summary>The most pairs when the first ones aren't clear either way: 20 unless said, and never fewer than <see cref="Runs"/>.</summary>
    public int MaxRuns
    {
        get => _maxRuns ?? GateRules.DefaultMaxRuns;
        set => _maxRuns = value;
    }

    /// <summary>Whether what looks worse is run again, afresh, before it is red; true unless said.</summary>
    public bool Confirm
    {
        get => _confirm ?? true;
        set => _confirm = value;
    }

    /// <summary>The method or property that gives the command of the reference build; as <c>CommandFrom</c> gives that of the build under test.</summary>
    public string? ReferenceFrom { get; set; }

    /// <summary>The folder of the baseline file: "Baselines" beside the source unless said. A relative path begins there.</summary>
    public string? Baselines { get; set; }

    /// <summary>The source that the attribute is written in, as the compiler saw it.</summary>
    public string SourceFile { get; }

    internal double? DeclaredMinEffect => _minEffect;

    internal int? DeclaredRuns => _runs;

    internal int? DeclaredMaxRuns => _maxRuns;

    internal bool? DeclaredConfirm => _confirm;
}
