namespace RunScope.Testing.Analyzers;

/// <summary>Numbers that are written with a comma.</summary>
internal static class DecimalComma
{
    private const int GroupDigits = 3;

    /// <summary>The number with a point; null where the comma may as well part thousands, as in "1,500".</summary>
    public static string? Point(string number)
    {
        var comma = number.IndexOf(',');
        return comma >= 0 && number.Length - comma - 1 == GroupDigits ? null : number.Replace(',', '.');
    }
}
