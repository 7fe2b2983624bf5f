using System.Globalization;
using System.Text;

namespace RunScope.Testing;

/// <summary>Names of tests that are made of values.</summary>
internal static class TestNames
{
    /// <summary>
    /// The name with half surrogate pairs spelled out, as <c>\ud800</c>: frameworks write control characters so, but no text file can hold a half, and a name
    /// that changes on its way is found by no filter.
    /// </summary>
    public static string Writable(string name)
    {
        var writable = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsSurrogate(name[i])) writable.Append(name[i]);
            else if (i + 1 < name.Length && char.IsSurrogatePair(name[i], name[i + 1])) writable.Append(name, i++, 2);
            else writable.Append(CultureInfo.InvariantCulture, $"\\u{(int)name[i]:x4}");
        }

        return writable.ToString();
    }
}
