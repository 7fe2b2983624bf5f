namespace RunScope.Testing.Reporting;

/// <summary>How outcomes are told apart without colour: a sign and a word each.</summary>
internal static class Outcomes
{
    public static string Key(FindingOutcome outcome) => outcome switch
    {
        FindingOutcome.Kept => "kept",
        FindingOutcome.Missed => "missed",
        _ => "inconclusive",
    };

    public static string Mark(FindingOutcome outcome) => outcome switch
    {
        FindingOutcome.Kept => "✓",
        FindingOutcome.Missed => "✗",
        _ => "?",
    };
}
