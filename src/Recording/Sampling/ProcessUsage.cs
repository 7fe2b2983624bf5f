using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling;

/// <summary>What processes have used in their whole lives, with their ended threads and reaped children; -1 for what isn't known.</summary>
internal readonly record struct ProcessUsage(long CpuNs, long VoluntarySwitches, long InvoluntarySwitches, long ReadBytes, long WrittenBytes)
{
    /// <summary>What a process had used when it was reaped, by <c>wait4(2)</c>: exact.</summary>
    public static ProcessUsage OfReaped(in ResourceUsage usage) =>
        new(usage.CpuNs, usage.ru_nvcsw, usage.ru_nivcsw, usage.ru_inblock * 512, usage.ru_oublock * 512);

    /// <summary>A sum with a part that isn't known isn't known.</summary>
    public static ProcessUsage operator +(ProcessUsage left, ProcessUsage right) => new(
        Sum(left.CpuNs, right.CpuNs),
        Sum(left.VoluntarySwitches, right.VoluntarySwitches),
        Sum(left.InvoluntarySwitches, right.InvoluntarySwitches),
        Sum(left.ReadBytes, right.ReadBytes),
        Sum(left.WrittenBytes, right.WrittenBytes));

    private static long Sum(long left, long right) => left < 0 || right < 0 ? -1 : left + right;
}
