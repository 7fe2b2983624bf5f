namespace RunScope.Testing.Tests.Support;

/// <summary>Where a program is run: what root does in a mount namespace of its own before, and how the program is started by an ordinary user then.</summary>
/// <param name="Name">The name of its row and of its file.</param>
internal sealed record Surrounding(string Name)
{
    /// <summary>
    /// Commands of root, in bash. <c>$PLACE</c> is a file system of the namespace's own, which goes with it: it holds the folders <c>home</c>, <c>tmp</c> and
    /// <c>run</c> of <c>$USER_ID</c>, the programs, and .NET.
    /// </summary>
    public string Setup { get; init; } = "";

    /// <summary>Words before the program's, run by the user.</summary>
    public string Before { get; init; } = "";

    /// <summary>Variables, over those of any ordinary user; null for one that isn't set.</summary>
    public Dictionary<string, string?> Variables { get; init; } = [];

    /// <summary>Commands of root after the end, whatever it was: for what isn't the namespace's own.</summary>
    public string Cleanup { get; init; } = "";

    /// <summary>A command of root that fails, with what is missing as its output, where there are no such surroundings.</summary>
    public string Needs { get; init; } = "";

    /// <summary>The checks that the ordinary run makes; none for a row that only the long one has.</summary>
    public string[] Quick { get; init; } = [];

    /// <summary>What each of the checks comes to that don't come to the same as for an ordinary user.</summary>
    public Dictionary<string, string> Outcomes { get; init; } = [];

    /// <summary>What must be told: by a check's error, warnings, remedies or notes.</summary>
    public (string Check, string Text)[] Told { get; init; } = [];

    public override string ToString() => Name;
}
