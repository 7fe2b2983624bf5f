using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Cli.Compare;

/// <summary>A run with the numbers that are compared: those of the body's span, where every run has one.</summary>
internal sealed class ComparedRun(ProcessProfile whole, RunSample sample)
{
    public ProcessProfile Whole => whole;

    public RunSample Sample => sample;

    /// <summary>The runs of both sides, cut alike.</summary>
    public static (ImmutableArray<ComparedRun> Base, ImmutableArray<ComparedRun> Head) Of(ImmutableArray<ProcessProfile> before, ImmutableArray<ProcessProfile> after, ThreadSet threads)
    {
        ImmutableArray<ProcessProfile> whole = [.. before, .. after];
        var cut = ProfileCut.CutAll(whole, Phase.Body);
        ImmutableArray<ComparedRun> all = [.. whole.Select((run, i) => new ComparedRun(run, RunSample.Of(cut[i], threads)))];
        return (all[..before.Length], all[before.Length..]);
    }
}
