namespace RunScope.Testing.Reporting;

/// <summary>The order in which a report shows threads: those that did or waited most first; mere sleeping counts least.</summary>
internal static class ThreadRanking
{
    public static IEnumerable<ThreadProfile> Of(ProcessProfile profile) => profile.Threads
        .OrderByDescending(t => t.States.Total - t.States.Sleeping - t.States.Unresolved)
        .ThenByDescending(t => t.States.Total)
        .ThenBy(t => t.Id);
}
