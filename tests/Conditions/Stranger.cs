using System.Diagnostics;
using System.Text.Json;

namespace RunScope.Testing.Conditions;

/// <summary>A workload that was started by somebody else than the harness. It ends when its input ends, which is when this is disposed, or with this process.</summary>
internal sealed class Stranger : IAsyncDisposable
{
    // The shell has ended by the time that this is ready: it is nobody's then, in a session of its own.
    private const string Orphaned = "exec 3<&0; setsid \"$@\" <&3 3<&- &";
    private static readonly string[] Target = [Programs.Workloads, "target", "--threads", "2", "--busy", "1ms", "--idle", "9ms", "--duration", "60m", "--wait-stdin", "yes"];
    private readonly Process _started;

    private Stranger(Process started) => _started = started;

    public int Id { get; private set; }

    /// <summary>A child of this process.</summary>
    /// <param name="dumpable">Whether it lets its own user look into it.</param>
    public static Task<Stranger> ChildAsync(string dumpable) => StartAsync([.. Target, "--dumpable", dumpable]);

    /// <summary>A process of nobody that runs already.</summary>
    public static Task<Stranger> OrphanAsync() => StartAsync(["/bin/sh", "-c", Orphaned, "sh", .. Target]);

    /// <summary>A child that runs as another user; to be had by root alone.</summary>
    public static Task<Stranger> AsUserAsync(int user) =>
        StartAsync(["setpriv", "--reuid", $"{user}", "--regid", $"{user}", "--clear-groups", "--reset-env", "env", $"DOTNET_ROOT={Programs.Variables["DOTNET_ROOT"]}", "DOTNET_EnableDiagnostics=0", .. Target]);

    /// <summary>The words of a daemonised target under a shell that stays until its input ends.</summary>
    public static string[] UnderShell() => ["-c", "exec 3<&0; (setsid \"$@\" <&3 3<&- 2>&1 &); read nothing <&3", "sh", .. Target];

    /// <summary>The process ID in the line by which a target says that it is ready; null in any other line.</summary>
    public static int? IdIn(string line)
    {
        if (!line.Contains("\"ready\"", StringComparison.Ordinal)) return null;
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("pid").GetInt32();
    }

    public async ValueTask DisposeAsync()
    {
        _started.StandardInput.Close();

        // The end of the output is the end of whoever holds it.
        await _started.StandardOutput.ReadToEndAsync();
        await _started.WaitForExitAsync();
        _started.Dispose();
    }

    private static async Task<Stranger> StartAsync(string[] words)
    {
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in Programs.Variables) start.Environment[name] = value;
        var stranger = new Stranger(Process.Start(start)!);
        while (await stranger._started.StandardOutput.ReadLineAsync() is { } line)
        {
            if (IdIn(line) is not { } pid) continue;
            stranger.Id = pid;
            return stranger;
        }

        throw new InvalidOperationException($"{words[0]} ended before it was ready.");
    }
}

/// <summary>The processes that don't descend from this one, as far as there are any.</summary>
internal sealed class Strangers : IAsyncDisposable
{
    private static readonly int Own = KernelView.Of(Environment.ProcessId)?.User ?? -1;
    private Stranger? _unrelated;
    private Stranger? _other;
    private Exception? _problem;

    public async Task StartAsync()
    {
        try
        {
            _unrelated = await Stranger.OrphanAsync();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            _problem = e;
        }
    }

    public Task<int> UnrelatedAsync() => _unrelated is { } stranger ? Task.FromResult(stranger.Id) : throw new NothingToTryException($"No workload of its own could be started: {_problem?.Message}");

    /// <summary>Another user's process: one that root starts as nobody, or the one that has lived longest.</summary>
    public async Task<int> OfOtherUserAsync()
    {
        if (Own != 0 && Oldest() is > 0 and var oldest) return oldest;
        if (Own != 0) throw new NothingToTryException("No process of another user is shown here.");
        try
        {
            _other = await Stranger.AsUserAsync(65534);
            return _other.Id;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            throw new NothingToTryException($"Nothing could be started as another user: {e.Message}");
        }
    }

    // Kernel threads are children of 0 or 2.
    private static int Oldest() => KernelView.Processes()
        .Where(pid => pid != 1 && KernelView.Of(pid) is { User: { } user, Parent: > 0 and not 2 } && user != Own && KernelView.Status(pid, "State:") is ['S', ..])
        .OrderBy(pid => KernelView.Try(() => File.ReadAllText($"/proc/{pid}/stat")) is { } stat ? long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19]) : long.MaxValue)
        .FirstOrDefault();

    public async ValueTask DisposeAsync()
    {
        if (_unrelated is not null) await _unrelated.DisposeAsync();
        if (_other is not null) await _other.DisposeAsync();
    }
}
