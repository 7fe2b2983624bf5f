using System.Collections.Immutable;
using RunScope.Testing.Interop;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Attach;

/// <summary>What may be read of a process, asked without touching it.</summary>
/// <param name="Calls">The system calls that its threads wait in.</param>
/// <param name="Details">Its executable, maps, descriptors and storage counts.</param>
/// <param name="Limits">What is missing, why, and how to get it.</param>
internal sealed record AttachAccess(bool Calls, bool Details, ImmutableArray<string> Limits)
{
    public static AttachAccess Of(AttachTarget target)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[4096];
        var calls = PtraceAccess.Error(target.Pid);
        var link = Unistd.TryReadLink(ProcPath.Of(path, target.Pid, "/exe"u8), text);
        var details = link is -LinuxError.EACCES or -LinuxError.EPERM ? -link : 0;
        if (calls == 0 && details == 0) return new AttachAccess(true, true, []);

        // The kernel gives the files of a process that isn't dumpable to root, proc(5); its folder stays with its user.
        var owner = Stat.Owner($"/proc/{target.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture)}/status");
        var why = Permissions.WhyNotRead(MachineFacts.Read(), target.User, isDumpable: owner is null || target.User is null || owner == target.User, calls != 0 ? calls : details);
        var limits = ImmutableArray.CreateBuilder<string>();
        if (calls != 0)
        {
            limits.Add($"The system calls that its threads wait in can't be read, which needs ptrace access: {why} {(details == 0 ? "Waits are named by the kernel function that a thread sleeps in." : "Waits have no names.")}");
        }

        if (details != 0)
            limits.Add($"Its executable, its maps and its storage counts can't be read either, for the same reason: service threads of a language runtime can't be told apart from the program's own, and bytes read and written are unknown.");
        return new AttachAccess(calls == 0, details == 0, limits.ToImmutable());
    }
}
