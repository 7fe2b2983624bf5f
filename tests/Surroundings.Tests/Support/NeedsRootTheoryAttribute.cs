using System.Diagnostics;

namespace RunScope.Testing.Tests.Support;

/// <summary>A theory that only root can set the stage for; skipped with the reason where the stage can't be set.</summary>
internal sealed class NeedsRootTheoryAttribute : TheoryAttribute
{
    /// <summary>What is missing here; null when nothing is.</summary>
    public static readonly string? Missing = Find();

    public NeedsRootTheoryAttribute() => Skip = Missing;

    private static string? Find()
    {
        if (Environment.UserName != "root") return "Only root can run a program in other surroundings: other users, mounts, limits.";
        foreach (var program in (string[])["unshare", "setpriv", "prlimit"])
        {
            if (Ended("sh", "-c", $"command -v {program}") != 0) return $"There is no {program}: install util-linux.";
        }

        if (Ended("gcc", "--version") != 0) return "There is no gcc: the program that refuses system calls can't be built.";
        return Ended("unshare", "--mount", "--propagation", "private", "mount", "-t", "tmpfs", "tmpfs", "/mnt") == 0 ? null : "This root may not mount: it has no CAP_SYS_ADMIN.";
    }

    private static int Ended(params string[] words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return 127;
        }
    }
}
