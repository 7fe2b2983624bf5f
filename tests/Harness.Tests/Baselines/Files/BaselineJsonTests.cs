using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;
using RunScope.Testing.Baselines.Files;

namespace RunScope.Testing.Tests;

/// <summary>The text of a baseline file: nothing is lost in it, reviews see little of it, and what is broken is named.</summary>
public class BaselineJsonTests
{
    private const string File = "Baselines/Tests.Import.baseline.json";

    [Fact]
    public void What_is_written_is_read_again() => MadeBaseline.Any.Sample(baseline =>
        MadeBaseline.Everything(Parse(BaselineJson.Write(baseline))).ShouldBe(MadeBaseline.Everything(baseline)));

    [Fact]
    public void What_is_read_is_written_as_it_was() => MadeBaseline.Any.Sample(baseline =>
    {
        var text = BaselineJson.Write(baseline);

        BaselineJson.Write(Parse(text)).ShouldBe(text);
    });

    [Fact]
    public void The_text_is_JSON_that_any_reader_takes_with_nothing_invisible_in_it() => MadeBaseline.Any.Sample(baseline =>
    {
        var text = BaselineJson.Write(baseline);

        using var document = JsonDocument.Parse(text);
        document.RootElement.GetProperty("test").GetString().ShouldBe(baseline.Test);
        text.EnumerateRunes().Where(r => r.Value != '\n').ShouldAllBe(r => !Rune.IsControl(r) && Rune.GetUnicodeCategory(r) != UnicodeCategory.Format);
        text.ShouldEndWith("}\n");
    });

    [Fact]
    public void Times_of_any_length_stay_the_same_from_one_writing_to_the_next() => Gen.Long[0, long.MaxValue].Sample(ns =>
    {
        var job = MadeBaseline.Job(1) with { Runs = [new RunMetrics(ImmutableSortedDictionary<GatedMetric, double>.Empty.Add(GatedMetric.BlockedTime, ns / 1e9).Add(GatedMetric.BytesRead, ns))] };
        var text = BaselineJson.Write(MadeBaseline.Of("Tests.Import") with { Jobs = [job] });

        BaselineJson.Write(Parse(text)).ShouldBe(text);
    });

    [Fact]
    public void A_job_that_is_added_adds_lines_and_changes_none() => Gen.Select(MadeBaseline.Any, MadeBaseline.Any).Sample((before, other) =>
    {
        if (before.Jobs.IsEmpty || other.Jobs.IsEmpty) return;
        var lines = BaselineJson.Write(before).Split('\n');
        var after = BaselineJson.Write(before with { Jobs = before.Jobs.Add(other.Jobs[0]) }).Split('\n');

        var added = after.Length - lines.Length;
        const int Header = 6;
        after[..Header].ShouldBe(lines[..Header]);
        after[(Header + added)..].ShouldBe(lines[Header..]);
    });

    [Fact]
    public void The_text_looks_like_this()
    {
        var baseline = MadeBaseline.Of("Tests.Import", 120, 125.5) with { Jobs = [MadeBaseline.Job(120, 125.5) with { Runs = [.. MadeBaseline.Job(120, 125.5).Runs, new RunMetrics(ImmutableSortedDictionary<GatedMetric, double>.Empty)] }] };

        BaselineJson.Write(baseline).ShouldBe("""
            {
              "schemaVersion": 1,
              "test": "Tests.Import",
              "command": "gzip -9",
              "threads": "application threads",
              "jobs": [
                {
                  "acceptedAt": "2026-01-31T12:00:00Z",
                  "commit": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                  "reason": "made for a test",
                  "environment": {
                    "cpuModel": "Example CPU @ 2.0 GHz",
                    "cpuCount": 4,
                    "cgroupCpuQuota": null,
                    "kernel": "6.1.0-18-amd64",
                    "runtime": ".NET 10.0.1",
                    "engine": "procfs",
                    "fidelity": { "diskSleep": "exactKernel", "idle": "exactKernel", "runnable": "exactKernel", "running": "exactKernel", "sleeping": "sampled", "stopped": "exactKernel" }
                  },
                  "runs": 3,
                  "metrics": {
                    "wallTimeNs": [120000000, 125500000, null]
                  },
                  "waits": [
                    { "state": "sleeping", "call": "futex", "target": null, "thread": "worker", "ns": 250000000, "count": 12.5 }
                  ]
                }
              ]
            }

            """);
    }

