using System.Diagnostics;
using System.Text.Json;

namespace RunScope.Testing.Tests.Support;

/// <summary>A workload that runs by itself, not started by the harness. It ends at the end of its input, or when it is disposed.</summary>
internal sealed class BorrowedWorkload : IAsyncDisposable
{
    private readonly Process _process;

    private BorrowedWorkload(Process process) => _process = process;

    public int Id => _process.Id;

    public Process Process => _process;

    /// <summary>Starts a verb of the workloads and waits until it says that it is ready.</summary>
    public static async Task<BorrowedWorkload> ReadyAsync(params string[] words)
    {
        var workload = Start(Workload.Program, words);
        await workload.LineAsync("\"ready\"");
        return workload;
    }

    /// <summary>Duty cycles until its input ends.</summary>
    public static Task<BorrowedWorkload> TargetAsync(int threads = 1, string busy = "1ms", string idle = "9ms") =>
        ReadyAsync("target", "--threads", $"{threads}", "--busy", busy, "--idle", idle, "--duration", "10m", "--wait-stdin", "yes");

    public static BorrowedWorkload Start(string program, params string[] words)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Workload.WithRuntime([])) start.Environment[name] = value;
        return new BorrowedWorkload(Process.Start(start)!);
    }

    /// <summary>A <c>sleep</c> with a child that has ended, which it never reaps.</summary>
    public static async Task<(BorrowedWorkload Parent, int Zombie)> WithZombieAsync()
    {
        // The child ends only when the shell, which would reap it, has become sleep.
        var parent = Shell("exec 3<&0; sh -c 'read x' <&3 & echo $!; exec sleep 600");
        var child = int.Parse(await parent.LineAsync(""), System.Globalization.CultureInfo.InvariantCulture);
        await Patience.UntilAsync(() => parent.Wchan().Contains("nanosleep", StringComparison.Ordinal), "it sleeps");
        parent.Write("go on");
        await Patience.UntilAsync(() => StateOf(child) == 'Z', "its child has ended");
        return (parent, child);
    }

    public static BorrowedWorkload Shell(string script) => Start("/bin/sh", "-c", script);

    /// <summary>The next line of its output that holds a text.</summary>
    public async Task<string> LineAsync(string text)
    {
        while (await _process.StandardOutput.ReadLineAsync().Patiently() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal)) return line;
        }

        throw new InvalidOperationException($"The workload ended without a line with {text}: {await _process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Ends its input, waits for its end, and returns what it says about itself.</summary>
    public async Task<JsonElement> TruthAsync()
    {
        _process.StandardInput.Close();
        var line = await LineAsync("\"threads\"");
        await _process.WaitForExitAsync().Patiently();
        return JsonDocument.Parse(line).RootElement;
    }

    public void Write(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Its state letter.</summary>
    public char State => StateOf(Id);

    public static char StateOf(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[stat.LastIndexOf(')') + 2];
    }

    /// <summary>Its CPU time so far.</summary>
    public TimeSpan Cpu() => Interop.Clock.TryReadProcess(Id, out var ns) ? new TimeSpan(ns / TimeSpan.NanosecondsPerTick) : throw new InvalidOperationException($"{Id} has ended");

    /// <summary>The kernel function that its first thread sleeps in.</summary>
    public string Wchan() => File.ReadAllText($"/proc/{Id}/wchan");

    /// <summary>Context switches of all its threads so far.</summary>
    public long Switches() => Directory.GetDirectories($"/proc/{Id}/task").SelectMany(t => File.ReadAllLines(t + "/status"))
        .Where(l => l.Contains("ctxt_switches:", StringComparison.Ordinal)).Sum(l => long.Parse(l[(l.IndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture));

    public List<int> Children() => [.. File.ReadAllText($"/proc/{Id}/task/{Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => int.Parse(c, System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>All of it that an observer could leave a trace in.</summary>
    public string Footprint() => string.Join('\n', File.ReadAllLines($"/proc/{Id}/status").Where(l => !l.StartsWith("SigQ", StringComparison.Ordinal) && !l.StartsWith("Vm", StringComparison.Ordinal) && !l.StartsWith("Rss", StringComparison.Ordinal))
        .Concat(Directory.GetFileSystemEntries($"/proc/{Id}/fd").Order().Select(f => $"{f} {new FileInfo(f).LinkTarget}")));

    public void Signal(int signal) => Interop.Signals.TrySendByPid(Id, signal);

    public static void Kill(int pid) => Interop.Signals.TrySendByPid(pid, 9);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
