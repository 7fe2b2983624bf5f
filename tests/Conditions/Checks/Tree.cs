namespace RunScope.Testing.Conditions.Checks;

/// <summary>A workload with children.</summary>
internal static class Tree
{
    public static async Task CheckAsync(Report report)
    {
        var calls = await KernelView.ShowsCallsOfChildrenAsync();

        report.WaitsFor = "a profile of a workload with two children";
        var before = Launch.ChildrenCpu();
        var (profile, truth) = await Programs.ProfileAsync("tree", "--children", "2", "--cpu-time", "100ms");
        var after = Launch.ChildrenCpu();

        report.Profile = profile;
        report.Holds(profile.ExitCode == 0, $"It ended with {profile.ExitCode} instead of 0.");
        Figures.AreTrue(report, profile);
        Launch.CpuTime(report, profile, truth.CpuNs + truth.ChildrenCpuNs, after - before);
        report.Holds(profile.Processes.Length == 3, $"{profile.Processes.Length} processes were seen, not 3.");
        report.Holds(profile.Processes.Skip(1).All(p => p.ParentId == profile.Target.ProcessId && p.End is not null), "The children aren't listed as ended children.");
        report.Holds(truth.Children.All(c => profile.Threads.Any(t => t.ThreadId == c && t.States.Running > TimeSpan.Zero)), "A child's first thread wasn't seen running.");
        Figures.WaitsAreNamed(report, profile, calls, null);
    }
}
