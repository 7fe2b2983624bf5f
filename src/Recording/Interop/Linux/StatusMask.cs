using System.Globalization;

namespace RunScope.Testing.Interop;

/// <summary>The bit sets in <c>/proc/PID/status</c>, <c>proc_pid_status(5)</c>: signals and capabilities, hexadecimal.</summary>
internal static class StatusMask
{
    /// <summary>Finds a set by its key, such as "SigIgn:"; false when there is none.</summary>
    public static bool TryFind(string status, string key, out ulong mask)
    {
        mask = 0;
        foreach (var line in status.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(key, StringComparison.Ordinal))
                return ulong.TryParse(line[key.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out mask);
        }

        return false;
    }
}
