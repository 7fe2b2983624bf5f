using RunScope.Testing.Launch;
using RunScope.Testing.Protocol;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;
using RunScope.Testing.Tests.Fuzzing;
using static RunScope.Testing.Tests.Parsers.Inputs;

namespace RunScope.Testing.Tests.Parsers;

/// <summary>What host and recorder say to each other: a message is understood or refused, and understood the same when it is sent on.</summary>
internal static class ProtocolTargets
{
    private static readonly string[] Edges = ["\u0001\0\0\0\0\0\0\0", "\u007f\u007f\u007f\u007f", "\0\0\0\0\0\0\0\0", "\u0007\0\0\0\0\0\0\0"];

    public static FuzzTarget[] All { get; } =
    [
        new("frame", 20_000, 3_000_000, [[(byte)'L', 1, 0, 0, 0], [(byte)'R', 0xff, 0xff, 0xff, 0x7f], [0, 0, 0, 0, 0x80]], [], FrameHeader),
        new("launch request", 20_000, 1_000_000, [LaunchBytes()], Edges, LaunchMessage),
        new("recording", 10_000, 1_000_000, [RecordingBytes()], Edges, RecordingMessage),
        new("control request", 20_000, 3_000_000, [[(byte)'K', 15, 0, 0, 0, 0, 0, 0, 0], [(byte)'X'], [(byte)'B', 4, 0, 0, 0, 0, 0, 0, 0, .. "load"u8]], Edges, Control),
    ];

    private static string FrameHeader(byte[] input)
    {
        if (input.Length < Frame.Header) return "short";
        if (!Frame.TryReadHeader(input, Frame.LongestRequest, out _, out var length)) return "refused";
        Require(length is >= 0 and <= Frame.LongestRequest, $"{length}");
        return "ok";
    }

    private static string LaunchMessage(byte[] input) => Understood(input, LaunchCodec.Read, LaunchCodec.Write);

    private static string RecordingMessage(byte[] input) => Understood(input, RecordingCodec.Read, RecordingCodec.Write);

    private static string Control(byte[] input)
    {
        if (input.Length == 0) return "empty";
        try
        {
            return "ok " + HostControl.RequestOf((Message)input[0], new PayloadReader(input[1..])).Kind;
        }
        catch (InvalidDataException e)
        {
            return Kind(Message(e.Message));
        }
    }

    private static string Understood<T>(byte[] input, Func<PayloadReader, T> read, Action<PayloadWriter, T> write)
    {
        T understood;
        try
        {
            understood = read(new PayloadReader(input));
        }
        catch (InvalidDataException e)
        {
            return Kind(Message(e.Message));
        }

        var once = Written(understood, write);
        Require(once.AsSpan().SequenceEqual(Written(read(new PayloadReader(once)), write)), "it is understood differently when it is sent on");
        return "ok";
    }

    private static byte[] Written<T>(T value, Action<PayloadWriter, T> write)
    {
        var payload = new PayloadWriter();
        write(payload, value);
        return payload.Written.ToArray();
    }

    private static byte[] LaunchBytes() => Written(
        new LaunchRequest { File = "/bin/sh", Arguments = ["sh", "-c", "true", "ünï"], Environment = ["A=1", "B="], Timeout = TimeSpan.FromSeconds(3), LeaveChildren = true }, LaunchCodec.Write);

    private static byte[] RecordingBytes()
    {
        ThreadTotals totals = default;
        totals.Running = 5;
        totals.Sampled[1] = 7;
        totals.Samples[1] = 2;
        var recording = new Recording { WallNs = 100, RootPid = 42, Status = 0x0300, Engine = "procfs", EngineReason = "why", CpuNs = 5 };
        recording.Warnings.Add("a warning");
        recording.Processes.Add(new RecordedProcess(1, 42, 41, "sh", null, RuntimeKind.DotNet, 0, null) { PeakMemory = 4096 });
        recording.Threads.Add(new RecordedThread
        {
            Id = 1,
            Tid = 42,
            ProcessId = 1,
            Name = "wörker",
            EndNs = 12,
            Totals = totals,
            Buckets = [1, 2, 3, 4, 5, 6, 7],
            Waits = [new RecordedWait(BlockedKind.DiskSleep, 74, "/data/out.gz", null, 7, 2)],
        });
        recording.Phases.Add(new RecordedPhase("body", 1, null, [(1, totals)]) { Switches = { [1] = new SwitchCounts(3, 4, 8) } });
        return Written(recording, RecordingCodec.Write);
    }
}
