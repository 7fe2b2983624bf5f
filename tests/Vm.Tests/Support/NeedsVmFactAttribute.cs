using System.Runtime.InteropServices;

namespace RunScope.Testing.Tests.Support;

/// <summary>A fact about another kernel, which is booted in QEMU; skipped, with the reason, where that can't be done.</summary>
internal sealed class NeedsVmFactAttribute : FactAttribute
{
    public NeedsVmFactAttribute() => Skip = Missing;

    /// <summary>What is missing; null when nothing is.</summary>
    public static string? Missing { get; } = Find();

    private static string? Find()
    {
        var problem = Repository.Path("artifacts", "vm", "problem");
        if (RuntimeInformation.OSArchitecture != Architecture.X64) return "The guest's kernel is for x64.";
        if (Environment.UserName != "root") return "Only root can share a file system with a guest (virtiofsd).";
        if (!IsInstalled("qemu-system-x86_64")) return "There is no qemu-system-x86_64 on this machine: install qemu-system-x86.";
        if (File.Exists(problem)) return File.ReadAllText(problem).Trim();
        return File.Exists(Repository.Path("artifacts", "vm", "ready")) ? null : "There is no kernel for the guest: tests/vm/prepare.sh artifacts/vm downloads one.";
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
