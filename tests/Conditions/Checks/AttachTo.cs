using CliWrap;

namespace RunScope.Testing.Conditions.Checks;

/// <summary>Attaching to processes that run already.</summary>
internal static class AttachTo
{
    private const int Rounds = 40;
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    /// <summary>A child of ours that the harness didn't start.</summary>
    public static async Task ChildAsync(Report report, string dumpable)
    {
        await using var child = await Stranger.ChildAsync(dumpable);
        await ProcessAsync(report, child.Id, "clock_nanosleep");
    }

    /// <summary>A process that left its parent, whose parent the harness profiles.</summary>
    public static async Task DaemonisedAsync(Report report)
    {
        var ready = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = new TaskCompletionSource();
        var shell = Programs.Wrap("/bin/sh", Stranger.UnderShell())
            .WithStandardInputPipe(PipeSource.Create(async (_, _) => await done.Task))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line =>
            {
                if (Stranger.IdIn(line) is { } pid) ready.TrySetResult(pid);
            }));
        await using var running = await ProcessProfiler.StartAsync(shell);
        try
        {
            report.WaitsFor = "a daemonised grandchild to be ready";
            await Task.WhenAny(ready.Task, running.Completion);
            report.Holds(ready.Task.IsCompleted, "The daemonised grandchild was never ready.");
            if (!ready.Task.IsCompleted) return;
            await ProcessAsync(report, ready.Task.Result, "clock_nanosleep");
        }
        finally
        {
            done.TrySetResult();
        }

        report.WaitsFor = "the profile of the shell that daemonised it";
        var profile = await running.Completion;
        report.Holds(profile.ExitCode is 0 or 1, $"The shell ended with {profile.ExitCode}.");
        report.Holds(profile.Threads.Any(t => t.ThreadId == ready.Task.Result), "The daemonised grandchild isn't in the profile of the one that was launched.");
    }

    /// <summary>The first process of this system, or of this container.</summary>
    public static Task FirstProcessAsync(Report report) => ProcessAsync(report, 1, null, followChildren: false);

    /// <summary>Any process: what the kernel shows of it is in the profile, what it doesn't is said, and it runs on untouched.</summary>
    /// <param name="report">Where to say it.</param>
    /// <param name="pid">The process.</param>
    /// <param name="call">The call that its threads sleep in; null when unknown.</param>
    /// <param name="followChildren">Whether its children are watched too.</param>
    public static async Task ProcessAsync(Report report, int pid, string? call, bool followChildren = true)
    {
        var before = Accounts.Of(pid);
        report.WaitsFor = $"attaching to process {pid}";
        await using var attached = await ProcessProfiler.AttachAsync(pid, AttachOptions.Default with { FollowChildren = followChildren });
        var kernel = KernelView.Of(pid);
        var opened = Accounts.Of(pid);
        report.WaitsFor = $"{Rounds} rounds over process {pid}";
        await foreach (var round in attached.RoundsAsync())
        {
            if (round.Number >= Rounds) break;
        }

        var traced = KernelView.Status(pid, "TracerPid:");
        var closing = Accounts.Of(pid);
        report.WaitsFor = $"detaching from process {pid}";
        var profile = await attached.DetachAsync();
        var after = Accounts.Of(pid);

        report.Profile = profile;
        report.Note($"process {pid} ({attached.Name}) of user {kernel?.User}, child of {kernel?.Parent}");
        report.Holds(kernel is not null, "It was attached to, and the kernel shows nothing of it.");
        if (kernel is null) return;
        report.Holds(profile.EndedBy == EndedBy.Detach && profile.ExitCode is null, $"It ended by {profile.EndedBy} with {profile.ExitCode}.");
        report.Holds(traced is null or "0", $"It is traced by {traced}.");
        report.Holds(KernelView.Status(pid, "State:") is null or ['R' or 'S' or 'D' or 'I', ..], $"It doesn't run any more: {KernelView.Status(pid, "State:")}.");
        Figures.AreTrue(report, profile);
        Accounts.Agree(report, profile, [before, opened, closing, after]);

        report.Holds(attached.Access.Calls == kernel.Calls, $"Access says {attached.Access.Calls} to reading its calls, and the kernel says {kernel.Calls}.");
        report.Holds(attached.Access.Details == kernel.Details, $"Access says {attached.Access.Details} to reading its details, and the kernel says {kernel.Details}.");
        report.Holds(attached.Access.Limits.IsEmpty == (kernel.Calls && kernel.Details), "What is missing isn't what is said to be.");
        foreach (var limit in attached.Access.Limits)
            report.Holds(profile.Engine.Warnings.Contains(limit), $"The profile doesn't say: {limit}");
        report.IsReduced |= !kernel.Details;
        report.Holds(kernel.Details || profile.Processes.Where(p => p.ProcessId == pid).All(p => p.Executable is null), "Its executable can't be read, and the profile has one.");
        Figures.WaitsAreNamed(report, profile, kernel.Calls, call);
    }

    /// <summary>The kernel's own accounts of a process's threads at one moment.</summary>
    private sealed record Accounts(long At, Dictionary<int, TimeSpan> Ran)
    {
        public static Accounts Of(int pid)
        {
            var ran = new Dictionary<int, TimeSpan>();
            foreach (var task in KernelView.Try(() => Directory.GetDirectories($"/proc/{pid}/task")) ?? [])
            {
                if (KernelView.Try(() => File.ReadAllText(task + "/schedstat"))?.Split(' ') is [var ns, ..])
                    ran[int.Parse(Path.GetFileName(task))] = TimeSpan.FromTicks(long.Parse(ns) / TimeSpan.NanosecondsPerTick);
            }

            return new Accounts(System.Diagnostics.Stopwatch.GetTimestamp(), ran);
        }

        /// <summary>Each thread that was there all the while ran at least as long as between the inner two moments, at most as between the outer two.</summary>
        public static void Agree(Report report, ProcessProfile profile, Accounts[] at)
        {
            var later = System.Diagnostics.Stopwatch.GetElapsedTime(at[2].At, at[3].At) + Rounding;
            foreach (var thread in profile.Threads.Where(t => at.All(a => a.Ran.ContainsKey(t.ThreadId))))
            {
                var ran = at.Select(a => a.Ran[thread.ThreadId]).ToArray();
                report.Holds(thread.States.Running >= ran[2] - ran[1] - later && thread.States.Running <= ran[3] - ran[0] + Rounding,
                    $"{thread.Name} was running for {thread.States.Running}, and the kernel counted {ran[2] - ran[1]} within and {ran[3] - ran[0]} around it.");
            }

            report.Holds(at[1].Ran.Keys.Where(at[2].Ran.ContainsKey).All(t => profile.Threads.Any(p => p.ThreadId == t)), "Threads of it aren't in the profile.");
        }
    }
}
