using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Baselines;

/// <summary>What numbers of a run depend on besides the program: compared before two jobs are.</summary>
/// <param name="CpuModel">The CPU's name; null where the kernel doesn't tell.</param>
/// <param name="CpuCount">CPUs that the process may run on.</param>
/// <param name="CgroupCpuQuota">The control group's limit in CPUs; null when there is none.</param>
/// <param name="Kernel">The kernel's release.</param>
/// <param name="Runtime">The .NET runtime of the harness.</param>
/// <param name="Engine">The engine.</param>
/// <param name="Fidelity">How each state's time was obtained, by its name.</param>
internal sealed record BaselineEnvironment(
    string? CpuModel, int CpuCount, double? CgroupCpuQuota, string Kernel, string Runtime, string Engine, ImmutableSortedDictionary<string, Fidelity> Fidelity)
{
    public static BaselineEnvironment Of(ProcessProfile run) => new(
        run.Host.CpuModel,
        run.Host.CpuCount,
        run.Host.CgroupCpuQuota,
        run.Host.Kernel,
        run.Host.Runtime,
        run.Engine.Name,
        StateGroup.Columns.ToImmutableSortedDictionary(s => s.ToString(), s => run.Evidence[s].Kind));

    /// <summary>What differs so that the numbers can't be compared, in words: "2 CPUs there, 8 here". Patch releases of the kernel and the runtime don't count.</summary>
    public IEnumerable<string> DifferencesFrom(BaselineEnvironment here)
    {
        if (CpuModel != here.CpuModel) yield return $"the CPU was {Shown(CpuModel)}, here it is {Shown(here.CpuModel)}";
        if (CpuCount != here.CpuCount) yield return $"there were {Counts.Of(CpuCount, "CPU")}, here are {Counts.Format(here.CpuCount)}";
        if (CgroupCpuQuota != here.CgroupCpuQuota) yield return $"the control group allowed {Shown(CgroupCpuQuota)}, here it allows {Shown(here.CgroupCpuQuota)}";
        if (MajorMinor(Kernel) != MajorMinor(here.Kernel)) yield return $"the kernel was {VisibleText.Of(Kernel, 60)}, here it is {VisibleText.Of(here.Kernel, 60)}";
        if (MajorMinor(Runtime) != MajorMinor(here.Runtime)) yield return $"the runtime was {VisibleText.Of(Runtime, 60)}, here it is {VisibleText.Of(here.Runtime, 60)}";
        if (Engine != here.Engine) yield return $"the engine was {VisibleText.Of(Engine, 40)}, here it is {VisibleText.Of(here.Engine, 40)}";
    }

    // "6.1" of a kernel's "6.1.0-18-amd64", ".NET 10.0" of a runtime's ".NET 10.0.1".
    private static string MajorMinor(string version) =>
        version.AsSpan().IndexOfAnyInRange('0', '9') is > 0 and var digit ? version[..digit] + MajorMinor(version[digit..]) : string.Join('.', version.Split('.').Take(2));

    private static string Shown(string? text) => text is null ? "unknown" : VisibleText.Quote(text, 80);

    private static string Shown(double? quota) => quota is { } cpus ? string.Create(CultureInfo.InvariantCulture, $"{cpus:0.##} CPUs") : "all CPUs";
}
