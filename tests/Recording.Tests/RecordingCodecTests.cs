using CsCheck;
using RunScope.Testing.Protocol;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Tests;

public class RecordingCodecTests
{
    [Fact]
    public void A_recording_comes_through_the_socket_unchanged()
    {
        var sent = Example();
        var writer = new PayloadWriter();
        RecordingCodec.Write(writer, sent);

        var received = RecordingCodec.Read(new PayloadReader(writer.Written.ToArray()));
        var again = new PayloadWriter();
        RecordingCodec.Write(again, received);

        again.Written.ToArray().ShouldBe(writer.Written.ToArray());
        received.Threads[0].Name.ShouldBe("wörker\n<b>");
        received.Threads[0].Totals.Sampled[1].ShouldBe(7);
        received.Processes[0].EndNs.ShouldBeNull();
        received.StealShare.ShouldBe(double.NaN);
        received.CreatedTasks.ShouldBe(17);
        received.SurvivorPeakMemory.ShouldBe(19);
        received.ThrottledNs.ShouldBe(23);
        received.QuotaUsedNs.ShouldBe(29);
        received.Processes[0].PeakMemory.ShouldBe(4096);
        received.Threads[0].Switches.ShouldBe(21);
        received.Phases[0].WrittenBytes.ShouldBe(512);
        received.Phases[0].Switches[1].ShouldBe(new SwitchCounts(3, 4, 8));
    }

    [Fact]
    public void A_damaged_message_is_refused_and_never_believed()
    {
        var writer = new PayloadWriter();
        RecordingCodec.Write(writer, Example());
        var whole = writer.Written.ToArray();

        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Sample((cut, value) =>
        {
            Should.Throw<InvalidDataException>(() => RecordingCodec.Read(new PayloadReader(whole[..cut])));
            var damaged = whole.ToArray();
            damaged[cut] = value;
            try
            {
                RecordingCodec.Read(new PayloadReader(damaged));
            }
            catch (InvalidDataException)
            {
                // Refused in words.
            }
        });
    }

    [Fact]
    public void A_length_that_would_overflow_is_refused_in_the_same_words()
    {
        var payload = new PayloadWriter();
        payload.Number((long)int.MaxValue);
        payload.Number(1L << 40);
        var bytes = payload.Written.ToArray();

        Should.Throw<InvalidDataException>(() => new PayloadReader(bytes).Text()).Message.ShouldContain("ends too early");
        var second = new PayloadReader(bytes);
        second.Number();
        Should.Throw<InvalidDataException>(() => second.Text());
        Should.Throw<InvalidDataException>(() => new PayloadReader([.. bytes[8..]]).Int());
        Should.Throw<InvalidDataException>(() => new PayloadReader(bytes).Count(8)).Message.ShouldContain("announces more than it holds");
        Should.Throw<InvalidDataException>(() => new PayloadReader(bytes).Word<EndedBy>());
    }

    private static Recording Example()
    {
        ThreadTotals totals = default;
        totals.Running = 5;
        totals.Sampled[1] = 7;
        totals.Samples[1] = 2;
        var recording = new Recording { WallNs = 100, RootPid = 42, Status = 0x0300, Engine = "procfs", EngineReason = "why", CpuNs = 5, CreatedTasks = 17, SurvivorPeakMemory = 19, ThrottledNs = 23, QuotaUsedNs = 29 };
        recording.Warnings.Add("a warning");
        recording.Processes.Add(new RecordedProcess(1, 42, 41, "sh", null, RuntimeKind.DotNet, 0, null) { PeakMemory = 4096 });
        recording.Threads.Add(new RecordedThread
        {
            Id = 1,
            Tid = 42,
            ProcessId = 1,
            Name = "wörker\n<b>",
            EndNs = 12,
            Totals = totals,
            VoluntarySwitches = -1,
            Buckets = [1, 2, 3, 4, 5, 6, 7],
            Waits = [new RecordedWait(BlockedKind.DiskSleep, 74, "/data/out.gz", null, 7, 2)],
            Switches = 21,
        });
        recording.Phases.Add(new RecordedPhase("body", 1, null, [(1, totals)]) { Switches = { [1] = new SwitchCounts(3, 4, 8) }, ReadBytes = 0, WrittenBytes = 512 });
        return recording;
    }
}
