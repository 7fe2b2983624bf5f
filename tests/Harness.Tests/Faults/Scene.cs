using System.Globalization;
using System.Text;
using System.Text.Json;
using CliWrap;
using Microsoft.Win32.SafeHandles;
using RunScope.Testing.Interop;
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
    private FileStream? _finish;

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

    /// <summary>Where it is.</summary>
    public string SocketPath => Path.Combine(Directory.EnumerateDirectories(_temporary.Path, "runscope-*").Single(), "s");

    /// <summary>A folder of the scene's own, which is empty in the end.</summary>
    public string Folder => _temporary.Path;

    /// <summary>The workload's word that it is ready; an error as soon as the host has ended without it.</summary>
    public async Task<JsonElement> ReadyAsync()
    {
        var ready = _lines.ReadyAsync();
        if (await Task.WhenAny(ready, _run.Task) != ready && !ready.IsCompleted) throw new InvalidOperationException($"The host ended before its workload was ready: {Output}");
        return await ready;
    }

    /// <summary>Starts the host, which profiles a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="variables">The host's, besides those that every scene has.</param>
    /// <param name="verb">What the host does with the command.</param>
    /// <param name="before">A program with arguments that starts the host in its own place.</param>
    /// <param name="beside">A scene whose lock it shares.</param>
    public static Scene Of(string[] command, Dictionary<string, string?>? variables = null, string verb = "profile", string[]? before = null, Scene? beside = null)
    {
        var scene = new Scene();
        foreach (var folder in new[] { scene._temporary.Path, scene._runtime.Path }) File.SetUnixFileMode(folder, (UnixFileMode)0x1FF);
        var all = Support.Workload.WithRuntime(new(variables ?? [])
        {
            [MarkName] = scene._mark,
            ["TMPDIR"] = scene._temporary.Path,
            ["XDG_RUNTIME_DIR"] = (beside ?? scene)._runtime.Path,

            // The runtime's own sockets would stay in the temporary folder of a killed host.
            ["DOTNET_EnableDiagnostics"] = "0",
        });
        scene._variables = all;
        var text = PipeTarget.ToDelegate(line =>
        {
            lock (scene._output) scene._output.AppendLine(line);
        });
        string[] words = [.. before ?? [], Support.Workload.Host, verb, .. command];
        scene._run = Support.Workload.Wrap(words[0])
            .WithArguments(words[1..])
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
        if (Recorder.Pid == 0 && ProcessTree.Living().FirstOrDefault(p => p.Parent == Host.Pid && IsRecorder(p.Pid)) is { Pid: > 0 } recorder) Recorder = recorder;
        if (Recorder.Pid != 0 && Workload.Pid == 0 && ProcessTree.Living().FirstOrDefault(p => p.Parent == Recorder.Pid) is { Pid: > 0 } workload) Workload = workload;
        return Processes.IsAlive(Host);
    }

    /// <summary>Waits for the host's end; its exit code.</summary>
    public async Task<int> EndAsync(TimeSpan? patience = null) => (await _run.Task.WaitAsync(patience ?? Patience.Limit)).ExitCode;

    /// <summary>Lets a workload that waits for it come to its end.</summary>
    public void Finish()
    {
        // Opened for both, which never waits, and kept: the workload may be held just before it opens its end.
        _finish = new FileStream(Fifo!, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        _finish.Write("go\n"u8);
    }

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
            _ when message.Contains("is damaged", StringComparison.Ordinal) => Faults.Damaged,
            _ => $"`{error.GetString()}`: {message}",
        };
    }

    /// <summary>What is left; where it is the socket of a host that was killed before its recorder came, another launch in the same folders removes it.</summary>
    public async Task<string> LeftAfterNextAsync()
    {
        var left = await LeftAsync();
        if (!left.StartsWith("file runscope-", StringComparison.Ordinal)) return left;
        await LaunchAgainAsync();
        return await LeftAsync() is "nothing" ? Moments.FolderUntilNext : left;
    }

    private async Task LaunchAgainAsync() =>
        (await Support.Workload.Wrap(Support.Workload.Host).WithArguments(["profile", "true"]).WithEnvironmentVariables(_variables).ExecuteAsync().Task.Patiently()).ExitCode.ShouldBe(0);

    /// <summary>Every process that came of this scene and runs.</summary>
    public IReadOnlyList<ProcessTree.Member> Marked() => [.. ProcessTree.Living().Where(p => IsMarked(p.Pid))];

    /// <summary>Waits until nothing runs any more, and says what is left otherwise: a process, a socket, a file, the lock.</summary>
    public async Task<string> LeftAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        IReadOnlyList<ProcessTree.Member> running;
        while ((running = Marked()).Count > 0 && !limit.IsCancellationRequested) await Task.Delay(5);

        var left = running.Select(p => $"process {p.Pid} ({ProcessIdentity.NameOf(p.Pid)}, parent {p.Parent})")
            .Concat(_temporary.Left().Concat(_runtime.Left()).Select(f => $"file {Path.GetFileName(f)}"))
            .ToList();

        // The file of a host that has never come so far isn't there.
        using var lockFile = new SafeFileHandle(Unistd.TryOpen(CString.From(Path.Combine(_runtime.Path, "runscope.lock"))), ownsHandle: true);
        if (!lockFile.IsInvalid && SysFile.TryLock(lockFile) != 0) left.Add("the lock");
        return left.Count == 0 ? "nothing" : string.Join(", ", left);
    }

    public void Dispose()
    {
        foreach (var process in Marked()) Processes.Send(process, SIGKILL);
        _finish?.Dispose();
        _temporary.Dispose();
        _runtime.Dispose();
        if (Fifo is not null) Directory.Delete(Path.GetDirectoryName(Fifo)!, recursive: true);
    }

    // A shell guards the tree beside it.
    private static bool IsRecorder(int pid) => Contains(pid, "cmdline", "RunScope.Testing.Recorder");

    private bool IsMarked(int pid) => Contains(pid, "environ", $"{MarkName}={_mark}");

    private static bool Contains(int pid, string file, string text)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/{file}")).Contains(text, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
