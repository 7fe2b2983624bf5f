namespace RunScope.Testing.Reporting;

/// <summary>Which entries of a folder belong to the last run of tests, and which were left by earlier ones.</summary>
/// <remarks>
/// The last run of a test assembly is the process that wrote last of it, with every process that ran its tests at the same time as that or as another
/// of the run. Each assembly has its own, so that one that is run after another doesn't make the other's results old.
/// </remarks>
internal static class CurrentRun
{
    public static HashSet<(string Assembly, IndexSession Session)> Of(IEnumerable<IndexEntry> entries) =>
        [.. entries.GroupBy(e => e.Assembly).SelectMany(tests => OfOne(tests).Select(s => (tests.Key, s)))];

    private static IEnumerable<IndexSession> OfOne(IEnumerable<IndexEntry> entries)
    {
        var spans = entries.GroupBy(e => e.Session).Select(g => (Session: g.Key, From: g.Key.StartedAt, To: g.Max(e => e.WrittenAt))).OrderByDescending(s => s.To);
        DateTimeOffset? began = null;
        foreach (var (session, from, to) in spans)
        {
            // Sorted by their ends, latest first: one that ended before all later ones began ends the chain.
            if (to < began) yield break;
            yield return session;
            if (began is null || from < began) began = from;
        }
    }
}
