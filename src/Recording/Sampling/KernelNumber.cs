using System.Globalization;

namespace RunScope.Testing.Sampling;

/// <summary>Numbers as the kernel prints them.</summary>
internal static class KernelNumber
{
    /// <summary>Digits alone; null for everything else.</summary>
    /// <remarks>The library's parser lets zero characters pass behind a number.</remarks>
    public static long? Parse(ReadOnlySpan<char> text) =>
        !text.ContainsAnyExceptInRange('0', '9') && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
