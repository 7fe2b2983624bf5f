using System.Diagnostics;
using System.Text.Json;
using CliWrap;

namespace RunScope.Testing.HostProgram;

/// <summary>Launches of every kind, one after the other, and what is left of them.</summary>
internal static class Soak
{
    private static readonly Func<Task<bool>>[] Kinds =
    [
        () => EndsAsync(Cli.Wrap("true"), p => p.ExitCode == 0),
        () => EndsAsync(Cli.Wrap("true"), p => p.ExitCode == 0),
        () => EndsAsync(Sh("true & exit 7"), p => p.ExitCode == 7),
        () => EndsAsync(Sh("kill -9 $$"), p => p.ExitSignal == 9),
        NotThereAsync,
        CancelledAsync,
    ];

    public static async Task<int> RunAsync(int count)
    {
        var wrong = 0;
        async Task LaunchAsync(int times)
        {
            for (var i = 0; i < times; i++)
            {
                if (!await Kinds[i % Kinds.Length]()) wrong++;
            }
        }

        // What the first launches load and open is there to stay.
        await LaunchAsync(4 * Kinds.Length);
        var (descriptors, threads, managed) = (Descriptors(), Threads(), GC.GetTotalMemory(forceFullCollection: true));
        await LaunchAsync(count);

        // What a launch had open is closed a moment after its caller goes on, and its guard ends then: one look at which nothing is left will do.
        var waited = Stopwatch.StartNew();
        string[] left;
        int children;
        while (true)
        {
            (left, children) = ([.. Descriptors().Except(descriptors)], Children());
            if ((left.Length == 0 && children == 0) || waited.Elapsed > TimeSpan.FromMinutes(1)) break;
            await Task.Delay(20);
        }

        var grown = GC.GetTotalMemory(forceFullCollection: true) - managed;
        Console.Out.WriteLine(JsonSerializer.Serialize(new
        {
            wrong,
            descriptors = left,
            threadsMore = Threads() - threads,
            managedMore = grown,
            children,
        }));
        return 0;
    }

    private static Command Sh(string script) => Cli.Wrap("sh").WithArguments(["-c", script]).WithValidation(CommandResultValidation.None);

    private static async Task<bool> EndsAsync(Command command, Func<ProcessProfile, bool> expected) => expected(await ProcessProfiler.ProfileAsync(command));

    private static async Task<bool> NotThereAsync()
    {
        try
        {
            await ProcessProfiler.ProfileAsync(Cli.Wrap("/nowhere/no-such-program"));
            return false;
        }
        catch (WorkloadLaunchException)
        {
            return true;
        }
    }

    private static async Task<bool> CancelledAsync()
    {
        using var stop = new CancellationTokenSource();
        await using var running = await ProcessProfiler.StartAsync(Sh("sleep 600 & sleep 600"), forcefulCancellation: stop.Token);
        await stop.CancelAsync();
        try
        {
            await running.Completion;
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    // A thread may end between being listed and being read.
    private static int Children()
    {
        try
        {
            return Directory.GetDirectories("/proc/self/task").Sum(t => File.ReadAllText(t + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
        }
        catch (IOException)
        {
            return -1;
        }
    }

    private static int Threads() => Directory.GetDirectories("/proc/self/task").Length;

    // Each with its number; the runtime keeps the file of each assembly open that it has loaded, and opens the folder that is listed here.
    private static string[] Descriptors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return [.. Directory.GetFileSystemEntries("/proc/self/fd").Select(fd => (Number: Path.GetFileName(fd), Target: new FileInfo(fd).LinkTarget))
            .Where(fd => fd.Target is not null && !fd.Target.EndsWith(".dll", StringComparison.Ordinal) && !fd.Target.EndsWith("/fd", StringComparison.Ordinal)).Select(fd => $"{fd.Number} {fd.Target}")];
    }
}
