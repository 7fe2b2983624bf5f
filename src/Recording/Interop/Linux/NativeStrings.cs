using System.Runtime.InteropServices;

namespace RunScope.Testing.Interop;

/// <summary>A zero-terminated array of C strings in native memory, such as argv and envp.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly byte** _array;

    public NativeStrings(IReadOnlyList<string> strings)
    {
        var bytes = strings.Select(CString.From).ToArray();
        var table = (nuint)((bytes.Length + 1) * sizeof(byte*));
        var block = (byte*)NativeMemory.Alloc(table + (nuint)bytes.Sum(b => b.Length));
        _array = (byte**)block;
        var next = block + table;
        for (var i = 0; i < bytes.Length; i++)
        {
            _array[i] = next;
            bytes[i].CopyTo(new Span<byte>(next, bytes[i].Length));
            next += bytes[i].Length;
        }

        _array[bytes.Length] = null;
    }

    public byte** Pointer => _array;

    public void Dispose() => NativeMemory.Free(_array);
}
