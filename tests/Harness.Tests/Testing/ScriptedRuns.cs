namespace RunScope.Testing.Tests;

/// <summary>Runs whose wall times and disturbances a test writes down, and what was asked of them.</summary>
/// <param name="wallTime">The wall time in seconds of the n-th run of a side, counted from 0.</param>
internal sealed class ScriptedRuns(Func<Side, int, double> wallTime)
{
    private readonly List<Side> _order = [];
    private readonly Dictionary<ProcessProfile, string> _disturbed = new(ReferenceEqualityComparer.Instance);

    /// <summary>What disturbs the n-th of all runs, counted from 0; null where nothing does.</summary>
    public Func<int, string?> Disturbance { get; init; } = _ => null;

    /// <summary>The run, of all from 0, that ends the test.</summary>
    public int FailsAt { get; init; } = int.MaxValue;

    public HostInfo? Host { get; init; }

    /// <summary>The sides in the order in which they ran.</summary>
    public IReadOnlyList<Side> Order => _order;

    public List<string> Said { get; } = [];

    public string? DisturbanceOf(ProcessProfile run) => _disturbed.GetValueOrDefault(run);

    public Task<ProcessProfile?> MakeAsync(Side side, string which)
    {
        var number = _order.Count;
        var wall = wallTime(side, _order.Count(s => s == side));
        _order.Add(side);
        Said.Add(which);
        if (number == FailsAt) return Task.FromResult<ProcessProfile?>(null);

        var run = Made.Profile(Made.Thread(1, sleeping: wall)) with { WallTime = Made.Seconds(wall) };
        if (Host is not null) run = run with { Host = Host };
        if (Disturbance(number) is { } cause) _disturbed[run] = cause;
        return Task.FromResult<ProcessProfile?>(run);
    }

    /// <summary>Noise of up to half a percent that differs from run to run and is the same in each test.</summary>
    public static double Noise(Side side, int number) => 1 + (0.005 * Math.Sin((number * 7.3) + (side == Side.Base ? 0 : 2)));
}
