using System.Diagnostics;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Tests;

/// <summary>A program whose output is read while it runs. It is killed with the test where it hasn't ended by then.</summary>
internal sealed class StartedProgram : IAsyncDisposable
{
    /// <summary>The longest that anything may take before a test says that it hangs. No test passes because of it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Reading _output;
    private readonly Reading _error;

    private StartedProgram(Process process) =>
        (_process, _output, _error) = (process, new Reading(process.StandardOutput), new Reading(process.StandardError));

    public int Id => _process.Id;

    public bool IsRunning => !_process.HasExited;

    public string Output => _output.Text;

    public string Error => _error.Text;

    public static StartedProgram Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory };
        return new StartedProgram(Process.Start(start)!);
    }

    /// <summary>A process to be watched: <c>worker-0</c> to <c>worker-2</c> in turns of work and sleep, until <see cref="EndInput"/>.</summary>
    public static async Task<StartedProgram> TargetAsync()
    {
        var target = Start(Path.Combine(AppContext.BaseDirectory, "workloads"), "target", "--threads", "3", "--busy", "1ms", "--idle", "9ms", "--duration", "10m", "--wait-stdin", "yes");
        await target.OutputHasAsync("\n");
        return target;
    }

    public Task OutputHasAsync(string text) => HasAsync(_output, text);

    public Task ErrorHasAsync(string text) => HasAsync(_error, text);

    public void Type(string keys)
    {
        _process.StandardInput.Write(keys);
        _process.StandardInput.Flush();
    }

    public void EndInput() => _process.StandardInput.Close();

    public void Send(int signal)
    {
        using var process = Signals.OpenProcess(_process.Id);
        Signals.TrySend(process, signal).ShouldBeTrue();
    }

    /// <summary>Waits for its end and for all that it printed.</summary>
    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(Longest);
        await _process.WaitForExitAsync(limit.Token);
        await Task.WhenAll(_output.End, _error.End).WaitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task HasAsync(Reading reading, string text)
    {
        var limit = Task.Delay(Longest);
        while (!reading.Text.Contains(text, StringComparison.Ordinal))
        {
            var more = reading.More;
            if (reading.Text.Contains(text, StringComparison.Ordinal)) return;
            if (reading.End.IsCompleted || await Task.WhenAny(more, reading.End, limit) == limit) throw new InvalidOperationException($"\"{text}\" never came.\nOutput: {Output}\nError: {Error}");
        }
    }

    private sealed class Reading
    {
        private readonly Lock _gate = new();
        private string _text = "";
        private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Reading(StreamReader from) => End = ReadAsync(from);

        public Task End { get; }

        public string Text
        {
            get
            {
                lock (_gate) return _text;
            }
        }

        /// <summary>Completed when there is more than when it was asked for.</summary>
        public Task More
        {
            get
            {
                lock (_gate) return _more.Task;
            }
        }

        private async Task ReadAsync(StreamReader from)
        {
            var buffer = new char[4096];
            while (await from.ReadAsync(buffer) is > 0 and var length)
            {
                lock (_gate)
                {
                    _text += new string(buffer, 0, length);
                    _more.SetResult();
                    _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }
        }
    }
}
