using System.Buffers.Binary;
using System.Text;

namespace RunScope.Testing.Protocol;

/// <summary>Writes the numbers and texts of a message.</summary>
internal sealed class PayloadWriter
{
    private byte[] _bytes = new byte[1024];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Number(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    public void Number(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Take(8), value);

    public void Flag(bool value) => Take(1)[0] = value ? (byte)1 : (byte)0;

    /// <summary>A number that may be absent.</summary>
    public void Optional(long? value)
    {
        Flag(value is not null);
        Number(value ?? 0);
    }

    public void Text(string? value)
    {
        if (value is null)
        {
            Number(-1L);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        Number((long)length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    private Span<byte> Take(int count)
    {
        if (_length + count > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        var span = _bytes.AsSpan(_length, count);
        _length += count;
        return span;
    }
}

/// <summary>Reads what <see cref="PayloadWriter"/> wrote. Whatever else it is given is refused with an <see cref="InvalidDataException"/>.</summary>
internal sealed class PayloadReader(byte[] bytes)
{
    private int _at;

    public long Number() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public int Int() => Number() is >= int.MinValue and <= int.MaxValue and var value ? (int)value : throw Damaged("it has a number that is too large");

    /// <summary>One of the values that an enumeration has.</summary>
    public T Word<T>()
        where T : struct, Enum
    {
        // All of ours are stored as int, but for those that are never sent like this.
        var number = Int();
        var value = System.Runtime.CompilerServices.Unsafe.BitCast<int, T>(number);
        return Enum.IsDefined(value) ? value : throw Damaged("it has a word that nobody knows");
    }

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public bool Flag() => Take(1)[0] != 0;

    public long? Optional()
    {
        var known = Flag();
        var value = Number();
        return known ? value : null;
    }

    public string? OptionalText()
    {
        var length = Number();
        return length == -1 ? null : Encoding.UTF8.GetString(Take(length));
    }

    public string Text() => OptionalText() ?? "";

    /// <summary>A count of things that follow.</summary>
    /// <param name="each">The least bytes that each takes: for more than there can be nothing is to be allocated.</param>
    public int Count(int each)
    {
        var count = Number();
        return count >= 0 && count <= (bytes.Length - _at) / each ? (int)count : throw Damaged("it announces more than it holds");
    }

    /// <summary>Requires that nothing follows.</summary>
    public void End()
    {
        if (_at != bytes.Length) throw Damaged("it is longer than what it holds");
    }

    /// <summary>The error that a message makes no sense.</summary>
    public static InvalidDataException Damaged(string what) => new($"A message between test host and recorder is damaged: {what}.");

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > bytes.Length - _at) throw Damaged("it ends too early");
        var span = bytes.AsSpan(_at, (int)count);
        _at += (int)count;
        return span;
    }
}
