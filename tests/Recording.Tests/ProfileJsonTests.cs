using System.Text.Json.Nodes;
using RunScope.Testing.Building;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Tests;

public class ProfileJsonTests
{
    [Fact]
    public void A_profile_reads_back_as_it_was_written()
    {
        var json = ProfileJson.ToJson(Example());

        ProfileJson.ToJson(ProfileJson.Parse(json)).ShouldBe(json);
    }

    [Fact]
    public void Names_and_units_are_those_of_schema_version_1()
    {
        var json = ProfileJson.ToJson(Example());

        foreach (var name in (string[])["\"schemaVersion\": 1", "\"wallTimeNs\": 2000000", "\"runningNs\": 500000", "\"sampleRateHz\": 100", "\"endedBy\": \"exit\"", "\"kind\": \"exactKernel\"", "\"state\": \"diskSleep\"", "\"ns\": 1500000", "\"pid\": 42", "\"bucketNs\": 1000000"])
            json.ShouldContain(name);
    }

    [Fact]
    public void A_process_that_was_only_attached_to_has_neither_an_exit_code_nor_an_end()
    {
        var example = Example();
        var json = ProfileJson.ToJson(example with { EndedBy = EndedBy.Detach, ExitCode = null, Processes = [example.Processes[0] with { End = null }], Threads = [example.Threads[0] with { End = null }] });

        foreach (var part in (string[])["\"endedBy\": \"detach\"", "\"exitCode\": null", "\"exitSignal\": null", "\"endNs\": null", "\"simulated\": false"]) json.ShouldContain(part);
        var read = ProfileJson.Parse(json);
        ProfileJson.ToJson(read).ShouldBe(json);
        (read.EndedBy, read.ExitCode, read.Processes[0].End, read.Threads[0].End).ShouldBe((EndedBy.Detach, null, null, null));
    }

    [Fact]
    public void A_hostile_name_stays_a_name()
    {
        var json = ProfileJson.ToJson(Example());

        json.ShouldNotContain("<script>");
        ProfileJson.Parse(json).Threads[0].Name.ShouldBe("</script><script>");
    }

    [Theory]
    [InlineData("{}", "no schemaVersion")]
    [InlineData("[]", "no schemaVersion")]
    [InlineData("{\"schemaVersion\": 2}", "its schemaVersion is 2, this build reads 1")]
    [InlineData("{\"schemaVersion\": \"1\"}", "its schemaVersion is 1, this build reads 1")]
    [InlineData("{\"schemaVersion\": 1}", "not valid")]
    [InlineData("{\"schemaVersion\": 1, ", "damaged")]
    [InlineData("", "damaged")]
    public void A_text_that_is_no_profile_of_this_version_is_refused_in_words(string json, string word) =>
        Should.Throw<ProfileFormatException>(() => ProfileJson.Parse(json, "old.json")).Message.ShouldSatisfyAllConditions(
            m => m.ShouldContain("old.json"),
            m => m.ShouldContain(word));

    [Fact]
    public void A_profile_cut_off_anywhere_is_refused()
    {
        var json = ProfileJson.ToJson(Example());

        for (var length = 0; length < json.TrimEnd().Length; length += 37)
            Should.Throw<ProfileFormatException>(() => ProfileJson.Parse(json[..length]));
    }

    [Theory]
    [InlineData("\"wallTimeNs\": 2000000", "\"wallTimeNs\": -1000000", "wallTimeNs is negative")]
    [InlineData("\"wallTimeNs\": 2000000", "\"wallTimeNs\": 9223372036854775807", "longer than any run|too short for the run")]
    [InlineData("\"wallTimeNs\": 2000000", "\"wallTimeNs\": 9223372036854775808", "wallTimeNs")]
    [InlineData("\"wallTimeNs\": 2000000", "\"wallTimeNs\": 1e400", "wallTimeNs")]
    [InlineData("\"wallTimeNs\": 2000000", "\"wallTimeNs\": 1, \"wallTimeNs\": 2", "damaged")]
    [InlineData("\"name\": \"</script", "\"name\": \"\\ud800", "damaged")]
    [InlineData("\"sleeping\": {", "\"sleeping\": null, \"x\": {", "damaged")]
    [InlineData("\"endedBy\": \"exit\"", "\"endedBy\": 7", "endedBy is no word of ours")]
    [InlineData("\"low\": ", "\"low\": 1e400, \"x\": ", "share from 0 to 1")]
    [InlineData("\"tid\": 42", "\"tid\": -42", "threads[0].tid is negative")]
    public void A_number_or_word_that_no_profile_has_is_refused_by_its_name(string right, string wrong, string word)
    {
        var json = ProfileJson.ToJson(Example()).Replace("\\u003C", "<", StringComparison.Ordinal);
        json.ShouldContain(right);

        var message = Should.Throw<ProfileFormatException>(() => ProfileJson.Parse(ReplaceFirst(json, right, wrong), "old.json")).Message;

        word.Split('|').ShouldContain(w => message.Contains(w, StringComparison.Ordinal), message);
        message.ShouldContain("old.json");
    }

