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

/// <summary>Reads what <see cref="PayloadWriter"/> wrote.</summary>
internal sealed class PayloadReader(byte[] bytes)
{
    private int _at;

    public long Number() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public int Int() => checked((int)Number());

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
        return length < 0 ? null : Encoding.UTF8.GetString(Take(checked((int)length)));
    }

    public string Text() => OptionalText() ?? "";

    /// <summary>A count of things that follow, each at least one byte long.</summary>
    public int Count()
    {
        var count = Number();
        if (count < 0 || count > bytes.Length - _at) throw new InvalidDataException("A message between test host and recorder is damaged: it announces more than it holds.");
        return (int)count;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || _at + count > bytes.Length) throw new InvalidDataException("A message between test host and recorder is damaged: it ends too early.");
        var span = bytes.AsSpan(_at, count);
        _at += count;
        return span;
    }
}
