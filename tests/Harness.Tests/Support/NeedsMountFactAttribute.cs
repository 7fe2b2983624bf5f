using System.Diagnostics;

namespace RunScope.Testing.Tests.Support;

/// <summary>A test that mounts something of its own, which takes root with CAP_SYS_ADMIN: a container's root may lack it.</summary>
internal sealed class NeedsMountFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> MayMount = new(() =>
    {
        if (Environment.UserName != "root" || !Workload.IsInstalled("unshare") || !Workload.IsInstalled("setpriv")) return false;
        using var mount = Process.Start(new ProcessStartInfo("unshare", ["-m", "mount", "-t", "proc", "proc", "/proc"]) { RedirectStandardError = true })!;
        mount.WaitForExit();
        return mount.ExitCode == 0;
    });

    public NeedsMountFactAttribute()
    {
        if (!MayMount.Value) Skip = "Only root with CAP_SYS_ADMIN can mount what another user is to see (unshare, setpriv: util-linux).";
    }
}
