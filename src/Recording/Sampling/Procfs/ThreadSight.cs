namespace RunScope.Testing.Sampling.Procfs;

/// <summary>What an observer hears of one thread: each reading as the difference to the one before.</summary>
internal sealed class ThreadSight(IRoundObserver observer, long startNs)
{
    // The scheduler's totals of a thread on a CPU are brought up to date at each tick: 10 ms with the slowest CONFIG_HZ.
    private const long LongestTick = 10_000_000;

    private long _at;
    private long _run;
    private long _wait;
    private long _movedAt;
    private TaskState _wanting = TaskState.Unknown;
    private string? _process;
    private string? _thread;
    private string _shownProcess = "";
    private string _shownThread = "";

    public void See(ProcessEntry process, ThreadEntry thread, long at)
    {
        var (run, wait) = (thread.Books.RunSoFar, thread.Books.WaitSoFar);
        var isFirst = _at == 0;
        if (isFirst) (_at, _run, _wait, _movedAt) = (at, run, wait, at);
        at = Math.Max(at, _at);
        if (!ReferenceEquals(_process, process.Name)) _shownProcess = observer.Shown(_process = process.Name);
        if (!ReferenceEquals(_thread, thread.Name)) _shownThread = observer.Shown(_thread = thread.Name);
        var (ran, waited) = (run - _run, wait - _wait);
        if (ran > 0 || waited > 0)
        {
            _wanting = ran >= waited ? TaskState.Running : TaskState.Runnable;
            _movedAt = at;
        }
        else if (at - _movedAt > LongestTick)
        {
            // On a CPU its run time would have grown by now.
            _wanting = TaskState.Runnable;
        }

        var state = ProcText.StateOf(thread.Letter) ?? _wanting;
        SampledWait? shown = null;
        if (thread.Letter != (byte)'R' && thread.Waits.Present is { } present) shown = present.Shown ??= observer.Shown(present.Key);
        observer.See(new ThreadReading(process.Pid, thread.Tid, _shownProcess, _shownThread, state, at - startNs, at - _at, ran, waited, shown));
        (_at, _run, _wait) = (at, run, wait);
    }
}
