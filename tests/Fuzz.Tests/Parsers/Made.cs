using RunScope.Testing.Assertions;
using RunScope.Testing.Tests.Reporting;

namespace RunScope.Testing.Tests.Parsers;

/// <summary>A run that limits are held against.</summary>
internal static class Made
{
    private static readonly ProcessProfile[] Runs = [MadeUpProfile.Create(1)];

    /// <summary>Judges by a limit, and words what it says.</summary>
    public static void Judge(ProfileAssertionAttribute limit) => Inputs.Message(FailureMessage.Of(Runs.Judge([limit], "Test"), [.. Runs], null), 20_000);
}
