using System.Text;

namespace RunScope.Testing.Cli.Live;

/// <summary>Makes keys of the bytes that a terminal sends: UTF-8, and the sequences of xterm (ctlseqs, "PC-Style Function Keys"), which the others follow.</summary>
internal sealed class KeyDecoder
{
    private const byte Escape = 0x1b;

    // No sequence that a key sends is longer; what is, isn't one.
    private const int LongestSequence = 32;

    private readonly List<byte> _pending = [];

    /// <summary>Whether bytes wait that may be the beginning of a sequence: when no more follow they stand for themselves, see <see cref="Flush"/>.</summary>
    public bool IsWaiting => _pending.Count > 0;

    /// <summary>Takes bytes as they come and returns the keys that are complete.</summary>
    public IReadOnlyList<LiveKey> Decode(ReadOnlySpan<byte> bytes)
    {
        _pending.AddRange(bytes);
        var keys = new List<LiveKey>();
        while (_pending.Count > 0 && TryTake(out var key)) keys.Add(key);
        return keys;
    }

    /// <summary>Nothing has followed for a while: an escape that waits is the key Esc.</summary>
    public IReadOnlyList<LiveKey> Flush()
    {
        LiveKey[] keys = _pending is [Escape, ..] ? [new LiveKey(KeyName.Escape)] : [];
        _pending.Clear();
        return keys;
    }

    private bool TryTake(out LiveKey key)
    {
        key = default;
        var first = _pending[0];
        if (first != Escape) return TryTakeCharacter(out key);
        if (_pending.Count == 1) return false;
        if (_pending[1] is not ((byte)'[' or (byte)'O'))
        {
            // Esc, and another key soon after; also Alt with a key, which means nothing here.
            _pending.RemoveAt(0);
            key = new LiveKey(KeyName.Escape);
            return true;
        }

        for (var at = 2; at < _pending.Count; at++)
        {
            if (_pending[at] is < 0x40 or > 0x7e)
            {
                if (at < LongestSequence) continue;
                _pending.Clear();
                key = new LiveKey(KeyName.Other);
                return true;
            }

            key = new LiveKey(NameOf([.. _pending.Take(at + 1)]));
            _pending.RemoveRange(0, at + 1);
            return true;
        }

        return false;
    }

    private bool TryTakeCharacter(out LiveKey key)
    {
        key = default;
        Span<byte> bytes = stackalloc byte[Math.Min(4, _pending.Count)];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = _pending[i];
        var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
        if (status == System.Buffers.OperationStatus.NeedMoreData) return false;
        _pending.RemoveRange(0, length);
        key = status != System.Buffers.OperationStatus.Done ? new LiveKey(KeyName.Other) : rune.Value switch
        {
            '\r' or '\n' => new LiveKey(KeyName.Enter),
            0x7f or 0x08 => new LiveKey(KeyName.Backspace),
            0x03 => new LiveKey(KeyName.Interrupt),
            < ' ' => new LiveKey(KeyName.Other),
            _ => new LiveKey(KeyName.Character, rune),
        };
        return true;
    }

    private static KeyName NameOf(ReadOnlySpan<byte> sequence) => (char)sequence[^1] switch
    {
        'A' => KeyName.Up,
        'B' => KeyName.Down,
        'H' => KeyName.Home,
        'F' => KeyName.End,
        'M' when sequence[1] == 'O' => KeyName.Enter,
        '~' => sequence[2..^1] switch
        {
            [(byte)'1' or (byte)'7', ..] when sequence.Length == 4 => KeyName.Home,
            [(byte)'4' or (byte)'8', ..] when sequence.Length == 4 => KeyName.End,
            [(byte)'5', ..] when sequence.Length == 4 => KeyName.PageUp,
            [(byte)'6', ..] when sequence.Length == 4 => KeyName.PageDown,
            _ => KeyName.Other,
        },
        _ => KeyName.Other,
    };
}
