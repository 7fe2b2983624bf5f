using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Protocol;

/// <summary>A recording as the payload of one message.</summary>
internal static partial class RecordingCodec
{
    // Six numbers, two of which are the lengths of texts.
    private const int LeastWait = 48;

    public static void Write(PayloadWriter to, Recording r)
    {
        foreach (var value in (ReadOnlySpan<long>)
        [
            r.StartedAtUnixNs, r.WallNs, r.RootPid, r.Status, (long)r.EndedBy, r.CpuNs, r.VoluntarySwitches, r.InvoluntarySwitches, r.ReadBytes,
            r.WrittenBytes, r.ReapedPeakMemory, r.RecorderPeakMemory, r.SampledPeakMemory, r.SampleRate, r.RoundsRequested, r.RoundsTaken,
            r.RoundsLate, r.SamplerCpuNs, r.BucketNs, r.ExternalRunDelayNs,
        ])
        {
            to.Number(value);
        }

        to.Flag(r.SampledPeakIsRecent);
        to.Number(r.StealShare);
        to.Number(r.CpuPressure);
        to.Number(r.IoPressure);
        to.Text(r.Engine);
        to.Text(r.EngineReason);
        to.Number((long)r.Warnings.Count);
        foreach (var warning in r.Warnings) to.Text(warning);
        to.Number((long)r.Processes.Count);
        foreach (var process in r.Processes) Write(to, process);
        to.Number((long)r.Threads.Count);
        foreach (var thread in r.Threads) Write(to, thread);
        to.Number((long)r.Phases.Count);
        foreach (var phase in r.Phases) Write(to, phase);
        WriteCounters(to, r);
    }

    public static Recording Read(PayloadReader from)
    {
        var recording = new Recording
        {
            StartedAtUnixNs = from.Number(),
            WallNs = from.Number(),
            RootPid = from.Int(),
            Status = from.Int(),
            EndedBy = from.Word<EndedBy>(),
            CpuNs = from.Number(),
            VoluntarySwitches = from.Number(),
            InvoluntarySwitches = from.Number(),
            ReadBytes = from.Number(),
            WrittenBytes = from.Number(),
            ReapedPeakMemory = from.Number(),
            RecorderPeakMemory = from.Number(),
            SampledPeakMemory = from.Number(),
            SampleRate = from.Int(),
            RoundsRequested = from.Number(),
            RoundsTaken = from.Number(),
            RoundsLate = from.Number(),
            SamplerCpuNs = from.Number(),
            BucketNs = from.Number(),
            ExternalRunDelayNs = from.Number(),
            SampledPeakIsRecent = from.Flag(),
            StealShare = from.Double(),
            CpuPressure = from.Double(),
            IoPressure = from.Double(),
            Engine = from.Text(),
            EngineReason = from.Text(),
        };
        for (var n = from.Count(8); n > 0; n--) recording.Warnings.Add(from.Text());
        for (var n = from.Count(8); n > 0; n--) recording.Processes.Add(ReadProcess(from));
        for (var n = from.Count(8); n > 0; n--) recording.Threads.Add(ReadThread(from));
        for (var n = from.Count(8); n > 0; n--) recording.Phases.Add(ReadPhase(from));
        WithCounters(from, recording);
        from.End();
        return recording;
    }

    private static void Write(PayloadWriter to, RecordedProcess process)
    {
        to.Number((long)process.Id);
        to.Number((long)process.Pid);
        to.Number((long)process.ParentPid);
        to.Text(process.Name);
        to.Text(process.Executable);
        to.Number((long)process.Runtime);
        to.Number(process.StartNs);
        to.Optional(process.EndNs);
    }

    private static RecordedProcess ReadProcess(PayloadReader from) => new(
        from.Int(), from.Int(), from.Int(), from.Text(), from.OptionalText(), from.Word<RuntimeKind>(), from.Number(), from.Optional());

    private static void Write(PayloadWriter to, RecordedThread thread)
    {
        to.Number((long)thread.Id);
        to.Number((long)thread.Tid);
        to.Number((long)thread.ProcessId);
        to.Text(thread.Name);
        to.Number(thread.StartNs);
        to.Number(thread.EndNs);
        Write(to, thread.Totals);
        to.Number(thread.VoluntarySwitches);
        to.Number(thread.InvoluntarySwitches);
        to.Number((long)thread.FirstBucket);
        to.Number((long)thread.Buckets.Length);
        foreach (var ns in thread.Buckets) to.Number(ns);
        to.Number((long)thread.Waits.Length);
        foreach (var wait in thread.Waits)
        {
            to.Number((long)wait.Kind);
            to.Number((long)wait.Syscall);
            to.Text(wait.Target);
            to.Text(wait.WaitChannel);
            to.Number(wait.Ns);
            to.Number(wait.Count);
        }
    }

    private static RecordedThread ReadThread(PayloadReader from) => new()
    {
        Id = from.Int(),
        Tid = from.Int(),
        ProcessId = from.Int(),
        Name = from.Text(),
        StartNs = from.Number(),
        EndNs = from.Number(),
        Totals = ReadTotals(from),
        VoluntarySwitches = from.Number(),
        InvoluntarySwitches = from.Number(),
        FirstBucket = from.Int(),
        Buckets = ReadBuckets(from),
        Waits = ReadArray(from, LeastWait, f => new RecordedWait(f.Word<BlockedKind>(), f.Int(), f.OptionalText(), f.OptionalText(), f.Number(), f.Number())),
    };

    private static void Write(PayloadWriter to, in ThreadTotals totals)
    {
        to.Number(totals.Running);
        to.Number(totals.Runnable);
        to.Number(totals.Unresolved);
        for (var k = 0; k < PerKind.Count; k++)
        {
            to.Number(totals.Exact[k]);
            to.Number(totals.Sampled[k]);
            to.Number(totals.Samples[k]);
        }
    }

    private static ThreadTotals ReadTotals(PayloadReader from)
    {
        var totals = new ThreadTotals { Running = from.Number(), Runnable = from.Number(), Unresolved = from.Number() };
        for (var k = 0; k < PerKind.Count; k++)
        {
            totals.Exact[k] = from.Number();
            totals.Sampled[k] = from.Number();
            totals.Samples[k] = from.Number();
        }

        return totals;
    }

    private static void Write(PayloadWriter to, RecordedPhase phase)
    {
        to.Text(phase.Name);
        to.Number(phase.BeginNs);
        to.Optional(phase.EndNs);
        to.Number((long)phase.Threads.Count);
        foreach (var (id, totals) in phase.Threads)
        {
            to.Number((long)id);
            Write(to, totals);
        }
    }

    private static RecordedPhase ReadPhase(PayloadReader from)
    {
        var name = from.Text();
        var begin = from.Number();
        var end = from.Optional();
        var threads = new List<(int, ThreadTotals)>();
        for (var n = from.Count(8); n > 0; n--) threads.Add((from.Int(), ReadTotals(from)));
        return new RecordedPhase(name, begin, end, threads);
    }

    private static long[] ReadBuckets(PayloadReader from)
    {
        var buckets = ReadArray(from, 8, f => f.Number());
        return buckets.Length % TimelineGrid.States == 0 ? buckets : throw PayloadReader.Damaged("a thread's time line ends within a bucket");
    }

    private static T[] ReadArray<T>(PayloadReader from, int each, Func<PayloadReader, T> read)
    {
        var items = new T[from.Count(each)];
        for (var i = 0; i < items.Length; i++) items[i] = read(from);
        return items;
    }
}
