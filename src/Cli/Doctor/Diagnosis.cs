using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Attach;

namespace RunScope.Testing.Cli.Doctor;

/// <summary>What <c>auto</c> takes for a kind of target, and what it shows of it.</summary>
/// <param name="Id">The kind, for programs.</param>
/// <param name="Target">The kind, for people.</param>
/// <param name="Engine">The engine; null when none can be had.</param>
/// <param name="Reason">Why this one.</param>
/// <param name="Calls">Whether the calls that threads wait in can be read.</param>
internal sealed record EngineFor(string Id, string Target, string? Engine, string Reason, bool Calls);

/// <summary>Something that this machine keeps from us.</summary>
/// <param name="Id">Its name, for programs; stable.</param>
/// <param name="Lost">What is lost.</param>
/// <param name="Reason">Why.</param>
/// <param name="Remedy">What lifts it.</param>
/// <param name="Cost">What lifting it costs in security; null when nothing.</param>
internal sealed record Limitation(string Id, string Lost, string Reason, string Remedy, string? Cost);

/// <summary>What a machine permits, what follows from it, and what would lift its limits. Pure: facts in, words out.</summary>
internal sealed record Diagnosis(ImmutableArray<EngineFor> Engines, ImmutableArray<Limitation> Limitations)
{
    private const string Procfs = "procfs";
    private const string MemoryOpen = "every process of a user may then read the memory of all the others of that user, passwords and keys in it, until the next boot";
    private const string AsRoot = "the tool then runs as root, and what it writes belongs to root";

    // A thread under watch keeps two descriptors open.
    private const int DescriptorsOfThread = 2;
    private const long FewDescriptors = 4096;

    public static Diagnosis Of(MachineFacts facts, MachineDetails details)
    {
        var accounting = Permissions.Accounting(facts);
        var (launched, own, others) = (Permissions.Tracing(facts), Permissions.AttachingToOwn(facts), Permissions.AttachingToOthers(facts));

        // Capabilities of a user namespace hold inside of it alone, user_namespaces(7).
        if (others.Permitted && details.InUserNamespace == true)
            others = others with { Permitted = false, Reason = "this is a user namespace, whose capabilities hold for the processes inside of it alone", Remedy = "run it as root outside of the namespace or container" };
        EngineFor Engine(string id, string target, Permission calls) => accounting.Permitted
            ? new EngineFor(id, target, Procfs, calls.Permitted ? "the scheduler's accounting is there, and " + calls.Reason : "the scheduler's accounting is there", calls.Permitted)
            : new EngineFor(id, target, null, accounting.Reason, false);
        return new Diagnosis(
            [
                Engine("launched", "processes that it starts", launched),
                Engine("attached", "processes of yours that run already", own),
                Engine("attachedOthers", "processes of other users", others),
            ],
            [.. Limits(facts, details, accounting, launched, own, others)]);
    }

    private static IEnumerable<Limitation> Limits(MachineFacts facts, MachineDetails details, Permission accounting, Permission launched, Permission own, Permission others)
    {
        if (!accounting.Permitted) yield return new("accounting", "everything: without the scheduler's accounting there is no profile", accounting.Reason, accounting.Remedy!, null);
        if (details.Recorder is null) yield return new("recorder", "tests and runscope calibrate, which start the recorder; runscope run and attach do without", details.RecorderProblem ?? "there is no recorder", "dotnet tool update --global RunScope.Tool", null);
        if (!launched.Permitted) yield return new("callsOfLaunched", "the calls that threads of launched processes wait in; states and times are measured", launched.Reason, Command(launched), MemoryOfChildren(facts));
        if (!own.Permitted && launched.Permitted)
            yield return new("callsOfAttached", "the calls that threads of attached processes wait in; states and times are measured", own.Reason, own.Remedy! + ", or start the program under runscope run", MemoryOpen);
        if (!others.Permitted)
            yield return new("callsOfOthers", "of other users' processes the calls, program files and descriptors; states and times are measured", others.Reason, others.Remedy!, facts.YamaScope == "3" ? MemoryOpen : AsRoot);
        if (details.HidePid is { } hidden && facts.User != 0)
            yield return new("hiddenProcesses", "processes of other users: they can't be listed or attached to", $"/proc is mounted with hidepid={hidden}", "sudo mount -o remount,hidepid=0 /proc", "all users then see each other's command lines, in which some programs take passwords");
        if (details.Descriptors is { Hard: < FewDescriptors } files)
            yield return new("descriptors", string.Create(CultureInfo.InvariantCulture, $"nothing, but from about {files.Hard / DescriptorsOfThread} threads on sampling costs several times as much"),
                string.Create(CultureInfo.InvariantCulture, $"at most {files.Hard} descriptors may be open (ulimit -Hn), and each thread under watch keeps {DescriptorsOfThread}"),
                "sudo prlimit --nofile=65536:65536 --pid $$", "a process that leaks descriptors is stopped later");
        if (details.CpuQuota is { } quota && quota < details.Cpus)
            yield return new("cpuQuota", "nothing, but a process that has used up its quota waits for a CPU, which counts as Runnable", string.Create(CultureInfo.InvariantCulture, $"a control group allows {quota:0.##} of {details.Cpus} CPUs"), details.Container is null ? "ask who runs this machine for a larger quota" : "start the container with a larger --cpus", null);
        if (!details.HasPressure) yield return new("pressure", "how much others pressed on CPUs and storage during a run (cpuPressure and ioPressure are null)", "/proc/pressure is missing or empty", "boot with psi=1, on a kernel with CONFIG_PSI=y", null);
    }

    // The reason stands for itself; of the remedy the command counts.
    private static string Command(Permission permission) => permission.Remedy!.Split("; ")[0];

    private static string MemoryOfChildren(MachineFacts facts) => facts.YamaScope == "3"
        ? "a process may then read the memory of those that it started"
        : "a process may then read the memory of those that it started, as on most distributions";
}
