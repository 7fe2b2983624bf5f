using System.Text;
using System.Text.RegularExpressions;

namespace RunScope.Testing.Files;

/// <summary>Names that can be a file's stem as they are. The analyzers compile this too.</summary>
internal static class PlainName
{
    /// <summary>Leaves room for the endings of our files and their temporary names within the 255 bytes of most file systems.</summary>
    public const int MaxBytes = 150;

    /// <summary>Names that could be mistaken for one that ends in a hash, for a companion file of another report, or for the page over all.</summary>
    private static readonly Regex Reserved = new(@"(-[0-9a-f]{12}|\.verdict|\.entry|\.run[0-9]+|\Aindex)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Whether a character may stand in a plain name.</summary>
    public static bool Keeps(char c) => char.IsLetterOrDigit(c) || c is '.' or '_' or '-';

    /// <summary>What is wrong with a name, in words; null when it is plain.</summary>
    public static string? Problem(string name)
    {
        // A leading dot hides the file, a leading dash reads as an option.
        if (name.Length == 0 || name[0] is '.' or '-' || !name.All(Keeps))
            return $"\"{name}\" is not a plain file name: use letters, digits, '.', '_' and '-', and begin with none of '.' and '-'";
        if (Encoding.UTF8.GetByteCount(name) is var bytes && bytes > MaxBytes)
            return $"\"{name}\" has {bytes} bytes: shorten it to {MaxBytes}";
        return Reserved.IsMatch(name)
            ? $"\"{name}\" is reserved: it could be mistaken for the page over all tests or for a companion file of another report; choose another name"
            : null;
    }
}
