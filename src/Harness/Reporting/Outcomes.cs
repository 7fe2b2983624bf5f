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

    /// <summary>What an outcome of a comparison looks like: as findings do.</summary>
    public static string Key(VerdictOutcome outcome) => outcome switch
    {
        VerdictOutcome.Regressed => "missed",
        VerdictOutcome.Inconclusive or VerdictOutcome.MissingBaseline => "inconclusive",
        _ => "kept",
    };

    public static string Mark(VerdictOutcome outcome) => outcome switch
    {
        VerdictOutcome.Regressed => "✗",
        VerdictOutcome.Inconclusive or VerdictOutcome.MissingBaseline => "?",
        VerdictOutcome.Improved => "↓",
        _ => "✓",
    };
}
