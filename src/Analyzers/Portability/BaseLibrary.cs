using System.Globalization;
using System.Text;

namespace RunScope.Testing;

/// <summary>Members of .NET 10 that the shared sources use and netstandard2.0 lacks, with the same meaning.</summary>
internal static class BaseLibrary
{
    extension(char)
    {
        public static bool IsAsciiDigit(char c) => c is >= '0' and <= '9';
    }

    extension(double)
    {
        public static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
    }

    extension(decimal)
    {
        public static bool TryParse(ReadOnlySpan<char> text, NumberStyles styles, IFormatProvider provider, out decimal value) =>
            decimal.TryParse(text.ToString(), styles, provider, out value);
    }

    extension(Math)
    {
        public static int Clamp(int value, int low, int high) => Math.Min(Math.Max(value, low), high);

        public static double Clamp(double value, double low, double high) => Math.Min(Math.Max(value, low), high);
    }

    extension(TimeSpan)
    {
        public static long TicksPerMicrosecond => TimeSpan.TicksPerMillisecond / 1000;
    }

    extension(string)
    {
        public static string Create(IFormatProvider provider, FormattableString text) => text.ToString(provider);

        public static string Join(char separator, IEnumerable<string> parts) => string.Join(separator.ToString(), parts);
    }

    public static bool Contains(this string text, string part, StringComparison comparison) => text.IndexOf(part, comparison) >= 0;

    public static bool EndsWith(this string text, char end) => text.Length > 0 && text[^1] == end;

    public static IEnumerable<Rune> EnumerateRunes(this string text) => Rune.Of(text);

    public static bool StartsWith(this ReadOnlySpan<char> text, string start) => text.StartsWith(start.AsSpan(), StringComparison.Ordinal);

    public static string Replace(this string text, string old, string with, StringComparison comparison) =>
        comparison == StringComparison.Ordinal ? text.Replace(old, with) : throw new NotSupportedException();

    public static int IndexOfAnyExceptInRange(this ReadOnlySpan<char> text, char low, char high)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < low || text[i] > high) return i;
        }

        return -1;
    }
}
