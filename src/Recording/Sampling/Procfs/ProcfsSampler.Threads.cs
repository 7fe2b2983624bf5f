using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling.Procfs;

internal sealed partial class ProcfsSampler
{
    // The wait of a thread that keeps switching is looked at in the turns 1, 2, 4, 8... of each kind and then once in so many: it costs two more files.
    private const uint LookAtEvery = 32;
    private const long SwitchesEvery = 1_000_000_000;
    private const long SwitchesEveryWhenAttached = 10_000_000_000;

    private const long FewSwitches = 8;
    private const long SeeBlockedEvery = 9_000_000;

    // What is believed of a wait for a CPU has a lag of twice as much.
    private const long SeeBlockedEveryWhenAttached = 25_000_000;

    // One that takes two files, or more, counts as four.
    private const int ReadingsPerClock = 16;
    private const int ReadingsInActive = 4;

    private int _lastThreadId;
    private bool _closing;
    private long _readAt;
    private int _untilClock;
    private long _waited;
    private int _runnable;

    private void AddThread(ProcessEntry process, int tid, bool fromHere = false)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[512];
        var schedstat = Keep(Unistd.TryOpen(ProcPath.Of(path, process.Pid, tid, "/schedstat"u8)));
        var now = _heldAt != 0 ? _heldAt : Clock.Monotonic;
        if (!TryReadSchedstat(process.Pid, tid, schedstat, out var run, out var wait, out var switches))
        {
            if (schedstat >= 0) Unistd.TryClose(schedstat);
            return;
        }

        var row = _grid.NewRow();
        var thread = new ThreadEntry(++_lastThreadId, tid, process)
        {
            Schedstat = schedstat,
            Stat = schedstat < 0 ? -1 : Keep(Unistd.TryOpen(ProcPath.Of(path, process.Pid, tid, "/stat"u8))),
            Books = new ThreadBooks(now, run, wait, switches, row, fromHere),
            Row = row,
            Sight = _attachment is { Observer: { } observer } ? new ThreadSight(observer, _startNs) : null,
            Pauses = _pauses,
        };
        if (schedstat < 0) process.IsOpenedById = true;
        if (!fromHere) _seenNew++;
        process.Threads.Add(thread);
        process.ByTid.Add(tid, thread);
        process.AllWaiting = false;
        _threads.Add(thread);
        var n = ReadStat(process.Pid, thread, text);
        if (n <= 0 || !ProcText.TryParseStat(text[..n], out var state, out var name)) return;
        Rename(process, thread, name);
        thread.Letter = state;
        if (state is (byte)'Z' or (byte)'X')
        {
            thread.Books.CloseExited(null, run, wait, switches);
            EndThread(process, thread, vanished: false);
            return;
        }

        var kind = ProcText.KindOf(state);
        thread.Books.Enter(now, run, wait, switches, kind);
        if (kind == BlockedKind.None) _runnable++;
        if (!fromHere) _waited += thread.Books.Totals.Runnable;
        if (_attachment is null) return;
        if (fromHere)
        {
            ReadSwitches(process.Pid, thread);
            thread.SwitchesBefore = thread.Switches;
        }

