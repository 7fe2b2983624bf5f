using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling.Procfs;

/// <summary>Turns bytes into strings, each text once: what is seen again allocates nothing.</summary>
internal sealed class Interner
{
    private const int Most = 4096;
    private readonly Dictionary<int, (byte[] Bytes, string Text)> _texts = [];

    public string Get(ReadOnlySpan<byte> bytes)
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        var key = hash.ToHashCode();
        if (_texts.TryGetValue(key, out var known) && known.Bytes.AsSpan().SequenceEqual(bytes)) return known.Text;
        var text = CString.Decode(bytes);
        if (_texts.Count < Most) _texts[key] = (bytes.ToArray(), text);
        return text;
    }
}
