namespace RunScope.Testing.Tests.Faults;

/// <summary>One thing that can go wrong, and how it has to end. The rows of docs/faults.md.</summary>
/// <param name="Who">Whom it happens to.</param>
/// <param name="What">What happens.</param>
/// <param name="When">The moment.</param>
/// <param name="Ends">What the caller gets.</param>
/// <param name="Left">What is left on the machine when everybody has had the time that it needs.</param>
internal sealed record Fault(string Who, string What, string When, string Ends, string Left = "nothing")
{
    /// <summary>Whether only a long run plays it.</summary>
    public bool IsLong { get; init; }

    /// <summary>The row that a test is about.</summary>
    public static Fault Of(string who, string what, string when) =>
        Faults.All.SingleOrDefault(f => f.Who == who && f.What == what && f.When == when) ?? throw new ArgumentException($"There is no row \"{who} | {what} | {when}\" in Faults.All.");

    /// <summary>Holds what happened against the row, and notes it for the documentation where that is asked for.</summary>
    public void ShouldHaveEnded(string ends, string left)
    {
        if ((ends, left) != (Ends, Left)) Assert.Fail($"{Who}, {What}, {When}: \"{ends}\", and left was {left}; expected were \"{Ends}\" and {Left}");
        Record("fault", Who, What, When, ends, left);
    }

    /// <summary>Adds a line to the file that <c>tests/faults.sh</c> makes the tables of.</summary>
    public static void Record(params string[] cells)
    {
        if (Environment.GetEnvironmentVariable("FAULTS_RECORD") is { Length: > 0 } file) File.AppendAllText(file, string.Join('\t', cells) + "\n");
    }
}
