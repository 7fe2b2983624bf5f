using System.Diagnostics;
using System.Globalization;
using CliWrap;
using RunScope.Testing.Bench.Soak;

namespace RunScope.Testing.Bench.Parts;

/// <summary>What a host holds after thousands of launches, failing and cancelled ones among them; or after as many that CliWrap makes alone, to compare with.</summary>
internal sealed class SoakedLaunches(bool profiled) : IPart
{
    /// <summary>Of twenty launches fourteen are plain; each of the others ends in another way.</summary>
    private static readonly Func<Task<string?>>[] Kinds =
    [
        .. Enumerable.Repeat(() => EndsAsync("exit 0", Sh("exit 0"), p => p is { ExitCode: 0, ExitSignal: null }), 4),
        .. Enumerable.Repeat(() => EndsAsync("true", CliWrap.Cli.Wrap("true"), p => p is { ExitCode: 0, ExitSignal: null }), 10),
        () => EndsAsync("an exit code", Sh("exit 7"), p => p is { ExitCode: 7 }),
        () => EndsAsync("a signal", Sh("kill -9 $$"), p => p is { ExitSignal: 9 }),
        () => EndsAsync("children", Sh("true & true & wait"), p => p is { ExitCode: 0 }),
        () => EndsAsync("output", Sh("head -c 200000 /dev/zero | tr '\\0' x; echo y >&2"), p => p is { ExitCode: 0 } && p.Output.StdoutTail?.Length > 0),
        NotThereAsync,
        CancelledAsync,
    ];

    public string Name => profiled ? "soak-launches" : "soak-plain";

    public string About => profiled ? "what a host holds over many launches: 1,000, or --launches N" : "the same without RunScope, by CliWrap alone";

    public bool OnlyIfNamed => true;

    public async Task RunAsync(Plan plan, Table table)
    {
        var launches = plan.Launches ?? (plan.Quick ? 200 : 1000);
        var every = Math.Max(20, launches / 20);
        using var folders = new OwnFolders();
        var course = new Course("host", "1,000 launches");
        var (wrong, entries) = (new Dictionary<string, int>(), new List<int>());
        var started = Stopwatch.GetTimestamp();
        for (var i = 1; i <= launches; i++)
        {
            if (await (profiled ? Kinds[i % Kinds.Length]() : PlainAsync(i)) is { } problem) wrong[problem] = wrong.GetValueOrDefault(problem) + 1;

            // What the first launches compile and load is paid once.
            if (i % every != 0 || i * 10 < launches) continue;
            course.Note(i / 1000.0, Held.BySelf());
            entries.Add(folders.Entries);
        }

        var took = Stopwatch.GetElapsedTime(started);
        table.AtMost(Name, "launches that ended otherwise than they should", 0, wrong.Values.Sum(), "", string.Create(
            CultureInfo.InvariantCulture,
            $"of {launches} in {took.TotalSeconds:0} s; {string.Join("; ", wrong.Select(w => $"{w.Value} times {w.Key}"))}"));
        table.AtMost(Name, "files in the temporary and the runtime folder", 1, entries.Max(), "", $"at the stops: {string.Join(' ', entries)}; the lock file of the run gate stays");
        course.Judge(table, Name, heapGoal: 20, memoryGoal: 100);
    }

    private static Command Sh(string script) => CliWrap.Cli.Wrap("/bin/sh").WithArguments(["-c", script]).WithValidation(CommandResultValidation.None);

    private static async Task<string?> EndsAsync(string what, Command command, Func<ProcessProfile, bool> expected)
    {
        try
        {
            var profile = await ProcessProfiler.ProfileAsync(command);
            return expected(profile) ? null : $"{what}: exit code {profile.ExitCode}, signal {profile.ExitSignal}";
        }
        catch (RunScopeException e)
        {
            return $"{what}: {e.GetType().Name}: {e.Message}";
        }
    }

    private static async Task<string?> PlainAsync(int number)
    {
        var result = await (number % 5 == 0 ? Sh("true & true & wait") : CliWrap.Cli.Wrap("true")).ExecuteAsync();
        return result.ExitCode == 0 ? null : "CliWrap alone: an exit code";
    }

    private static async Task<string?> NotThereAsync()
    {
        try
        {
            await ProcessProfiler.ProfileAsync(CliWrap.Cli.Wrap("/nowhere/no-such-program"));
            return "a file that isn't there was run";
        }
        catch (WorkloadLaunchException)
        {
            return null;
        }
    }

    private static async Task<string?> CancelledAsync()
    {
        using var stop = new CancellationTokenSource();
        await using var running = await ProcessProfiler.StartAsync(Sh("sleep 600 & sleep 600"), forcefulCancellation: stop.Token);
        await stop.CancelAsync();
        try
        {
            await running.Completion;
            return "a cancelled launch had a profile";
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
