using System.Globalization;

namespace RunScope.Testing.Interop;

/// <summary>The bit sets in <c>/proc/PID/status</c>, <c>proc_pid_status(5)</c>: signals and capabilities, hexadecimal.</summary>
internal static class StatusMask
{
    /// <summary>Finds a set by its key, such as "SigIgn:"; false when there is none.</summary>
    public static bool TryFind(string status, string key, out ulong mask)
    {
        // By hand, because a recorder on the ordinary runtime does it before its workload starts: enumerating lines would have 6 ms of library code compiled.
        const int digits = 16;
        mask = 0;
        var at = status.IndexOf($"\n{key}\t", StringComparison.Ordinal);
        if (at < 0) return false;
        var value = status.AsSpan(at + key.Length + 2);
        if (value.Length <= digits || value[digits] != '\n') return false;

        // The library's parser lets zero characters pass behind a number.
        for (var i = 0; i < digits; i++)
        {
            if (!char.IsAsciiHexDigit(value[i])) return false;
        }

        return ulong.TryParse(value[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out mask);
    }
}
