using RunScope.Testing.Attach;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Cli.Processes;

/// <summary>How much of a process could be seen by attaching to it.</summary>
internal enum AttachFidelity
{
    /// <summary>States, times, and the calls that threads wait in.</summary>
    Full,

    /// <summary>States and times; calls can't be read.</summary>
    StatesOnly,

    /// <summary>Nothing: it can't be attached to.</summary>
    None,
}

/// <summary>Whether a process can be attached to, and why not, or not fully, in a few words.</summary>
internal sealed record Attachability(AttachFidelity Fidelity, string? Reason)
{
    /// <summary>Asks the kernel, without touching the process.</summary>
    public static Attachability Of(ListedProcess process, MachineFacts facts) =>
        Of(process, facts, process.IsKernelThread || process.HasEnded ? 0 : PtraceAccess.Error(process.Pid));

    /// <param name="process">The process.</param>
    /// <param name="facts">What the machine permits.</param>
    /// <param name="refused">The errno with which ptrace access was refused; 0 when it wasn't.</param>
    internal static Attachability Of(ListedProcess process, MachineFacts facts, int refused) => process switch
    {
        { IsKernelThread: true } => new(AttachFidelity.None, "kernel thread"),
        { HasEnded: true } => new(AttachFidelity.None, "has ended"),
        _ when refused == LinuxError.ESRCH => new(AttachFidelity.None, "has ended"),
        _ when refused == 0 => new(AttachFidelity.Full, null),
        _ => new(AttachFidelity.StatesOnly, WhyNoCalls(process, facts, refused)),
    };

    /// <summary>In a word: "full", "states", "no".</summary>
    public string Word => Fidelity switch
    {
        AttachFidelity.Full => "full",
        AttachFidelity.StatesOnly => "states",
        _ => "no",
    };

    /// <summary>In words: "full", "states only: other user", "no: has ended".</summary>
    public override string ToString() => Fidelity switch
    {
        AttachFidelity.Full => Word,
        AttachFidelity.StatesOnly => "states only: " + Reason,
        _ => "no: " + Reason,
    };

    private static string WhyNoCalls(ListedProcess process, MachineFacts facts, int refused) =>
        process.User is { } user && user != facts.User ? "other user"
        : refused == LinuxError.EACCES ? "protected" // By its files, which are root's: it isn't dumpable. Yama refuses with EPERM.
        : facts.YamaScope is { } scope and not "0" ? "ptrace_scope " + scope
        : "protected";
}
