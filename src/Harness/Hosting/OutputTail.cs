using CliWrap;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Hosting;

/// <summary>Drains a stream to its end and keeps its last part. A stream that nobody drains makes a workload fail or hang.</summary>
internal sealed class OutputTail
{
    /// <summary>What is shown of each stream.</summary>
    public const int Capacity = 16 * 1024;

    /// <summary>What the stream has said, for whoever looks for a word in it.</summary>
    public OutputLog Log { get; } = new();

    /// <summary>Whether there was more than is shown.</summary>
    public bool IsTruncated => Log.Total > Capacity;

    /// <summary>The last part; bytes that aren't UTF-8 become U+FFFD.</summary>
    public string Text
    {
        get
        {
            var total = Log.Total;
            var bytes = Log.Read(Math.Max(0, total - Capacity)).Bytes;
            var text = bytes.AsSpan(Math.Max(0, bytes.Length - Capacity));

            // The cut may have left the end of a character at the front.
            if (total > Capacity)
            {
                while (text.Length > 0 && (text[0] & 0xC0) == 0x80) text = text[1..];
            }

            return CString.Decode(text);
        }
    }

    /// <summary>The caller's own target with this one beside it. CliWrap's null target closes the pipe, which workloads see as an error: it becomes a draining one.</summary>
    public PipeTarget With(PipeTarget target) => ReferenceEquals(target, PipeTarget.Null) ? Target() : PipeTarget.Merge(target, Target());

    private PipeTarget Target() => PipeTarget.Create(async (stream, cancellationToken) =>
    {
        try
        {
            var buffer = new byte[64 * 1024];
            int n;
            while ((n = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0) Log.Append(buffer.AsSpan(0, n));
        }
        finally
        {
            Log.Complete();
        }
    });
}
