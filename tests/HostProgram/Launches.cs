using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CliWrap;

namespace RunScope.Testing.HostProgram;

/// <summary>Many launches in a host that has other children and no peace: each has to get its own exit code.</summary>
internal static class Launches
{
    private static int _code;
    private static long _wrong;
    private static long _others;
    private static long _othersWrong;
    private static string? _firstError;

    public static async Task<int> RunAsync(int count, int atOnce, string[] command)
    {
        using var enough = new CancellationTokenSource();
        var busy = Enumerable.Range(0, 2).Select(_ => Task.Run(() => UseProcesses(enough.Token))).Append(Task.Run(() => CollectGarbage(enough.Token))).ToArray();
        await LaunchAsync(command);
        var before = Descriptors();
        var self = Environment.ProcessId;
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0) await LaunchAsync(command);
        }));
        var after = Descriptors();
        await enough.CancelAsync();
        await Task.WhenAll(busy);
        Console.Out.WriteLine(JsonSerializer.Serialize(new
        {
            host = self,
            launches = count,
            wrong = _wrong,
            error = _firstError,
            others = _others,
            othersWrong = _othersWrong,
            descriptorsMore = after - before,
            children = Directory.GetDirectories($"/proc/{self}/task").Sum(t => File.ReadAllText(t + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Length),
        }));
        return 0;
    }

    // The workload ends with the code that it is given as its last word.
    private static async Task LaunchAsync(string[] command)
    {
        var code = Interlocked.Increment(ref _code) % 100;
        try
        {
            var profile = await ProcessProfiler.ProfileAsync(Cli.Wrap(command[0]).WithArguments([.. command[1..], code.ToString(CultureInfo.InvariantCulture)]).WithValidation(CommandResultValidation.None));
            if (profile.ExitCode == code) return;
            _firstError ??= $"exit code {profile.ExitCode}, signal {profile.ExitSignal} instead of {code}";
        }
        catch (RunScopeException e)
        {
            _firstError ??= e.ToString();
        }

        Interlocked.Increment(ref _wrong);
    }

    private static void UseProcesses(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            var code = (int)(Interlocked.Increment(ref _others) % 250);
            using var process = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"exit {code}")]);
            process.WaitForExit();
            if (process.ExitCode != code) Interlocked.Increment(ref _othersWrong);
        }
    }

    private static void CollectGarbage(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            GC.KeepAlive(new byte[100_000]);
            GC.Collect();

            // The other threads are suspended while it collects: without a pause they may never get to run.
            Thread.Sleep(1);
        }
    }

    private static int Descriptors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Directory.GetFileSystemEntries("/proc/self/fd").Length;
    }
}
