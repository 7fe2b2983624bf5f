using System.Globalization;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Reporting;

/// <summary>Numbers as a table shows them: with a fixed number of decimals, so that columns align.</summary>
internal static class Quantities
{
    /// <summary>What stands for a number that isn't known.</summary>
    public const string Unknown = "unknown";

    /// <summary>A duration with three or four digits: "850 µs", "12.3 ms", "2.31 s", "5 min 03 s".</summary>
    public static string Duration(TimeSpan time)
    {
        var seconds = time.TotalSeconds;
        var size = Math.Abs(seconds);
        if (time == TimeSpan.Zero) return "0 s";
        if (size < 0.001) return Text($"{seconds * 1e6:0} µs");
        if (size < 0.9995) return Text($"{seconds * 1e3:0.0} ms");
        if (size < 59.995) return Text($"{seconds:0.00} s");
        var whole = TimeSpan.FromSeconds(Math.Round(seconds));
        return size < 3599.5
            ? Text($"{(int)whole.TotalMinutes} min {whole.Seconds:00} s")
            : Text($"{(long)whole.TotalHours} h {whole.Minutes:00} min {whole.Seconds:00} s");
    }

    public static string Duration(TimeSpan? time) => time is { } known ? Duration(known) : Unknown;

    /// <summary>A share with one decimal, never rounded to 0 or 100 when it isn't.</summary>
    public static string Share(double share) => share switch
    {
        > 0 and < 0.0005 => "<0.1 %",
        > 0.9995 and < 1 => ">99.9 %",
        _ => Text($"{share * 100:0.0} %"),
    };

    public static string Share(double? share) => share is { } known ? Share(known) : Unknown;

    /// <summary>The share of a part in a whole; a dash when there is no whole.</summary>
    public static string Share(TimeSpan part, TimeSpan whole) => whole > TimeSpan.Zero ? Share(part / whole) : "–";

    public static string Count(long count) => Counts.Format(count);

    public static string Count(long? count) => count is { } known ? Count(known) : Unknown;

    /// <summary>A count with its noun: "1 thread", "12 threads".</summary>
    public static string Count(long count, string noun) => Counts.Of(count, noun);

    public static string Number(double number) => Text($"{number:0.00}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
