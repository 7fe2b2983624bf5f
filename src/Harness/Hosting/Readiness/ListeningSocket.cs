using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace RunScope.Testing.Hosting.Readiness;

/// <summary>A socket that listens, as <c>/proc/PID/net/tcp</c> tells it.</summary>
/// <param name="Address">The address that it listens on.</param>
/// <param name="Port">The port.</param>
/// <param name="Inode">The socket's number, by which a descriptor names it.</param>
internal sealed record ListeningSocket(IPAddress Address, int Port, ulong Inode)
{
    // TCP_LISTEN, include/net/tcp_states.h.
    private const string Listening = "0A";

    /// <summary>The sockets that listen, of the text of <c>/proc/PID/net/tcp</c> or <c>tcp6</c> (<c>proc(5)</c>).</summary>
    public static IEnumerable<ListeningSocket> Parse(string table)
    {
        // Whole lines: of one that is cut off, the last number may lack digits.
        foreach (var line in table.Split('\n').SkipLast(1).Skip(1))
        {
            // "sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode ..."
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 10 || fields[3] != Listening) continue;
            var colon = fields[1].IndexOf(':', StringComparison.Ordinal);
            if (colon < 0
                || AddressOf(fields[1].AsSpan(0, colon)) is not { } address
                || !ushort.TryParse(fields[1].AsSpan(colon + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var port)
                || !ulong.TryParse(fields[9], NumberStyles.None, CultureInfo.InvariantCulture, out var inode))
            {
                continue;
            }

            yield return new ListeningSocket(address, port, inode);
        }
    }

    public override string ToString() => new IPEndPoint(Address, Port).ToString();

    // The kernel prints the address as words of 32 bits in its own byte order; the machines that we run on are little-endian.
    private static IPAddress? AddressOf(ReadOnlySpan<char> hex)
    {
        if (hex.Length is not (8 or 32)) return null;
        var bytes = new byte[hex.Length / 2];
        for (var i = 0; i < bytes.Length; i += 4)
        {
            if (!uint.TryParse(hex.Slice(i * 2, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var word)) return null;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i), word);
        }

        return new IPAddress(bytes);
    }
}
