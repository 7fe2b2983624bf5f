using System.Globalization;

namespace RunScope.Testing.Cli.Processes;

/// <summary>Names of users by <c>/etc/passwd</c>, <c>passwd(5)</c>. Users of a directory service show as numbers.</summary>
internal sealed class UserNames(string passwd)
{
    private readonly Dictionary<uint, string> _names = Parse(passwd);

    private static readonly Lazy<UserNames> OfThisMachine = new(Read);

    /// <summary>This machine's, read once.</summary>
    public static UserNames Machine => OfThisMachine.Value;

    /// <summary>The name; null when it isn't known.</summary>
    public string? Find(uint user) => _names.GetValueOrDefault(user);

    /// <summary>A user in words: the name, else the number; null where that isn't known.</summary>
    public string? Shown(uint? user) => user is { } number ? Find(number) ?? number.ToString(CultureInfo.InvariantCulture) : null;

    private static UserNames Read()
    {
        try
        {
            return new UserNames(File.ReadAllText("/etc/passwd"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new UserNames("");
        }
    }

    private static Dictionary<uint, string> Parse(string text)
    {
        var names = new Dictionary<uint, string>();
        foreach (var line in text.Split('\n'))
        {
            if (line.Split(':') is [{ Length: > 0 } name, _, var number, ..] && uint.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var user)) names.TryAdd(user, name);
        }

        return names;
    }
}
