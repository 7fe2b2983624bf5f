using System.Globalization;
using System.Text;
using RunScope.Testing.Analysis;
using RunScope.Testing.Attach;
using RunScope.Testing.Cli.Help;

namespace RunScope.Testing.Cli.Doctor;

/// <summary>The findings for people: what works first, then what is lost and how to get it, then the machine.</summary>
internal static class DoctorText
{
    private const int Column = 20;

    public static string Of(Diagnosis diagnosis, MachineFacts facts, MachineDetails details, Trial launch, Trial attach, int width)
    {
        var text = new StringBuilder();
        Row(text, "launching", $"{(launch.Works ? "works" : "FAILS")}: {launch.Told}", width);
        Row(text, "attaching", $"{(attach.Works ? "works" : "FAILS")}: {attach.Told}", width);
        text.Append("\nWhat --engine auto takes\n");
        foreach (var engine in diagnosis.Engines)
            Row(text, "  " + (engine.Engine ?? "none"), $"for {engine.Target}: {(engine.Engine is null ? engine.Reason : engine.Calls ? "states, times and calls" : "states and times, no calls")}", width);

        text.Append('\n').Append(diagnosis.Limitations.IsEmpty ? "Nothing is lost: this machine permits all that runscope can show.\n" : "What is lost here, and how to get it\n");
        foreach (var limit in diagnosis.Limitations)
        {
            Row(text, "  lost", limit.Lost, width);
            Row(text, "  because", limit.Reason, width);
            Row(text, "  lift it", limit.Remedy, width);
            Row(text, "  which costs", limit.Cost ?? "no security", width);
            text.Append('\n');
        }

        if (diagnosis.Limitations.IsEmpty) text.Append('\n');
        text.Append("This machine\n");
        foreach (var (name, value) in Facts(facts, details)) Row(text, "  " + name, value, width);
        return text.ToString();
    }

    private static IEnumerable<(string Name, string Value)> Facts(MachineFacts facts, MachineDetails details)
    {
        yield return ("runscope", VersionAction.Version);
        yield return ("runtime", $"{details.Runtime}, {details.Architecture}");
        yield return ("recorder", details.Recorder is { } recorder ? $"{(recorder.IsNative ? "native" : "managed")}, {VisibleText.Of(recorder.IsNative ? recorder.File : recorder.Arguments[^1], 300)}" : "not found");
        yield return ("kernel", VisibleText.Of(details.Kernel ?? "unknown"));
        yield return ("thread accounting", Permissions.Accounting(facts).Permitted ? "yes (schedstat)" : "no");
        yield return ("CPUs", Number(details.Cpus) + (details.CpuQuota is { } quota ? string.Create(CultureInfo.InvariantCulture, $", quota {quota:0.##}") : ", no quota"));
        yield return ("control groups", details.Cgroups ?? "none");
        yield return ("container", VisibleText.Of(details.Container ?? "none that is known"));
        yield return ("user", Number(facts.User) + (details.InUserNamespace == true ? ", in a user namespace: root here isn't the machine's root" : ""));
        yield return ("capabilities", CapabilityNames.Text(details.Capabilities));
        yield return ("seccomp", details.Seccomp ?? "unknown");
        yield return ("ptrace_scope", facts.YamaScope is { } scope ? VisibleText.Of(scope) : "no Yama");
        yield return ("perf_event_paranoid", (facts.PerfParanoid is { } level ? VisibleText.Of(level) : "no perf events") + " (no engine of this version uses them)");
        yield return ("hidepid", details.HidePid is { } hidden ? VisibleText.Of(hidden) : "off");
        yield return ("descriptors", details.Descriptors is { } files ? $"{Limit(files.Soft)}, can be raised to {Limit(files.Hard)}" : "unknown");
        yield return ("pressure", details.HasPressure ? "yes (PSI)" : "no");
    }

    private static void Row(StringBuilder text, string name, string value, int width)
    {
        var column = Column + 2;
        text.Append(name.PadRight(column)).Append(Paragraphs.Wrap(value, Math.Max(20, width - column)).Replace("\n", "\n" + new string(' ', column), StringComparison.Ordinal)).Append('\n');
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Limit(long number) => number == long.MaxValue ? "any number" : Counts.Format(number);
}
