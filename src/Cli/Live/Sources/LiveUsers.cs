using System.Globalization;
using RunScope.Testing.Cli.Processes;

namespace RunScope.Testing.Cli.Live;

/// <summary>Users in words; their names are read once.</summary>
internal static class LiveUsers
{
    private static readonly Lazy<UserNames> Names = new(UserNames.Read);

    /// <summary>The name, else the number; null where that isn't known.</summary>
    public static string? Of(uint? user) => user is { } number ? Names.Value.Find(number) ?? number.ToString(CultureInfo.InvariantCulture) : null;
}
