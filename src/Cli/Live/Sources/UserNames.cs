using System.Globalization;

namespace RunScope.Testing.Cli.Live;

/// <summary>The names of users by their numbers, as <c>/etc/passwd</c> has them; those of a directory service stay numbers.</summary>
internal static class UserNames
{
    private static readonly Lazy<Dictionary<uint, string>> Names = new(Read);

    public static string Of(uint user) => Names.Value.TryGetValue(user, out var name) ? name : user.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<uint, string> Read()
    {
        var names = new Dictionary<uint, string>();
        try
        {
            foreach (var fields in File.ReadLines("/etc/passwd").Select(l => l.Split(':')))
            {
                if (fields.Length > 2 && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) names.TryAdd(number, fields[0]);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A machine without the file has numbers.
        }

        return names;
    }
}
