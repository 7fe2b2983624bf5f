using System.Buffers.Text;

namespace RunScope.Testing.Sampling.Procfs;

/// <summary>Reads the texts of <c>/proc</c>, see <c>proc(5)</c>. Takes text, not paths; never throws; allocates nothing.</summary>
internal static partial class ProcText
{
    // Ticks become nanoseconds and pages bytes, and sums are made of them: what is larger can't be true, and could overflow one.
    private const long MostSummed = long.MaxValue / 4 / 10_000_000;

    // A name has 15 bytes, and the kernel's own have 64 at most: text of a name can't be taken for so many fields.
    private const int LeastFields = 20;

    /// <summary><c>schedstat</c>: run time, wait time (nanoseconds) and times switched in; kernel doc scheduler/sched-stats.</summary>
    public static bool TryParseSchedstat(ReadOnlySpan<byte> text, out long run, out long wait, out long switches)
    {
        wait = switches = 0;
        return TryTakeCount(ref text, out run) && TryTakeCount(ref text, out wait) && TryTakeCount(ref text, out switches);
    }

    /// <summary><c>stat</c>: the state letter, and the name between the first opening and the last closing parenthesis.</summary>
    public static bool TryParseStat(ReadOnlySpan<byte> text, out byte state, out ReadOnlySpan<byte> name) => TrySplitStat(text, out state, out name, out _);

    /// <summary><c>stat</c>: the parent's PID and the start time in clock ticks since boot (fields 4 and 22).</summary>
    /// <remarks>A process whose first thread alone has ended looks like a zombie too, but has more than one thread (field 20).</remarks>
    public static bool TryParseStatOrigin(ReadOnlySpan<byte> text, out bool ended, out int parent, out ulong startTicks)
    {
        var isRead = TryParseProcess(text, out var stat);
        (ended, parent, startTicks) = (stat.HasEnded, stat.Parent, stat.StartTicks);
        return isRead;
    }

    /// <summary><c>stat</c>: the page faults of reaped children (fields 11 and 13), and their CPU time in clock ticks (fields 16 and 17).</summary>
    public static bool TryParseChildren(ReadOnlySpan<byte> text, out long ticks, out long faults)
    {
        ticks = faults = 0;
        if (!TrySplitStat(text, out _, out _, out var rest)) return false;
        long sumOfTicks = 0, sumOfFaults = 0;
        for (var field = 4; field <= 17; field++)
        {
            if (!TryTakeNumber(ref rest, out var value)) return false;
            if (field is not (11 or 13 or 16 or 17)) continue;
            if (value < 0 || value > (field <= 13 ? long.MaxValue / 2 : MostSummed)) return false;
            if (field <= 13) sumOfFaults += value;
            else sumOfTicks += value;
        }

        (ticks, faults) = (sumOfTicks, sumOfFaults);
        return true;
    }

    /// <summary>A number of <c>status</c> by its key, such as "Tgid:"; false when there is none.</summary>
    public static bool TryFindStatus(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key, out long value) => TryFindStatus(text, key, 0, out value);

    /// <summary>The same for a line of several numbers.</summary>
    /// <param name="text">The text.</param>
    /// <param name="key">The line's key.</param>
    /// <param name="index">Which of the numbers, from 0.</param>
    /// <param name="value">The number.</param>
    public static bool TryFindStatus(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key, int index, out long value)
    {
        value = 0;
        if (!TryFindLine(text, key, out var line)) return false;
        for (var i = 0; i <= index; i++)
        {
            if (TryTakeCount(ref line, out value)) continue;
            value = 0;
            return false;
        }

        return true;
    }

    /// <summary>A size of <c>status</c> by its key, such as "VmHWM:", in bytes; false when there is none.</summary>
    public static bool TryFindSize(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key, out long bytes)
    {
        bytes = 0;
        if (!TryFindLine(text, key, out var line) || !TryTakeCount(ref line, out var kib) || kib > long.MaxValue / 1024 || !line.SequenceEqual(" kB\n"u8)) return false;
        bytes = kib * 1024;
        return true;
    }

    /// <summary><c>loadavg</c>: the last of its five fields, the PID given most recently.</summary>
    public static bool TryParseLastPid(ReadOnlySpan<byte> text, out long pid)
    {
        pid = 0;
        if (text.Count((byte)' ') != 4) return false;
        text = text[(text.LastIndexOf((byte)' ') + 1)..];
        return TryTakeCount(ref text, out var last) && (pid = last) <= int.MaxValue;
    }

    /// <summary><c>syscall</c>: the number of the call that a blocked thread is in, and its first argument; -1 when it isn't in a call.</summary>
    public static bool TryParseSyscall(ReadOnlySpan<byte> text, out int number, out ulong firstArgument)
    {
        number = -1;
        firstArgument = 0;
        if (!Utf8Parser.TryParse(text, out int value, out var length) || value < -1 || !IsEnd(text = text[length..])) return false;
        if (value >= 0)
        {
            if (!text.StartsWith(" 0x"u8) || !Utf8Parser.TryParse(text[3..], out ulong argument, out var used, 'x') || !IsEnd(text[(3 + used)..])) return false;
            firstArgument = argument;
        }

        number = value;
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

    private static bool TrySplitStat(ReadOnlySpan<byte> text, out byte state, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> rest)
    {
        state = 0;
        name = rest = default;
        var open = text.IndexOf((byte)'(');
        var close = text.LastIndexOf((byte)')');
        if (open < 0 || close < open) return false;
        var fields = text[(close + 1)..];
        if (fields.Count((byte)' ') < LeastFields || fields[0] != ' ' || !char.IsAsciiLetter((char)fields[1]) || fields[2] != ' ') return false;
        state = fields[1];
        name = text[(open + 1)..close];
        rest = fields[2..];
        return true;
    }

    // With the line's end: where that is missing, the text was cut off.
    private static bool TryFindLine(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> line)
    {
        int end;
        while ((end = text.IndexOf((byte)'\n')) >= 0)
        {
            line = text[..(end + 1)];
            if (line.StartsWith(key))
            {
                line = line[key.Length..];
                return true;
            }

            text = text[(end + 1)..];
        }

        line = default;
        return false;
    }

    private static bool TryTakeCount(ref ReadOnlySpan<byte> text, out long value) => TryTakeNumber(ref text, out value) && value >= 0;

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
        return IsEnd(text);
    }

    // Every number has something behind it: one that the text ends with may lack digits.
    private static bool IsEnd(ReadOnlySpan<byte> text) => !text.IsEmpty && text[0] is (byte)' ' or (byte)'\t' or (byte)'\n';
}
