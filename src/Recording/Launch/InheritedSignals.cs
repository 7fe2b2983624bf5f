using RunScope.Testing.Interop;

namespace RunScope.Testing.Launch;

/// <summary>Which signals this process was started with as ignored: the workload must inherit just those, whatever we do with them ourselves.</summary>
internal static class InheritedSignals
{
    /// <summary>Ignores signals here, and returns those that the workload must get back at their defaults.</summary>
    public static int[] Ignore(ReadOnlySpan<int> numbers)
    {
        var before = IgnoredMask();
        var ours = new List<int>();
        foreach (var number in numbers)
        {
            if (IsIn(before, number)) continue;
            Signals.Ignore(number);
            ours.Add(number);
        }

        return [.. ours];
    }

    /// <summary>Whether a signal is ignored at present.</summary>
    public static bool IsIgnored(int number) => IsIn(IgnoredMask(), number);

    private static bool IsIn(ulong mask, int number) => (mask >> (number - 1) & 1) != 0;

    private static ulong IgnoredMask()
    {
        Span<byte> text = stackalloc byte[4096];
        var n = Unistd.TryReadFile("/proc/self/status\0"u8, text);
        if (n <= 0) return 0;
        return StatusMask.TryFind(CString.Decode(text[..n]), "SigIgn:", out var mask) ? mask : 0;
    }
}
