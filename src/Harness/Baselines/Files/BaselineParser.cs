using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;

namespace RunScope.Testing.Baselines.Files;

/// <summary>Reads baselines strictly: a key that is missing, unknown or there twice is an error, because the next job that is accepted would write the file without it.</summary>
internal static class BaselineParser
{
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>A job has the runs of a screen and those that confirmed it. Each costs memory, however short the file is.</summary>
    private const int MostRuns = 2 * OptionRanges.MostGated;

    private static readonly Dictionary<string, MetricKind> KindsByKey = MetricKind.All.ToDictionary(k => k.Key);

    public static Baseline Parse(ReadOnlySpan<byte> text, string file)
    {
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[Encoding.UTF8.Preamble.Length..];
        try
        {
            RequireVersion(text, file);
            var at = new JsonCursor(text);
            var baseline = Root(ref at);
            at.End();
            return baseline;
        }
        catch (JsonShapeException e)
        {
            throw Damaged(file, e.Message, e.Line, e);
        }
        catch (JsonException e)
        {
            throw UnresolvedMerge(text) is { } line
                ? Damaged(file, "a merge was left unresolved (keep the jobs of both sides)", line, e)
                : Damaged(file, EndsHere(text, e) ? "it ends too early" : "it isn't valid JSON", (int)(e.LineNumber ?? 0) + 1, e);
        }
    }

    private static void RequireVersion(ReadOnlySpan<byte> text, string file)
    {
        var at = new JsonCursor(text);
        long? version = null;
        at.Members("the file", (ref at, key) =>
        {
            if (key == "schemaVersion") version = at.Whole(key, 0, int.MaxValue);
            else at.Skip();
            return true;
        });
        if (version is null) throw new BaselineFileException($"Cannot read the baseline {file}: it has no schemaVersion, so it isn't a baseline. {Remedy}", file);
        if (version == BaselineJson.SchemaVersion) return;
        throw new BaselineFileException(
            string.Create(CultureInfo.InvariantCulture, $"Cannot read the baseline {file}: its schemaVersion is {version}, this build reads {BaselineJson.SchemaVersion}. ")
            + "Use the version of RunScope.Testing that wrote it, or remove it and accept the baseline again. The file was not changed.",
            file);
    }

    private static Baseline Root(ref JsonCursor at)
    {
        string test = "", command = "", threads = "";
        ImmutableArray<AcceptedJob> jobs = [];
        at.Object("the file", ["schemaVersion", "test", "command", "threads", "jobs"], (ref at, key) =>
        {
            switch (key)
            {
                case "schemaVersion": break;
                case "test": test = at.Text(key); break;
                case "command": command = at.Text(key); break;
                case "threads": threads = at.Text(key); break;
                case "jobs": jobs = at.List(key, Job); break;
                default: return false;
            }

            return true;
        });

        // Newest first in the file.
        return new Baseline(test, command, threads, [.. jobs.Reverse()]);
    }

    private static AcceptedJob Job(ref JsonCursor at)
    {
        DateTimeOffset acceptedAt = default;
        string? commit = null, reason = null;
        BaselineEnvironment? environment = null;
        var runs = 0;
        var metrics = new SortedDictionary<GatedMetric, ImmutableArray<double?>>();
        ImmutableArray<WaitTotal> waits = [];
        var start = at;
        at.Object("a job", ["acceptedAt", "commit", "reason", "environment", "runs", "metrics", "waits"], (ref at, key) =>
        {
            switch (key)
            {
                case "acceptedAt": acceptedAt = Time(ref at, key); break;
                case "commit": commit = at.TextOrNull(key); break;
                case "reason": reason = at.TextOrNull(key); break;
                case "environment": environment = EnvironmentParser.Read(ref at); break;
                case "runs": runs = (int)at.Whole(key, 1, MostRuns); break;
                case "metrics": at.Members(key, (ref at, metric) => Metric(ref at, metric, metrics)); break;
                case "waits": waits = at.List(key, Wait); break;
                default: return false;
            }

            return true;
        });

        if (metrics.Values.All(v => v.All(n => n is null))) throw start.Wrong("the job that begins here has no number");
        foreach (var (metric, values) in metrics)
        {
            if (values.Length != runs)
                throw start.Wrong(string.Create(CultureInfo.InvariantCulture, $"the job that begins here has {runs} runs, but its {MetricKind.Of(metric).Key} has {values.Length} values"));
        }

        return new AcceptedJob(acceptedAt, commit, reason, environment!, [.. Enumerable.Range(0, runs).Select(i => Run(metrics, i))], waits);
    }

    private static bool Metric(ref JsonCursor at, string key, SortedDictionary<GatedMetric, ImmutableArray<double?>> metrics)
    {
        if (!KindsByKey.TryGetValue(key, out var kind)) return false;
        metrics[kind.Metric] = at.List(key, (ref at) => at.IsNull ? (double?)null : kind.FromWhole(at.Whole($"a value of {key}", 0, WholeNumbers.Largest)));
        return true;
    }

    private static RunMetrics Run(SortedDictionary<GatedMetric, ImmutableArray<double?>> metrics, int run) =>
        new(metrics.Where(m => m.Value[run] is not null).ToImmutableSortedDictionary(m => m.Key, m => m.Value[run]!.Value));

    private static WaitTotal Wait(ref JsonCursor at)
    {
        var state = TaskState.Unknown;
        string call = "";
        string? target = null, thread = null;
        double seconds = 0, count = 0;
        at.Object("a wait", ["state", "call", "target", "thread", "ns", "count"], (ref at, key) =>
        {
            switch (key)
            {
                case "state": state = EnvironmentParser.State(ref at, at.Text(key)); break;
                case "call": call = at.Text(key); break;
                case "target": target = at.TextOrNull(key); break;
                case "thread": thread = at.TextOrNull(key); break;
                case "ns": seconds = WholeNumbers.Seconds(at.Whole(key, 0, WholeNumbers.Largest)); break;
                case "count": count = at.Number(key); break;
                default: return false;
            }

            return true;
        });
        return new WaitTotal(state, call, target, thread, seconds, count);
    }

    private static DateTimeOffset Time(ref JsonCursor at, string key) =>
        DateTimeOffset.TryParseExact(at.Text(key), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw at.Wrong($"{key} is no time such as 2026-01-31T12:00:00Z");

    private const string Remedy = "Restore it from version control, or remove it and accept the baseline again. The file was not changed.";

    private static BaselineFileException Damaged(string file, string what, int line, Exception cause) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Cannot read the baseline {file}: {what}, line {line}. {Remedy}"), file, cause);

    private static bool EndsHere(ReadOnlySpan<byte> text, JsonException e) =>
        e.LineNumber >= text.Count((byte)'\n') && e.BytePositionInLine >= text.Length - (text.LastIndexOf((byte)'\n') + 1);

    private static int? UnresolvedMerge(ReadOnlySpan<byte> text)
    {
        var mark = text.IndexOf("<<<<<<< "u8);
        return mark == 0 || (mark > 0 && text[mark - 1] == '\n') ? text[..mark].Count((byte)'\n') + 1 : null;
    }
}
