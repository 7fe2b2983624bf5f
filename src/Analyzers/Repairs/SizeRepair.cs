using System.Text.RegularExpressions;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Analyzers;

/// <summary>What the author of an unreadable size most likely meant: "64 mb" is "64MB"; "64M" may be "64MB" or "64MiB".</summary>
internal static class SizeRepair
{
    private static readonly (string[] Units, string[] Names)[] Units =
    [
        (["B"], ["b", "byte", "bytes"]),
        (["kB"], ["kb", "kbyte", "kbytes", "kilobyte", "kilobytes"]),
        (["MB"], ["mb", "mbyte", "mbytes", "megabyte", "megabytes"]),
        (["GB"], ["gb", "gbyte", "gbytes", "gigabyte", "gigabytes"]),
        (["TB"], ["tb", "tbyte", "tbytes", "terabyte", "terabytes"]),
        (["KiB"], ["kib", "ki", "kibibyte", "kibibytes"]),
        (["MiB"], ["mib", "mi", "mebibyte", "mebibytes"]),
        (["GiB"], ["gib", "gi", "gibibyte", "gibibytes"]),
        (["TiB"], ["tib", "ti", "tebibyte", "tebibytes"]),
        (["kB", "KiB"], ["k"]),
        (["MB", "MiB"], ["m"]),
        (["GB", "GiB"], ["g"]),
        (["TB", "TiB"], ["t"]),
    ];

    private static readonly Regex Size = new(@"\A\s*(?<number>[0-9]+([.,][0-9]+)?)\s*(?<unit>[A-Za-z]+)\s*\z", RegexOptions.CultureInvariant);

    /// <summary>The readable sizes that a text may stand for; none when nothing is obvious.</summary>
    public static string[] Of(string text)
    {
        if (Size.Match(text) is not { Success: true } size || DecimalComma.Point(size.Groups["number"].Value) is not { } number) return [];
        var name = size.Groups["unit"].Value.ToLowerInvariant();
        return
        [
            .. Units.Where(u => u.Names.Contains(name)).SelectMany(u => u.Units).Select(unit => number + unit)
                .Where(guess => guess != text && Sizes.TryParse(guess, out _, out _)),
        ];
    }
}
