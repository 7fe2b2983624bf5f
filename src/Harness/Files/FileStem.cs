using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace RunScope.Testing.Files;

/// <summary>Makes a file's stem from a test's name, so that two different names never share a file.</summary>
/// <remarks>
/// Letters, digits, '.', '_' and '-' stay. A name that had to be changed, and one that could be mistaken for a changed one or for a
/// companion file of another report or for the page over all, ends in a hash of the whole name.
/// </remarks>
internal static class FileStem
{
    private const int HashBytes = 6;

    public static string From(string name)
    {
        if (PlainName.Problem(name) is null) return name;

        var safe = Sanitize(name);
        var ending = "-" + Hash(name);
        return Cut(safe, PlainName.MaxBytes - ending.Length) + ending;
    }

    private static string Sanitize(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            // A run of replaced characters becomes one '_': "(1, 2)" reads better as "_1_2_".
            if (PlainName.Keeps(c)) safe.Append(c);
            else if (safe.Length == 0 || safe[^1] != '_') safe.Append('_');
        }

        // A leading dash would read as an option: also that of the hash behind nothing.
        if (safe.Length == 0) safe.Append('_');
        if (safe[0] is '.' or '-') safe[0] = '_';
        return Cut(safe.ToString(), PlainName.MaxBytes);
    }

    private static string Cut(string text, int bytes)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            length += Encoding.UTF8.GetByteCount(text.AsSpan(i, 1));
            if (length > bytes) return text[..i];
        }

        return text;
    }

    private static string Hash(string name)
    {
        // The characters as they are: an encoding would make all lone surrogates one.
        var hash = SHA256.HashData(MemoryMarshal.AsBytes(name.AsSpan()));
        return Convert.ToHexString(hash.AsSpan(0, HashBytes)).ToLower(CultureInfo.InvariantCulture);
    }
}
