using System.Buffers.Text;

namespace RunScope.Testing.Sampling.Procfs;

/// <summary>Builds a zero-terminated path below <c>/proc</c> without allocating.</summary>
internal ref struct ProcPath
{
    /// <summary>Bytes that every path fits into.</summary>
    public const int Size = 96;

    private readonly Span<byte> _buffer;
    private int _length;

    private ProcPath(Span<byte> buffer)
    {
        _buffer = buffer;
        "/proc/"u8.CopyTo(buffer);
        _length = 6;
    }

    /// <summary><c>/proc/PID/FILE</c>.</summary>
    public static ReadOnlySpan<byte> Of(Span<byte> buffer, int pid, ReadOnlySpan<byte> file)
    {
        var path = new ProcPath(buffer);
        path.Append(pid);
        path.Append(file);
        return path.End();
    }

    /// <summary><c>/proc/PID/fd/N</c>.</summary>
    public static ReadOnlySpan<byte> OfDescriptor(Span<byte> buffer, int pid, int fd)
    {
        var path = new ProcPath(buffer);
        path.Append(pid);
        path.Append("/fd/"u8);
        path.Append(fd);
        return path.End();
    }

    /// <summary><c>/proc/PID/task/TID/FILE</c>.</summary>
    public static ReadOnlySpan<byte> Of(Span<byte> buffer, int pid, int tid, ReadOnlySpan<byte> file)
    {
        var path = new ProcPath(buffer);
        path.Append(pid);
        path.Append("/task/"u8);
        path.Append(tid);
        path.Append(file);
        return path.End();
    }

    private void Append(int number)
    {
        Utf8Formatter.TryFormat(number, _buffer[_length..], out var written);
        _length += written;
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer[_length..]);
        _length += text.Length;
    }

    private readonly ReadOnlySpan<byte> End()
    {
        _buffer[_length] = 0;
        return _buffer[..(_length + 1)];
    }
}
