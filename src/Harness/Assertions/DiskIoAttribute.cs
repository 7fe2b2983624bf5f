using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing;

/// <summary>Limits the bytes that a process and its children fetched from storage and sent there.</summary>
/// <remarks>
/// What the page cache answers isn't counted, and nor is a file system without storage, such as tmpfs. Bytes written count when a page becomes dirty,
/// whether or not it is written before the process ends. With several runs the limit is on the median.
/// </remarks>
public sealed class DiskIoAttribute : ProfileAssertionAttribute
{
    private const int MostReason = 600;

    /// <summary>Counts bytes fetched from storage. With neither kind chosen, or both, they are summed.</summary>
    public bool Read { get; set; }

    /// <summary>Counts bytes sent to storage. With neither kind chosen, or both, they are summed.</summary>
    public bool Written { get; set; }

    /// <summary>The least size, such as "64MB" or "1GiB"; not limited when null.</summary>
    public string? AtLeast { get; set; }

    /// <summary>The largest size, such as "64MB" or "1GiB"; not limited when null.</summary>
    public string? AtMost { get; set; }

    /// <inheritdoc/>
    protected internal override bool TakesThreads => false;

    /// <inheritdoc/>
    protected internal override string Key => Summed ? "" : Read ? "read" : "written";

    private bool Summed => Read == Written;

    private string Metric => Summed ? "DiskIo" : $"DiskIo ({Key})";

    private Bounds Bounds => Bounds.OfSizes(AtLeast, AtMost);

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        var bounds = AtLeast is null && AtMost is null ? [BoundProblems.NoBound] : BoundProblems.OfSizes(AtLeast, AtMost);
        return bounds.Concat(ThreadsRefused("DiskIo"));
    }

    /// <inheritdoc/>
    public override Finding Evaluate(ImmutableArray<ProcessProfile> runs)
    {
        RequireValid();
        if (runs.FirstOrDefault(r => r.Io is null) is { } unread)
        {
            return Findings.Unknown(Metric, Bounds, unread.IsSpan ? SpanReason(unread) : WarningTexts.Reason(unread.Engine, WarningTexts.StorageUnknown));
        }

        var parts = Summed && runs.Length == 1 ? $"read {Words(runs[0].Io!.Read)}, written {Words(runs[0].Io!.Written)}; " : "";
        return Findings.Of(Metric, Bounds, [.. runs.Select(r => Interval.Point(Bytes(r.Io!)))], $"{parts}all processes, exact");
    }

    private static string SpanReason(ProcessProfile span) =>
        span.Engine.Warnings.Any(w => w.StartsWith(WarningTexts.PhaseStorageUnknown, StringComparison.Ordinal))
            ? VisibleText.Of(WarningTexts.Reason(span.Engine, WarningTexts.PhaseStorageUnknown), MostReason)
            : "it couldn't be read at both ends of the span (/proc/PID/io)";

    /// <summary>The attribute as it is written.</summary>
    public override string ToString() => Declaration.Of(
        "DiskIo",
        [
            Declaration.Part(nameof(Read), Read),
            Declaration.Part(nameof(Written), Written),
            Declaration.Part(nameof(AtLeast), AtLeast),
            Declaration.Part(nameof(AtMost), AtMost),
            .. ThreadParts(),
        ]);

    private string Words(ByteSize size) => Bounds.Rounded(size.Bytes, 0);

    private double Bytes(IoCounts io) => Summed ? io.Read.Bytes + io.Written.Bytes : Read ? io.Read.Bytes : io.Written.Bytes;
}
