using System.Reflection;
using CliWrap;

namespace RunScope.Testing;

/// <summary>What is wrong with the member that a declaration names for a command.</summary>
internal static class CommandMemberChecks
{
    /// <param name="test">The decorated method.</param>
    /// <param name="property">What names the member.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="members">Those of that name.</param>
    /// <returns>The problem, as a sentence; null when the member gives a command.</returns>
    public static string? Problem(ProfiledMethod test, string property, string name, MethodInfo[] members)
    {
        if (members.Length == 0) return $"{property} = \"{name}\": {test.TestClass.Name} has no method or property of that name.";
        if (members.Length > 1) return $"{property} = \"{name}\": {test.TestClass.Name} has {members.Length} members of that name; it takes exactly one.";

        var member = members[0];
        if (member.ReturnType != typeof(Command)) return $"{property} = \"{name}\": it gives {member.ReturnType.Name}, not a CliWrap Command.";

        var row = test.RowParameters.Count();
        var needed = member.GetParameters().Count(p => !p.HasDefaultValue);
        return needed > row
            ? $"{property} = \"{name}\": it takes {needed} parameters, and the test's data rows have {row}."
            : null;
    }
}