        if (kind != BlockedKind.None) LookAtWait(process, thread, kind);
        Tell(process, thread, now);
    }

    /// <summary>Takes one reading; false when the thread is gone.</summary>
    private bool ReadThread(ProcessEntry process, ThreadEntry thread)
    {
        Span<byte> reading = stackalloc byte[96];
        if (_untilClock-- == 0) ReadClock();
        var now = _readAt;
        var length = ReadSchedstat(process.Pid, thread.Tid, thread.Schedstat, reading);
        if (length <= 0) return false;
        reading = reading[..length];
        if (thread.IsStillWaiting(reading))
        {
            SeeStillWaiting(process, thread);
            return true;
        }

        thread.Settle();
        var books = thread.Books;
        var waitBefore = books.Totals.Runnable;
        if (!ProcText.TryParseSchedstat(reading, out var run, out var wait, out var switches)) return false;

        // The sampler may have waited for a CPU between the clock and the totals: by a clock that is read after them, no thread has done more than it had time for.
        if (!books.CanBeSame(now, run, wait, switches))
        {
            _readAt = now = Clock.Monotonic;
            _untilClock = ReadingsPerClock;
        }

        // An exec by another thread hands the process's own ID over: these are somebody else's totals, which other books hold up to here. Of all other threads too much time means late readings.
        if (books.Exceed(run, wait, switches) || (thread.Tid == process.Pid && !books.CanBeSame(now, run, wait, switches)))
        {
            EndThread(process, thread, vanished: true);
            AddThread(process, thread.Tid, fromHere: true);
            return true;
        }

        ActiveReadings++;
        Span<byte> text = stackalloc byte[512];
        var n = ReadStat(process.Pid, thread, text);
        if (n <= 0 || !ProcText.TryParseStat(text[..n], out var state, out var name)) return false;
        if (state is (byte)'Z' or (byte)'X')
        {
            // The root's exit is seen by its pidfd; then its final totals are read. Only a main thread that ends before the others is closed here.
            if (process == _root && thread.Tid == process.Pid && process.Threads.Count == 1)
            {
                // Its clock stands still from now on, and not because it waits.
                process.AllWaiting = false;
                return true;
            }

            if (WasPaused(thread)) books.EnterAfterGap(now, run, wait, switches, BlockedKind.None);
            books.CloseExited(null, run, wait, switches);
            EndThread(process, thread, vanished: false);
            if (process.Threads.Count == 0 && _attachment is not null) ReadLastUsage(process);
            return true;
        }

        Rename(process, thread, name);
        var kind = ProcText.KindOf(state);
        if (kind == BlockedKind.None) _runnable++;
        thread.Letter = state;
        var blocked = WasPaused(thread) ? books.EnterAfterGap(now, run, wait, switches, kind) : books.Enter(now, run, wait, switches, kind);
        _waited += books.Totals.Runnable - waitBefore;
        thread.Waits.AddToAll(blocked);
        if (kind != BlockedKind.None)
        {
            thread.Waits.Forget();
            var waits = thread.CountNewWait(kind);
            if (waits % LookAtEvery == 0 || (waits < LookAtEvery && uint.IsPow2(waits)) || IsLookDue(thread)) LookAtWait(process, thread, kind);
        }

        thread.Remember(reading, kind != BlockedKind.None);
        process.AllWaiting &= kind != BlockedKind.None;
        if (_now - thread.SwitchesReadAt >= (_attachment is null ? SwitchesEvery : SwitchesEveryWhenAttached) || HasSwitchedMuch(thread)) ReadSwitches(process.Pid, thread);
        Tell(process, thread, now);
        _untilClock = Math.Max(0, _untilClock - ReadingsInActive + 1);
        return true;
    }

    // So the part of a thread's switches whose reason is unknown when it ends stays small, for a number of reads that grows with the logarithm alone.
    private static bool HasSwitchedMuch(ThreadEntry thread)
    {
        var (voluntary, involuntary, either) = thread.Switches;
        return either - voluntary - involuntary > Math.Max(FewSwitches, (voluntary + involuntary) / 8);
    }

    private void SeeStillWaiting(ProcessEntry process, ThreadEntry thread)
    {
        IdleReadings++;
        thread.SeeWaiting(_readAt);
        thread.Pauses = _pauses;
        if (!thread.Waits.Known) LookAtWait(process, thread, thread.Books.Kind);
        Tell(process, thread, _readAt);
    }

    // The readings that close the books belong to no round.
    private void Tell(ProcessEntry process, ThreadEntry thread, long at)
    {
        if (!_closing) thread.Sight?.See(process, thread, at);
    }

    // Totals that stand still don't say whether a thread still sleeps or waits for a CPU since: its letter does. One thread at a time, each in its turn.
    private void SeeOneBlocked(ProcessEntry process)
    {
        if (process.Threads.Count == 0 || _now - process.SeenBlockedAt < (_attachment is null ? SeeBlockedEvery : SeeBlockedEveryWhenAttached)) return;
        process.SeenBlockedAt = _now;
        process.SeenBlocked = (process.SeenBlocked + 1) % process.Threads.Count;
        var thread = process.Threads[process.SeenBlocked];
        if (!thread.WaitsOn) return;
        Span<byte> text = stackalloc byte[512];
        var now = Clock.Monotonic;
        var n = ReadStat(process.Pid, thread, text);
        if (n > 0 && ProcText.TryParseStat(text[..n], out var state, out _) && ProcText.KindOf(state) == thread.Books.Kind) thread.Books.SeeBlocked(now);
    }

    private void EndThread(ProcessEntry process, ThreadEntry thread, bool vanished)
    {
        thread.Settle();
        if (thread.Books.End == 0) thread.Books.CloseVanished();
        if (!vanished && thread.Tid == process.Pid) process.LeaderEnded = true;
        thread.Waits.Close();
        thread.CloseDescriptors();
        process.Threads.Remove(thread);
        process.ByTid.Remove(thread.Tid);
        _endedThreads++;
    }

    private void CloseLeader(ProcessEntry process, ThreadEntry thread, long exitNs)
    {
        // The root is an unreaped zombie: its first thread's totals are final and still readable.
        thread.Settle();
        if (TryReadSchedstat(process.Pid, thread.Tid, thread.Schedstat, out var run, out var wait, out var switches)
            && thread.Books.CanBeSame(exitNs, run, wait, switches))
        {
            var waitBefore = thread.Books.Totals.Runnable;
            if (WasPaused(thread)) thread.Books.EnterAfterGap(exitNs, run, wait, switches, BlockedKind.None);
            thread.Books.CloseExited(exitNs, run, wait, switches);
            _waited += thread.Books.Totals.Runnable - waitBefore;
            ReadSwitches(process.Pid, thread);
        }

        EndThread(process, thread, vanished: true);
    }

    private static void Rename(ProcessEntry process, ThreadEntry thread, ReadOnlySpan<byte> name)
    {
        if (!thread.TryRename(name)) return;
        if (thread.Tid == process.Pid)
        {
            process.Name = thread.Name;
            process.DetailsAreOld = true;
        }

        if (ServiceThreads.IsSuspect(thread.Name)) process.MayHaveRuntime = true;
    }

    // Shared by a few readings: it is a system call's price on some machines, and being a few microseconds early cancels out from round to round.
    private void ReadClock()
    {
        _readAt = _heldAt != 0 ? _heldAt : Clock.Monotonic;
        _untilClock = ReadingsPerClock;
    }

    private static bool TryReadSchedstat(int pid, int tid, int fd, out long run, out long wait, out long switches)
    {
        Span<byte> text = stackalloc byte[96];
        var n = ReadSchedstat(pid, tid, fd, text);
        run = wait = switches = 0;
        return n > 0 && ProcText.TryParseSchedstat(text[..n], out run, out wait, out switches);
    }

    private static int ReadSchedstat(int pid, int tid, int fd, Span<byte> text)
    {
        if (fd >= 0) return Unistd.TryPread(fd, text);
        Span<byte> path = stackalloc byte[ProcPath.Size];
        return Unistd.TryReadRecord(ProcPath.Of(path, pid, tid, "/schedstat"u8), text);
    }

    private static int ReadStat(int pid, ThreadEntry thread, Span<byte> text)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        return thread.Stat >= 0 ? Unistd.TryPread(thread.Stat, text) : Unistd.TryReadRecord(ProcPath.Of(path, pid, thread.Tid, "/stat"u8), text);
    }

    private void ReadSwitches(int pid, ThreadEntry thread)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[4096];
        var n = Unistd.TryReadRecord(ProcPath.Of(path, pid, thread.Tid, "/status"u8), text);
        if (n <= 0) return;
        thread.SwitchesReadAt = _now;
        SwitchReadings++;
        if (ProcText.TryFindStatus(text[..n], "voluntary_ctxt_switches:"u8, out var voluntary)) thread.VoluntarySwitches = voluntary;
        if (ProcText.TryFindStatus(text[..n], "nonvoluntary_ctxt_switches:"u8, out var involuntary)) thread.InvoluntarySwitches = involuntary;
    }
}
