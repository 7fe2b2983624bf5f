using System.Buffers.Binary;
using System.Buffers.Text;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling.Procfs;

/// <summary>The numeric names of an open folder such as <c>/proc</c> or <c>/proc/PID/task</c>, without allocating.</summary>
internal ref struct DirectoryEntries(int fd, Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;
    private int _filled;
    private int _at;
    private bool _started;

    /// <summary>The number that the last call found.</summary>
    public int Current { get; private set; }

    public bool MoveNext()
    {
        while (true)
        {
            if (_at >= _filled)
            {
                _filled = Unistd.TryListDirectory(fd, _buffer, fromStart: !_started);
                _started = true;
                _at = 0;
                if (_filled <= 0) return false;
            }

            // struct linux_dirent64, getdents64(2): the record's length at byte 16, the name at byte 19.
            var length = BinaryPrimitives.ReadUInt16LittleEndian(_buffer[(_at + 16)..]);
            var name = _buffer.Slice(_at + 19, length - 19);
            _at += length;
            if (Utf8Parser.TryParse(name, out int number, out var used) && used < name.Length && name[used] == 0)
            {
                Current = number;
                return true;
            }
        }
    }
}