    [Fact]
    public void Of_many_waits_the_longest_are_kept()
    {
        var many = Enumerable.Range(1, 200).Select(i => new WaitTotal(TaskState.Sleeping, "read", $"pipe {i}", null, i, 1));

        var kept = Parse(BaselineJson.Write(MadeBaseline.Of("Tests.Import") with { Jobs = [MadeBaseline.Job(1) with { Waits = [.. many] }] })).Jobs[0].Waits;

        kept.Length.ShouldBe(WaitTotal.MostWaits);
        kept[0].Target.ShouldBe("pipe 200");
        kept[^1].Target.ShouldBe("pipe 81");
    }

    [Theory]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 2", "its schemaVersion is 2, this build reads 1. Use the version of RunScope.Testing that wrote it")]
    [InlineData("\"schemaVersion\": 1,", "", "it has no schemaVersion, so it isn't a baseline")]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": \"1\"", "schemaVersion is no whole number, line 2")]
    [InlineData("120000000", "-1", "a value of wallTimeNs is -1, less than 0, line 22")]
    [InlineData("120000000", "1.5", "a value of wallTimeNs is no whole number, line 22")]
    [InlineData("120000000", "\"120\"", "a value of wallTimeNs is no whole number, line 22")]
    [InlineData("120000000", "99999999999999999999", "a value of wallTimeNs is no whole number, line 22")]
    [InlineData("120000000", "9223372036854775807", "a value of wallTimeNs is 9223372036854775807, more than 9000000000000000000, line 22")]
    [InlineData("120000000", "NaN", "it isn't valid JSON, line 22")]
    [InlineData("[120000000, 130000000]", "[120000000]", "the job that begins here has 2 runs, but its wallTimeNs has 1 values, line 7")]
    [InlineData("\"wallTimeNs\"", "\"walTimeNs\"", "metrics has \"walTimeNs\", which this build doesn't know, line 22")]
    [InlineData("\"runs\": 2", "\"runs\": 2000000000", "runs is 2000000000, more than 400, line 20")]
    [InlineData("\"wallTimeNs\": [120000000, 130000000]", "", "the job that begins here has no number, line 7")]
    [InlineData("[120000000, 130000000]", "[null, null]", "the job that begins here has no number, line 7")]
    [InlineData("\"runs\": 2", "\"runs\": 0", "runs is 0, less than 1, line 20")]
    [InlineData("\"reason\": \"made for a test\",", "", "a job has no reason, line 7")]
    [InlineData("\"reason\": \"made for a test\",", "\"reason\": \"a\", \"reason\": \"b\",", "a job has \"reason\" twice, line 10")]
    [InlineData("2026-01-31T12:00:00Z", "31.1.2026", "acceptedAt is no time such as 2026-01-31T12:00:00Z, line 8")]
    [InlineData("\"state\": \"sleeping\"", "\"state\": \"snoring\"", "\"snoring\" is no state, line 25")]
    [InlineData("\"idle\": \"exactKernel\"", "\"idle\": \"guessed\"", "\"guessed\" is no fidelity, line 18")]
    [InlineData("\"cpuCount\": 4", "\"cpuCount\": null", "cpuCount is no whole number, line 13")]
    [InlineData("\"kernel\": \"6.1.0-18-amd64\"", "\"kernel\": null", "kernel is no text, line 15")]
    [InlineData("\"call\": \"futex\"", "\"call\": \"\\ud800\"", "a text is no valid UTF-8, or has half a character, line 25")]
    [InlineData("\"count\": 12.5", "\"count\": 1e999", "count is no number, line 25")]
    [InlineData("\"count\": 12.5", "\"count\": -2", "count is negative, line 25")]
    [InlineData("  ]\n}", "", "it ends too early, line 29")]
    [InlineData("      \"metrics\": {", "<<<<<<< ours\n      \"metrics\": {", "a merge was left unresolved (keep the jobs of both sides), line 21")]
    [InlineData("\"jobs\": [", "\"jobs\": {", "it isn't valid JSON, line 7")]
    public void What_is_broken_is_named_with_its_line_and_what_to_do(string text, string by, string said)
    {
        var whole = BaselineJson.Write(MadeBaseline.Of("Tests.Import", 120, 130));
        var broken = whole.Replace(text, by, StringComparison.Ordinal);
        broken.ShouldNotBe(whole);

        var error = Should.Throw<BaselineFileException>(() => Parse(broken));

        error.Message.ShouldStartWith($"Cannot read the baseline {File}: {said}");
        error.Message.ShouldContain("accept the baseline again");
        error.Message.ShouldEndWith("The file was not changed.");
        error.File.ShouldBe(File);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\0\0\0\0")]
    public void What_never_was_a_baseline_is_none(string text) => Should.Throw<BaselineFileException>(() => Parse(text));

    [Fact]
    public void Text_that_follows_is_found() => Should.Throw<BaselineFileException>(() => Parse(BaselineJson.Write(MadeBaseline.Of("T", 1)) + "{}"));

    [Fact]
    public void Editors_may_add_a_mark_in_front_and_end_lines_in_their_way()
    {
        var baseline = MadeBaseline.Of("Tests.Import", 120);

        var read = Parse("\uFEFF" + BaselineJson.Write(baseline).Replace("\n", "\r\n", StringComparison.Ordinal));

        MadeBaseline.Everything(read).ShouldBe(MadeBaseline.Everything(baseline));
    }

    [Fact]
    public void A_file_that_was_cut_anywhere_is_an_error() => Gen.Select(MadeBaseline.Any, Gen.Double[0, 1]).Sample((baseline, share) =>
    {
        var text = Encoding.UTF8.GetBytes(BaselineJson.Write(baseline));
        var cut = text[..(int)((text.Length - 2) * share)];

        Should.Throw<BaselineFileException>(() => BaselineJson.Parse(cut, File));
    });

    [Fact]
    public void A_file_that_was_damaged_anywhere_is_read_or_is_an_error_that_says_so() => Gen.Select(MadeBaseline.Any, Gen.Select(Gen.Double[0, 1], Gen.Byte).Array[1, 4]).Sample((baseline, changes) =>
    {
        var text = Encoding.UTF8.GetBytes(BaselineJson.Write(baseline));
        foreach (var (share, value) in changes) text[(int)((text.Length - 1) * share)] = value;

        ReadOrSaid(text);
    });

    [Fact]
    public void A_file_in_which_values_changed_places_is_read_or_is_an_error_that_says_so() => Gen.Select(MadeBaseline.Any, Gen.Int, Gen.Int, Gen.OneOf("null", "-5", "1e400", "{}", "[[]]", "\"\\udc00\"", "true", "")).Sample((baseline, one, two, piece) =>
    {
        var tokens = BaselineJson.Write(baseline).Split(' ');
        var (i, j) = ((int)((uint)one % tokens.Length), (int)((uint)two % tokens.Length));
        (tokens[i], tokens[j]) = (tokens[j], tokens[i]);
        tokens[(int)((uint)(one ^ two) % tokens.Length)] = piece;

        ReadOrSaid(Encoding.UTF8.GetBytes(string.Join(' ', tokens)));
    });

    // What is read can be written, and is then read as the same.
    private static void ReadOrSaid(byte[] text)
    {
        Baseline read;
        try
        {
            read = BaselineJson.Parse(text, File);
        }
        catch (BaselineFileException e)
        {
            e.Message.ShouldStartWith($"Cannot read the baseline {File}: ");
            return;
        }

        var written = BaselineJson.Write(read);
        BaselineJson.Write(Parse(written)).ShouldBe(written);
    }

    private static Baseline Parse(string text) => BaselineJson.Parse(Encoding.UTF8.GetBytes(text), File);
}
