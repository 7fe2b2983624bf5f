using System.Text;

namespace RunScope.Testing.Interop;

/// <summary>Zero-terminated UTF-8.</summary>
internal static class CString
{
    /// <summary>The text with a terminating zero. A text with a zero inside can't be passed to the kernel.</summary>
    public static byte[] From(string text)
    {
        if (text.Contains('\0')) throw new ArgumentException("A text with a NUL character can't be passed to a program.", nameof(text));
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    /// <summary>Decodes what a process wrote; invalid bytes become U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
