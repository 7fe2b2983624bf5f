using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RunScope.Testing.Analysis.Metrics;

namespace RunScope.Testing.Baselines.Files;

/// <summary>Writes a baseline by hand: no serializer puts the runs of a metric on one line and everything else on lines of its own.</summary>
internal sealed class BaselineWriter
{
    private readonly StringBuilder _text = new();

    public string Write(Baseline baseline)
    {
        Line(0, "{");
        Line(1, Member("schemaVersion", Number(BaselineJson.SchemaVersion)) + ",");
        Line(1, Member("test", Text(baseline.Test)) + ",");
        Line(1, Member("command", Text(baseline.Command)) + ",");
        Line(1, Member("threads", Text(baseline.Threads)) + ",");
        Line(1, "\"jobs\": [");
        foreach (var (job, isLast) in Marked([.. baseline.Jobs.Reverse()])) Job(job, isLast);
        Line(1, "]");
        Line(0, "}");
        return _text.ToString();
    }

    private void Job(AcceptedJob job, bool isLast)
    {
        Line(2, "{");
        Line(3, Member("acceptedAt", Text(job.AcceptedAt.UtcDateTime.ToString(BaselineParser.TimeFormat, CultureInfo.InvariantCulture))) + ",");
        Line(3, Member("commit", Text(job.Commit)) + ",");
        Line(3, Member("reason", Text(job.Reason)) + ",");
        Environment(job.Environment);
        Line(3, Member("runs", Number(job.Runs.Length)) + ",");
        List(3, "metrics", '{', '}', [.. MetricKind.All.Where(k => job.Runs.Any(r => r[k.Metric] is not null)).Select(k => Member(k.Key, Values(k, job.Runs)))]);
        Line(-1, ",");
        List(3, "waits", '[', ']', [.. WaitTotal.Longest(job.Waits).Select(Wait)]);
        Line(-1, "");
        Line(2, isLast ? "}" : "},");
    }

    private void Environment(BaselineEnvironment of)
    {
        Line(3, "\"environment\": {");
        Line(4, Member("cpuModel", Text(of.CpuModel)) + ",");
        Line(4, Member("cpuCount", Number(of.CpuCount)) + ",");
        Line(4, Member("cgroupCpuQuota", of.CgroupCpuQuota is { } quota ? quota.ToString("R", CultureInfo.InvariantCulture) : "null") + ",");
        Line(4, Member("kernel", Text(of.Kernel)) + ",");
        Line(4, Member("runtime", Text(of.Runtime)) + ",");
        Line(4, Member("engine", Text(of.Engine)) + ",");
        Line(4, Member("fidelity", "{ " + string.Join(", ", of.Fidelity.Select(f => Member(Word(f.Key), Text(Word(f.Value.ToString()))))) + " }"));
        Line(3, "},");
    }

    private static string Values(MetricKind kind, ImmutableArray<RunMetrics> runs) =>
        $"[{string.Join(", ", runs.Select(r => r[kind.Metric] is { } value ? Number(WholeNumbers.Of(kind, value)) : "null"))}]";

    private static string Wait(WaitTotal wait) => "{ " + string.Join(
        ", ",
        Member("state", Text(Word(wait.State.ToString()))),
        Member("call", Text(wait.Call)),
        Member("target", Text(wait.Target)),
        Member("thread", Text(wait.Thread)),
        Member("ns", Number(WholeNumbers.Nanoseconds(wait.Seconds))),
        Member("count", Math.Round(wait.Count, 2).ToString("R", CultureInfo.InvariantCulture))) + " }";

    // The last line is left open for the comma.
    private void List(int depth, string name, char open, char close, ImmutableArray<string> lines)
    {
        if (lines.IsEmpty)
        {
            Indent(depth).Append(CultureInfo.InvariantCulture, $"\"{name}\": {open}{close}");
            return;
        }

        Line(depth, $"\"{name}\": {open}");
        foreach (var (line, isLast) in Marked(lines)) Line(depth + 1, isLast ? line : line + ",");
        Indent(depth).Append(close);
    }

    private static IEnumerable<(T Item, bool IsLast)> Marked<T>(ImmutableArray<T> items) => items.Select((item, i) => (item, i == items.Length - 1));

    private void Line(int depth, string text) => Indent(depth).Append(text).Append('\n');

    private StringBuilder Indent(int depth) => _text.Append(' ', 2 * Math.Max(depth, 0));

    private static string Member(string key, string value) => $"{Text(key)}: {value}";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    // Not the encoder for HTML pages: command lines have quotes and '+', and are read by people.
    private static string Text(string? text) => text is null ? "null" : $"\"{Visible(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text))}\"";

    // It lets pass what turns the direction of a text: a review must see what is in the file.
    private static string Visible(string encoded)
    {
        if (!encoded.EnumerateRunes().Any(IsFormat)) return encoded;
        var visible = new StringBuilder();
        foreach (var rune in encoded.EnumerateRunes())
        {
            if (!IsFormat(rune)) visible.Append(rune);
            else foreach (var c in rune.ToString()) visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return visible.ToString();
    }

    private static bool IsFormat(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;

    private static string Word(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
