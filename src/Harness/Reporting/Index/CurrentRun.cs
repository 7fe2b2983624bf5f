namespace RunScope.Testing.Reporting;

/// <summary>Which entries of a folder belong to the last run of tests, and which were left by earlier ones.</summary>
/// <remarks>The last run is the process that wrote last, with every process that ran at the same time as it or as another of the run.</remarks>
internal static class CurrentRun
{
    public static HashSet<IndexSession> Of(IEnumerable<IndexEntry> entries)
    {
        var spans = entries.GroupBy(e => e.Session).Select(g => (Session: g.Key, From: g.Key.StartedAt, To: g.Max(e => e.WrittenAt))).OrderByDescending(s => s.To).ToArray();
        var run = new HashSet<IndexSession>();
        var began = DateTimeOffset.MaxValue;
        foreach (var (session, from, to) in spans)
        {
            // Sorted by their ends, latest first: one that ended before all later ones began ends the chain.
            if (run.Count > 0 && to < began) break;
            run.Add(session);
            if (from < began) began = from;
        }

        return run;
    }
}
