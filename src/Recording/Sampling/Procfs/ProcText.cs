using System.Buffers.Text;

namespace RunScope.Testing.Sampling.Procfs;

/// <summary>Reads the texts of <c>/proc</c>, see <c>proc(5)</c>. Takes text, not paths; never throws; allocates nothing.</summary>
internal static partial class ProcText
{
    /// <summary><c>schedstat</c>: run time, wait time (nanoseconds) and times switched in; kernel doc scheduler/sched-stats.</summary>
    public static bool TryParseSchedstat(ReadOnlySpan<byte> text, out long run, out long wait, out long switches)
    {
        wait = switches = 0;
        return TryTakeNumber(ref text, out run) && TryTakeNumber(ref text, out wait) && TryTakeNumber(ref text, out switches);
    }

    /// <summary><c>stat</c>: the state letter, and the name between the first opening and the last closing parenthesis.</summary>
    public static bool TryParseStat(ReadOnlySpan<byte> text, out byte state, out ReadOnlySpan<byte> name)
    {
        state = 0;
        name = default;
        var open = text.IndexOf((byte)'(');
        var close = text.LastIndexOf((byte)')');
        if (open < 0 || close < open || close + 2 >= text.Length) return false;
        name = text[(open + 1)..close];
        state = text[close + 2];
        return true;
    }

    /// <summary><c>stat</c>: the parent's PID and the start time in clock ticks since boot (fields 4 and 22).</summary>
    /// <remarks>A process whose first thread alone has ended looks like a zombie too, but has more than one thread (field 20).</remarks>
    public static bool TryParseStatOrigin(ReadOnlySpan<byte> text, out bool ended, out int parent, out ulong startTicks)
    {
        ended = false;
        parent = 0;
        startTicks = 0;
        if (!TryParseStat(text, out var state, out _)) return false;
        var rest = text[(text.LastIndexOf((byte)')') + 3)..];
        if (!TryTakeNumber(ref rest, out var ppid)) return false;
        parent = (int)ppid;
        long value = 0;
        for (var field = 5; field <= 22; field++)
        {
            if (!TryTakeNumber(ref rest, out value)) return false;
            if (field == 20) ended = state is (byte)'Z' or (byte)'X' && value <= 1;
        }

        startTicks = (ulong)value;
        return true;
    }

    /// <summary><c>stat</c>: the page faults of reaped children (fields 11 and 13), and their CPU time in clock ticks (fields 16 and 17).</summary>
    public static bool TryParseChildren(ReadOnlySpan<byte> text, out long ticks, out long faults)
    {
        ticks = faults = 0;
        if (!TryParseStat(text, out _, out _)) return false;
        var rest = text[(text.LastIndexOf((byte)')') + 3)..];
        for (var field = 4; field <= 17; field++)
        {
            if (!TryTakeNumber(ref rest, out var value)) return false;
            if (field is 11 or 13) faults += value;
            if (field is 16 or 17) ticks += value;
        }

        return true;
    }

    /// <summary>A number of <c>status</c> by its key, such as "VmHWM:"; false when there is none.</summary>
    public static bool TryFindStatus(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key, out long value) => TryFindStatus(text, key, 0, out value);

    /// <summary>The same for a line of several numbers.</summary>
    /// <param name="text">The text.</param>
    /// <param name="key">The line's key.</param>
    /// <param name="index">Which of the numbers, from 0.</param>
    /// <param name="value">The number.</param>
    public static bool TryFindStatus(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key, int index, out long value)
    {
        value = 0;
        for (var at = 0; at < text.Length;)
        {
            var line = text[at..];
            var end = line.IndexOf((byte)'\n');
            if (end < 0) end = line.Length;
            line = line[..end];
            if (line.StartsWith(key))
            {
                line = line[key.Length..];
                for (var i = 0; i < index; i++)
                {
                    if (!TryTakeNumber(ref line, out value)) return false;
                }

                return TryTakeNumber(ref line, out value);
            }

            at += end + 1;
        }

        return false;
    }

    /// <summary><c>loadavg</c>: the last field, the PID given most recently.</summary>
    public static bool TryParseLastPid(ReadOnlySpan<byte> text, out long pid)
    {
        text = text.TrimEnd("\n "u8);
        text = text[(text.LastIndexOf((byte)' ') + 1)..];
        return TryTakeNumber(ref text, out pid);
    }

    /// <summary><c>syscall</c>: the number of the call that a blocked thread is in, and its first argument; -1 when it isn't in a call.</summary>
    public static bool TryParseSyscall(ReadOnlySpan<byte> text, out int number, out ulong firstArgument)
    {
        number = -1;
        firstArgument = 0;
        if (!Utf8Parser.TryParse(text, out int value, out var used)) return false;
        number = value;
        text = text[used..];
        if (value >= 0 && text.StartsWith(" 0x"u8) && Utf8Parser.TryParse(text[3..], out ulong argument, out _, 'x')) firstArgument = argument;
        return true;
    }

    /// <summary>The kind of blocked time that a state letter stands for.</summary>
    public static BlockedKind KindOf(byte state) => state switch
    {
        (byte)'R' => BlockedKind.None,
        (byte)'S' => BlockedKind.Sleeping,
        (byte)'D' => BlockedKind.DiskSleep,
        (byte)'T' or (byte)'t' => BlockedKind.Stopped,
        _ => BlockedKind.Other,
    };

    /// <summary>What a state letter says; null for R, which doesn't tell Running from Runnable.</summary>
    public static TaskState? StateOf(byte letter) => letter switch
    {
        (byte)'R' => null,
        (byte)'S' => TaskState.Sleeping,
        (byte)'D' => TaskState.DiskSleep,
        (byte)'T' => TaskState.Stopped,
        (byte)'t' => TaskState.TracingStop,
        (byte)'Z' => TaskState.Zombie,
        (byte)'X' => TaskState.Dead,
        (byte)'I' => TaskState.Idle,
        (byte)'P' => TaskState.Parked,
        _ => TaskState.Unknown,
    };

    private static bool TryTakeNumber(ref ReadOnlySpan<byte> text, out long value)
    {
        text = text.TrimStart(" \t"u8);
        if (!Utf8Parser.TryParse(text, out value, out var used))
        {
            // Some fields of stat are unsigned and use all 64 bits.
            if (!Utf8Parser.TryParse(text, out ulong large, out used)) return false;
            value = unchecked((long)large);
        }

        text = text[used..];
        return true;
    }
}
