using System.Globalization;

namespace RunScope.Testing.Reporting.Html;

/// <summary>How sure the numbers are, in plain words.</summary>
internal static partial class PageBuilder
{
    private static FidelityView FidelityRow(ReportState state, ProcessProfile profile) => new(
        state.Key,
        state.Label,
        Quantities.Share(profile.States[state.State], profile.States.Total),
        Quantities.Duration(profile.States[state.State]),
        state.State == TaskState.Unknown ? Unresolved(profile) : How(profile.Evidence[state.State], profile.Engine.SampleRate));

    private static string How(StateEvidence evidence, int rate) => evidence.Kind switch
    {
        Fidelity.ExactKernel => "Exact: the kernel's own accounting, whatever the sample rate.",
        Fidelity.ExactEvent => "Exact: every change of state was recorded as it happened.",
        Fidelity.Sampled => string.Create(CultureInfo.InvariantCulture, $"Sampled at {rate} Hz{Samples(evidence)}{Interval(evidence, "; 95 % interval ", "to")}."),
        Fidelity.Bounded => $"Bounded{Interval(evidence, ": between ", "and")}.",
        _ => "Unresolved: not known here; the warnings say why.",
    };

    private static string Samples(StateEvidence evidence) => evidence.Samples is { } samples ? $": {Quantities.Count(samples, "informative sample")}" : "";

    private static string Interval(StateEvidence evidence, string lead, string middle) =>
        evidence is { Low: { } low, High: { } high } ? $"{lead}{Quantities.Share(low)} {middle} {Quantities.Share(high)}" : "";

    private static string Unresolved(ProcessProfile profile) => profile.States.Unresolved == TimeSpan.Zero
        ? "Nothing was left open."
        : "Off the CPU for certain, but the state wasn't seen: between a thread's last sample and its end, or where the warnings say.";

    private static string Books(ProcessProfile profile) =>
        $"The states sum to {Quantities.Duration(profile.States.Total)}, the lifetimes of {Quantities.Count(profile.Threads.Length, "thread")} together.";

    private static IEnumerable<FigureView> EngineFigures(ProcessProfile profile)
    {
        var engine = profile.Engine;
        var missed = Math.Max(0, engine.RoundsRequested - engine.RoundsTaken);
        yield return new FigureView("Engine", engine.Name, $"{Quantities.Count(engine.SampleRate)} rounds per second");
        yield return new FigureView("Rounds taken", Quantities.Count(engine.RoundsTaken), $"of {Quantities.Count(engine.RoundsRequested)} asked for");
        yield return new FigureView("Rounds missed", Quantities.Count(missed));
        yield return new FigureView("Rounds late", Quantities.Count(engine.RoundsLate), "by more than half a period");
        yield return new FigureView("Records lost", Quantities.Count(engine.LostRecords));
        yield return new FigureView("Unattributed CPU", Quantities.Duration(profile.UnattributedCpu), "of threads and children that lived between two rounds");
        yield return new FigureView("Sampler's own CPU", Quantities.Duration(engine.SamplerCpu));
    }
}
