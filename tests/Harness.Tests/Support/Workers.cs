using System.Globalization;

namespace RunScope.Testing.Tests.Support;

/// <summary>What the kernel says of the threads that the workloads name "worker-1", "worker-2" and so on.</summary>
internal static class Workers
{
    /// <summary>Their context switches up to now.</summary>
    public static (long Voluntary, long Involuntary) Switches(int pid)
    {
        long voluntary = 0, involuntary = 0;
        foreach (var task in Directory.EnumerateDirectories($"/proc/{pid}/task"))
        {
            var status = File.ReadLines(Path.Combine(task, "status")).Select(l => l.Split(":\t")).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1]);
            if (!status["Name"].StartsWith("worker-", StringComparison.Ordinal)) continue;
            voluntary += long.Parse(status["voluntary_ctxt_switches"], CultureInfo.InvariantCulture);
            involuntary += long.Parse(status["nonvoluntary_ctxt_switches"], CultureInfo.InvariantCulture);
        }

        return (voluntary, involuntary);
    }
}
