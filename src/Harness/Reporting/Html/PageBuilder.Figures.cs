namespace RunScope.Testing.Reporting.Html;

/// <summary>The key figures, the machine, and the output.</summary>
internal static partial class PageBuilder
{
    private static IEnumerable<FigureView> KeyFigures(ProcessProfile profile)
    {
        yield return new FigureView("Wall time", Quantities.Duration(profile.WallTime));
        yield return new FigureView("CPU time", Quantities.Duration(profile.CpuTime), "of the whole tree");
        yield return new FigureView("Average CPUs", AverageCpus(profile), "CPU time / wall time");
        yield return new FigureView("Ended with", End(profile), EndedBy(profile));
        yield return new FigureView("Peak memory", profile.PeakMemory?.ToString() ?? Quantities.Unknown, "largest process");
        yield return new FigureView("Storage", profile.Io is { } io ? $"{io.Read} / {io.Written}" : Quantities.Unknown, "read / written");
        yield return new FigureView("Context switches", Switches(profile.VoluntarySwitches, profile.InvoluntarySwitches), "voluntary / involuntary");
        yield return new FigureView("Threads", Quantities.Count(profile.Threads.Length), "seen in all");
        yield return new FigureView("Processes", Quantities.Count(profile.Processes.Length), "seen in all");
    }

    private static string Switches(long? voluntary, long? involuntary) =>
        voluntary is null && involuntary is null ? Quantities.Unknown : $"{Quantities.Count(voluntary)} / {Quantities.Count(involuntary)}";

    private static string AverageCpus(ProcessProfile profile) =>
        profile.CpuTime is { } cpu && profile.WallTime > TimeSpan.Zero ? Quantities.Number(cpu / profile.WallTime) : Quantities.Unknown;

    private static string End(ProcessProfile profile) => profile switch
    {
        { ExitSignal: { } signal } => SignalNames.Of(signal),
        { ExitCode: { } code } => $"exit code {Plain(code)}",
        { EndedBy: Testing.EndedBy.Detach } => "still running",
        _ => "exit code unknown",
    };

    private static string EndedBy(ProcessProfile profile) => profile.EndedBy switch
    {
        Testing.EndedBy.Harness => "ended by the harness",
        Testing.EndedBy.Timeout => "ended by the harness: time was up",
        Testing.EndedBy.Detach => "it was only watched for a while",
        _ when profile is { ExitCode: null, ExitSignal: null } => "by itself; " + WarningTexts.Reason(profile.Engine, WarningTexts.ExitCodeUnknown),
        _ => "by itself",
    };

    private static IEnumerable<FigureView> HostFigures(HostInfo host)
    {
        yield return new FigureView("CPU", host.CpuModel ?? Quantities.Unknown);
        yield return new FigureView("CPUs", Quantities.Count(host.CpuCount), host.CgroupCpuQuota is { } quota ? $"control group allows {Quantities.Number(quota)}" : "no control group limit");
        yield return new FigureView("Kernel", host.Kernel);
        yield return new FigureView("Runtime", host.Runtime);
        yield return new FigureView("CPU time stolen", Quantities.Share(host.Noise.StealShare), "by the hypervisor");
        yield return new FigureView("CPU pressure", Quantities.Share(host.Noise.CpuPressure), "of the time some task of the machine waited for a CPU");
        yield return new FigureView("Storage pressure", Quantities.Share(host.Noise.IoPressure), "of the time some task of the machine waited for storage");
        if (host.CgroupCpuQuota is not null) yield return new FigureView("Throttled", Quantities.Duration(host.Noise.Throttled), "summed over CPUs, while the control group's quota was used up");
        yield return new FigureView("Run delay from outside", Quantities.Duration(host.Noise.ExternalRunDelay), "waited for a CPU though this tree alone would have fitted");
    }

    private static IEnumerable<FigureView> EnvironmentFigures(EnvironmentInfo? environment)
    {
        if (environment is null) yield break;
        yield return Variables("Variables kept from the process", environment.Removed);
        yield return Variables("Variables of tools and runtimes that it inherited", environment.Inherited);

        static FigureView Variables(string label, System.Collections.Immutable.ImmutableArray<string> names) =>
            new(label, names.IsDefaultOrEmpty ? "none" : Quantities.Count(names.Length), names.IsDefaultOrEmpty ? "" : PageText.OneLine(string.Join(", ", names)));
    }

    private static IEnumerable<OutputView> Output(OutputTails output)
    {
        var note = output.Truncated ? "The end of it; there was more." : "";
        foreach (var (name, text) in new[] { ("Standard error", output.StderrTail), ("Standard output", output.StdoutTail) })
        {
            yield return text switch
            {
                null => new OutputView(name, "", "Not captured."),
                "" => new OutputView(name, "", "Nothing was written."),
                _ => new OutputView(name, PageText.Lines(text), note),
            };
        }
    }
}
