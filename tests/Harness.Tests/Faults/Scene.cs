using System.Globalization;
using System.Text;
using System.Text.Json;
using CliWrap;
using RunScope.Testing.Launch;
using RunScope.Testing.Sampling.Procfs;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Faults;

/// <summary>A host of its own with a recorder and a workload, in temporary folders of their own. A variable marks all that come of it, however far they run from their parents.</summary>
internal sealed class Scene : IDisposable
{
    public const int SIGKILL = 9;

    private const string MarkName = "FAULT_SCENE";
    private readonly TemporaryFolder _temporary = new();
    private readonly TemporaryFolder _runtime = new();
    private readonly string _mark = Guid.NewGuid().ToString("N");
    private readonly Lines _lines = new();
    private readonly StringBuilder _output = new();
    private Dictionary<string, string?> _variables = [];
    private CommandTask<CommandResult> _run = null!;

    public ProcessTree.Member Host { get; private set; }

    public ProcessTree.Member Recorder { get; private set; }

    public ProcessTree.Member Workload { get; private set; }

    /// <summary>What lets the workload go on to its end, where it waits for that.</summary>
    public string? Fifo { get; set; }

    /// <summary>All that was written.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Whether the private socket is there.</summary>
    public bool HasSocket => Directory.EnumerateDirectories(_temporary.Path, "runscope-*").Any();

    public Task<JsonElement> ReadyAsync() => _lines.ReadyAsync();

    /// <summary>Starts the host, which profiles a command.</summary>
    public static Scene Of(string[] command, Dictionary<string, string?>? variables = null, string verb = "profile")
    {
        var scene = new Scene();
        var all = Support.Workload.WithRuntime(new(variables ?? [])
        {
            [MarkName] = scene._mark,
            ["TMPDIR"] = scene._temporary.Path,
            ["XDG_RUNTIME_DIR"] = scene._runtime.Path,

            // The runtime's own sockets would stay in the temporary folder of a killed host.
            ["DOTNET_EnableDiagnostics"] = "0",
        });
        scene._variables = all;
        var text = PipeTarget.ToDelegate(line =>
        {
            lock (scene._output) scene._output.AppendLine(line);
        });
        scene._run = Support.Workload.Wrap(Support.Workload.Host)
            .WithArguments([verb, .. command])
            .WithEnvironmentVariables(all)
            .WithStandardOutputPipe(PipeTarget.Merge(scene._lines.Target, text))
            .WithStandardErrorPipe(text)
            .ExecuteAsync();
        ProcessOrigin.TryRead(scene._run.ProcessId, out var parent, out var start);
        scene.Host = new ProcessTree.Member(scene._run.ProcessId, parent, start);
        return scene;
    }

    /// <summary>Looks who is there; false when the host has ended.</summary>
    public bool Look()
    {
        if (Recorder.Pid == 0 && ProcessTree.Living().FirstOrDefault(p => p.Parent == Host.Pid) is { Pid: > 0 } recorder) Recorder = recorder;
        if (Recorder.Pid != 0 && Workload.Pid == 0 && ProcessTree.Living().FirstOrDefault(p => p.Parent == Recorder.Pid) is { Pid: > 0 } workload) Workload = workload;
        return Processes.IsAlive(Host);
    }

    /// <summary>Waits for the host's end; its exit code.</summary>
    public async Task<int> EndAsync() => (await _run.Task.Patiently()).ExitCode;

    /// <summary>The host's last word; null when it was killed before.</summary>
    public JsonElement? LastWord() => Output.Split('\n').Where(l => l.StartsWith("{\"host\"", StringComparison.Ordinal)).Select(l => (JsonElement?)JsonDocument.Parse(l).RootElement).LastOrDefault();

    /// <summary>What the host's caller got, in the words of the table.</summary>
    public string Ends()
    {
        if (LastWord() is not { } word) return Faults.HostGone;
        if (!word.TryGetProperty("error", out var error))
        {
            var signal = word.GetProperty("exitSignal");
            var by = word.GetProperty("endedBy").GetString();
            return "profile: " + (signal.ValueKind == JsonValueKind.Null ? $"exit code {word.GetProperty("exitCode").GetInt32()}" : SignalNames.Of(signal.GetInt32()))
                + (by == "Exit" ? "" : by == "Timeout" ? ", by the time limit" : $", by {by}");
        }

        var message = word.GetProperty("message").GetString()!;
        return message switch
        {
            _ when message.Contains("did not start: it ended with exit code 137 (SIGKILL)", StringComparison.Ordinal) => Faults.NotStarted,
            _ when message.Contains("ended before it could start", StringComparison.Ordinal) => Faults.EndedBefore,
            _ when message.Contains("ended with exit code 137 (SIGKILL) before it had reported", StringComparison.Ordinal) => Faults.EndedBeforeReport,
            _ => $"`{error.GetString()}`: {message}",
        };
    }

    /// <summary>Another launch in the same folders.</summary>
    public async Task LaunchAgainAsync() =>
        (await Support.Workload.Wrap(Support.Workload.Host).WithArguments(["profile", "true"]).WithEnvironmentVariables(_variables).ExecuteAsync().Task.Patiently()).ExitCode.ShouldBe(0);

    /// <summary>Every process that came of this scene and runs.</summary>
    public IReadOnlyList<ProcessTree.Member> Marked() => [.. ProcessTree.Living().Where(p => IsMarked(p.Pid))];

    /// <summary>Waits until nothing runs any more, and says what is left otherwise: a process, a socket, a file, the lock.</summary>
    public async Task<string> LeftAsync(TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience.Limit);
        IReadOnlyList<ProcessTree.Member> running;
        while ((running = Marked()).Count > 0 && !limit.IsCancellationRequested) await Task.Delay(5);

        var left = running.Select(p => $"process {p.Pid} ({ProcessIdentity.NameOf(p.Pid)}, parent {p.Parent})")
            .Concat(_temporary.Left().Concat(_runtime.Left()).Select(f => $"file {Path.GetFileName(f)}"))
            .ToList();
        using var lockFile = RunLockFile.Open([Path.Combine(_runtime.Path, "runscope.lock")], out _)!;
        if (!lockFile.TryTake()) left.Add("the lock");
        return left.Count == 0 ? "nothing" : string.Join(", ", left);
    }

    public void Dispose()
    {
        foreach (var process in Marked()) Processes.Send(process, SIGKILL);
        _temporary.Dispose();
        _runtime.Dispose();
        if (Fifo is not null) Directory.Delete(Path.GetDirectoryName(Fifo)!, recursive: true);
    }

    private bool IsMarked(int pid)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/environ")).Contains($"{MarkName}={_mark}", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
