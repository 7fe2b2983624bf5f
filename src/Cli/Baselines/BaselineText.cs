using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Pragmastat;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Analysis.Statistics;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Cli;

/// <summary>A baseline in words: each job with what is known of it, and the centre and spread of its runs. Whatever stands in the file is shown without what steers a terminal.</summary>
internal static class BaselineText
{
    private const int LongestText = 500;
    private const int HashDigits = 12;

    public static string Of(Baseline baseline)
    {
        var text = new StringBuilder();
        text.AppendLine(Visible(baseline.Test)).AppendLine("  command: " + Visible(baseline.Command)).AppendLine("  over:    " + Visible(baseline.Threads));
        for (var i = baseline.Jobs.Length; i > 0; i--) Append(text, baseline.Jobs[i - 1], i);
        return text.ToString();
    }

    /// <summary>When a job was accepted: its day.</summary>
    public static string Day(AcceptedJob job) => job.AcceptedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Append(StringBuilder text, AcceptedJob job, int number)
    {
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"job {number}: accepted {job.AcceptedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, commit {Commit(job.Commit)}, {Counts.Of(job.Runs.Length, "run")}");
        text.AppendLine("  reason: " + (job.Reason is { } reason ? Visible(reason) : "none given"));
        text.AppendLine("  on: " + Machine(job.Environment));
        var kinds = MetricKind.All.Where(k => job.Runs.Any(r => r[k.Metric] is not null)).ToArray();
        if (kinds.Length == 0) return;

        var width = kinds.Max(k => k.Name.Length);
        text.AppendLine(CultureInfo.InvariantCulture, $"  {"".PadRight(width)}  {"centre",10}  {"spread",10}");
        foreach (var kind in kinds)
        {
            ImmutableArray<double> values = [.. job.Runs.Select(r => r[kind.Metric]).OfType<double>()];
            var (center, spread) = (Center.Of(values), Spread(values));
            text.Append(CultureInfo.InvariantCulture, $"  {kind.Name.PadRight(width)}  {MetricText.Of(kind.Metric, center),10}  {(spread is { } s ? MetricText.Of(kind.Metric, s) : "unknown"),10}");
            if (spread / center is { } share && double.IsFinite(share)) text.Append(CultureInfo.InvariantCulture, $"  {Percent.Format(share),7}");
            text.AppendLine(values.Length == job.Runs.Length ? "" : $"  known in {Counts.Of(values.Length, "run")}");
        }
    }

    // The median difference of two runs (Shamos, 1976); one run has none.
    private static double? Spread(ImmutableArray<double> values) => values.Length < 2 ? null : Toolkit.Spread(new Sample(values)).NominalValue;

    private static string Machine(BaselineEnvironment of) => string.Join(
        ", ",
        Visible(of.CpuModel ?? "unknown CPU"),
        Counts.Of(of.CpuCount, "CPU"),
        of.CgroupCpuQuota is { } quota ? string.Create(CultureInfo.InvariantCulture, $"limited to {quota:0.##} of them") : "no CPU quota",
        "kernel " + Visible(of.Kernel),
        Visible(of.Runtime),
        "engine " + Visible(of.Engine));

    private static string Commit(string? hash) => hash is null ? "unknown" : VisibleText.Of(hash.Length > HashDigits ? hash[..HashDigits] : hash);

    private static string Visible(string text) => VisibleText.Of(text, LongestText);
}
