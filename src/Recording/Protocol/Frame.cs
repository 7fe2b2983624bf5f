using System.Buffers.Binary;

namespace RunScope.Testing.Protocol;

/// <summary>How a message travels: its kind (1 byte), the length of its payload (4 bytes, little endian), its payload.</summary>
internal static class Frame
{
    /// <summary>Bytes before the payload.</summary>
    public const int Header = 5;

    /// <summary>The longest payload that the host sends: a launch request holds a whole environment, and the kernel allows a few MiB of it (<c>execve(2)</c>).</summary>
    public const int LongestRequest = 64 << 20;

    /// <summary>The longest payload that the recorder sends: a recording has up to 15 kB for each thread that ever lived.</summary>
    public const int LongestReport = 1 << 30;

    public static void WriteHeader(Span<byte> to, Message kind, int length)
    {
        to[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(to[1..], length);
    }

    /// <summary>False when no honest sender announces such a length: nothing is to be allocated for it.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> from, int longest, out Message kind, out int length)
    {
        kind = (Message)from[0];
        length = BinaryPrimitives.ReadInt32LittleEndian(from[1..]);
        return length >= 0 && length <= longest;
    }
}
