using System.Text.RegularExpressions;

namespace RunScope.Testing.Conditions.Checks;

/// <summary>Counts what is there, and afterwards what is there in addition.</summary>
internal sealed partial class Remains
{
    private const string Mark = "CONDITIONS_RUN";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private readonly string _mark = $"{Mark}={Guid.NewGuid():N}";
    private readonly HashSet<string> _files;

    public Remains()
    {
        // All that is started inherits it.
        Environment.SetEnvironmentVariable(Mark, _mark[(Mark.Length + 1)..]);
        _files = [.. Files()];
    }

    public async Task NothingLeftAsync(Report report)
    {
        var before = Descriptors();
        for (var i = 0; i < 3; i++) await ProcessProfiler.ProfileAsync(Programs.Wrap("/bin/true"));
        var added = Descriptors() - before;

        // The runtime itself may open one; one of each launch would be three.
        report.Holds(added < 3, $"{added} descriptors more are open after three launches.");

        // Another process of this user may be at the same right now: what is left behind stays.
        report.WaitsFor = "files and processes to go away";
        await UntilNoneAsync(report, "Left in a temporary folder", () => Files().Where(f => !_files.Contains(f)));
        await UntilNoneAsync(report, "Still running", Processes);
        var locks = Directory.EnumerateFiles("/proc/self/fdinfo").SelectMany(f => KernelView.Try(() => File.ReadAllLines(f)) ?? []).Where(l => l.StartsWith("lock:", StringComparison.Ordinal) && l.Contains("FLOCK", StringComparison.Ordinal) && l.Contains("WRITE", StringComparison.Ordinal));
        report.Holds(!locks.Any(), $"A lock is held: {string.Join("; ", locks)}");
    }

    private static async Task UntilNoneAsync(Report report, string what, Func<IEnumerable<string>> left)
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        var stays = left().ToHashSet();
        while (stays.Count > 0 && System.Diagnostics.Stopwatch.GetElapsedTime(began) < Longest)
        {
            await Task.Delay(20);
            stays.IntersectWith(left());
        }

        report.Holds(stays.Count == 0, $"{what}: {string.Join(", ", stays)}");
    }

    // What the harness makes are folders runscope-NAMESPACES-PID-START-XXXX for its sockets; the lock file stays by design.
    private static IEnumerable<string> Files() =>
        ((string?[])[Path.GetTempPath(), "/tmp", "/dev/shm", Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR")])
        .OfType<string>().Select(folder => folder.TrimEnd('/')).Distinct().SelectMany(folder => KernelView.Try(() => Directory.GetFileSystemEntries(folder)) ?? [])
        .Where(f => OfHarness().IsMatch(Path.GetFileName(f)));

    private IEnumerable<string> Processes()
    {
        var own = Environment.ProcessId;
        foreach (var pid in KernelView.Processes().Where(p => p != own))
        {
            var isChild = KernelView.Status(pid, "PPid:") == own.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (isChild || KernelView.Try(() => File.ReadAllText($"/proc/{pid}/environ"))?.Split('\0').Contains(_mark) == true)
                yield return $"{pid} ({KernelView.Status(pid, "Name:")}, {KernelView.Status(pid, "State:")})";
        }
    }

    private static int Descriptors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Directory.GetFileSystemEntries("/proc/self/fd").Length;
    }

    [GeneratedRegex(@"^(runscope-[0-9a-f]{8}-[0-9]+-[0-9]+-.*|workloads-.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex OfHarness();
}
