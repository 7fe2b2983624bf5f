using RunScope.Testing.Sampling;

namespace RunScope.Testing.Protocol;

/// <content>Counters of processes, threads and phases, and what was added since: the last section of a recording, in the order of what they belong to.</content>
internal static partial class RecordingCodec
{
    private static void WriteCounters(PayloadWriter to, Recording r)
    {
        to.Number(r.CreatedTasks);
        foreach (var process in r.Processes) to.Number(process.PeakMemory);
        foreach (var thread in r.Threads) to.Number(thread.Switches);
        foreach (var phase in r.Phases)
        {
            to.Number(phase.ReadBytes);
            to.Number(phase.WrittenBytes);
            to.Number((long)phase.Switches.Count);
            foreach (var (id, switches) in phase.Switches)
            {
                to.Number((long)id);
                to.Number(switches.Voluntary);
                to.Number(switches.Involuntary);
                to.Number(switches.Either);
            }
        }

        to.Number(r.SurvivorPeakMemory);
        to.Number(r.ThrottledNs);
        to.Number(r.QuotaUsedNs);
    }

    private static void WithCounters(PayloadReader from, Recording r)
    {
        r.CreatedTasks = from.Number();
        for (var i = 0; i < r.Processes.Count; i++) r.Processes[i] = r.Processes[i] with { PeakMemory = from.Number() };
        for (var i = 0; i < r.Threads.Count; i++) r.Threads[i].Switches = from.Number();
        foreach (var phase in r.Phases)
        {
            phase.ReadBytes = from.Number();
            phase.WrittenBytes = from.Number();
            for (var n = from.Count(32); n > 0; n--) phase.Switches[from.Int()] = new SwitchCounts(from.Number(), from.Number(), from.Number());
        }

        r.SurvivorPeakMemory = from.Number();
        r.ThrottledNs = from.Number();
        r.QuotaUsedNs = from.Number();
    }
}
