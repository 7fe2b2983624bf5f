using System.Diagnostics;
using System.Globalization;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Hosting;

/// <content>The recorder sees to it that the workload ends; here is seen to it that the recorder itself does.</content>
internal sealed partial class RecorderHost
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly Stopwatch _sinceStart = new();
    private readonly Lock _dueLock = new();
    private TaskCompletionSource _dueChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _due = TimeSpan.MaxValue;
    private string _dueAfter = "";
    private string? _overdue;

    private string StoppedRecorder => string.Create(CultureInfo.InvariantCulture, $"Its recorder (process {RecorderId}) was stopped: by SIGSTOP, or by a debugger.");

    // Each of workload and survivors is given the grace period.
    private TimeSpan Allowance => (2 * _options.GracePeriod) + _options.RecorderPatience;

    private static bool IsStopped(int pid) => ProcessOrigin.StateOf(pid) is (byte)'T' or (byte)'t';

    /// <summary>From a moment on the recorder has so much time to end everything and to report; an earlier one holds.</summary>
    private void ExpectEnd(TimeSpan from, string after)
    {
        lock (_dueLock)
        {
            var due = _sinceStart.Elapsed + from + Allowance;
            if (due >= _due) return;
            (_due, _dueAfter) = (due, after);
            _dueChanged.TrySetResult();
            _dueChanged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Ends a recorder that is overdue. Whatever it has sent whole is read all the same.</summary>
    private async Task WatchAsync(CancellationToken read)
    {
        try
        {
            while (true)
            {
                TimeSpan left;
                Task changed;
                lock (_dueLock) (left, changed) = (_due - _sinceStart.Elapsed, _dueChanged.Task);
                if (left > TimeSpan.Zero)
                {
                    await Task.WhenAny(Task.Delay(left < LongestDelay ? left : LongestDelay, read), changed).ConfigureAwait(false);
                    read.ThrowIfCancellationRequested();
                    continue;
                }

                // A host that was stopped itself finds all at once that the time is up and that the report lies ready.
                var before = _connection!.Received;
                await Task.Delay(_options.RecorderPatience / 10, read).ConfigureAwait(false);
                if (_connection.Received == before) break;
            }

            _overdue = $"The recorder of \"{_command.TargetFilePath}\" (process {ProcessId}) did not report in the {Allowance.TotalSeconds:0.#} s that it had after {_dueAfter}. "
                + $"{(IsStopped(RecorderId) ? StoppedRecorder : "Is the machine overloaded?")} It has been ended with the workload; there is no profile of this run.";
            await _recorderKill.CancelAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (read.IsCancellationRequested)
        {
            // It has reported, or is gone.
        }
    }
}