    [Theory]
    [InlineData("arguments")]
    [InlineData("warnings")]
    [InlineData("processes")]
    [InlineData("threads")]
    [InlineData("phases")]
    [InlineData("waits")]
    [InlineData("frames")]
    public void A_list_with_nothing_in_the_place_of_an_item_is_refused(string list)
    {
        var root = JsonNode.Parse(ProfileJson.ToJson(Example()))!.AsObject();
        var holder = list switch { "arguments" => root["target"]!, "warnings" => root["engine"]!, "frames" => root["waits"]![0]!, _ => root };
        holder[list]!.AsArray().Add(null);

        Should.Throw<ProfileFormatException>(() => ProfileJson.Parse(root.ToJsonString())).Message.ShouldContain("is null");
    }

    [Fact]
    public void What_a_profile_must_have_is_missed_by_its_name()
    {
        foreach (var (part, key) in new[] { ("target", "command"), ("engine", "reason"), ("host", "noise"), ("timeline", "threads") })
        {
            var root = JsonNode.Parse(ProfileJson.ToJson(Example()))!.AsObject();
            root[part]!.AsObject().Remove(key);

            Should.Throw<ProfileFormatException>(() => ProfileJson.Parse(root.ToJsonString())).Message.ShouldContain(part);
        }
    }

    [Fact]
    public void What_is_nested_without_end_or_is_half_a_character_is_refused_in_a_short_message()
    {
        foreach (var text in (string[])["{\"schemaVersion\": 1, \"x\": " + new string('[', 100_000), "{\"schemaVersion\": \"" + new string('9', 1_000_000) + "\"}", "{\"schemaVersion\": 1, \"\ud800\": 2}", "{\"schemaVersion\": 1, \"\\ud800\": 2}", "{\"schemaVersion\": \"\u001b[2J\"}"])
        {
            var message = Should.Throw<ProfileFormatException>(() => ProfileJson.Parse(text, "x")).Message;

            message.Length.ShouldBeLessThan(400);
            message.Any(char.IsControl).ShouldBeFalse(message);
        }
    }

    private static string ReplaceFirst(string text, string old, string with)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return text[..at] + with + text[(at + old.Length)..];
    }

    private static ProcessProfile Example()
    {
        ThreadTotals totals = default;
        totals.Running = 500_000;
        totals.Sampled[1] = 1_500_000;
        totals.Samples[1] = 3;
        var recording = new Recording { WallNs = 2_000_000, RootPid = 42, Engine = "procfs", SampleRate = 100, CpuNs = 500_000, BucketNs = 1_000_000, SampledPeakMemory = 4096 };
        recording.Processes.Add(new RecordedProcess(1, 42, 41, "sh", "/bin/sh", Sampling.Procfs.RuntimeKind.None, 0, 2_000_000));
        recording.Threads.Add(new RecordedThread
        {
            Id = 1,
            Tid = 42,
            ProcessId = 1,
            Name = "</script><script>",
            EndNs = 2_000_000,
            Totals = totals,
            Buckets = [500_000, 0, 0, 500_000, 0, 0, 0, 0, 0, 0, 1_000_000, 0, 0, 0],
            Waits = [new RecordedWait(BlockedKind.DiskSleep, -1, "/data/out.gz", "folio_wait_bit", 1_500_000, 3)],
        });
        recording.Phases.Add(new RecordedPhase("body", 1_000_000, null, [(1, totals)]));
        var host = new HostInfo("a CPU", 2, "6.1", ".NET 10", null, new HostNoise(null, null, null, null));
        return ProfileBuilder.Build(recording, "sh", ["-c", "x\u0001"], "/bin/sh", host, new OutputTails("out", "err", false));
    }
}
