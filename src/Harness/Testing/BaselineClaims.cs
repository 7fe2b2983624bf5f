using System.Collections.Concurrent;

namespace RunScope.Testing;

/// <summary>Which test of this process each baseline file is of. Unlike reports, which are numbered in the order in which tests run, baselines have to be found again by the next run.</summary>
internal static class BaselineClaims
{
    private static readonly ConcurrentDictionary<string, string> Owners = new();
    private static readonly ConcurrentDictionary<string, bool> Accepted = new();

    /// <summary>Makes a file a test's own, or finds that another test has it.</summary>
    /// <param name="file">The baseline file.</param>
    /// <param name="test">Who wants it, the same at each try and for no other test of the process.</param>
    /// <returns>Whether it is the test's.</returns>
    public static bool TryClaim(string file, string test) => Owners.GetOrAdd(file, test) == test;

    /// <summary>Whether a job was added to a file in this process: one test is one job, however often it is repeated.</summary>
    public static bool HasJob(string file) => Accepted.ContainsKey(file);

    /// <summary>Remembers that a job was added.</summary>
    public static void AddedJob(string file) => Accepted[file] = true;
}
