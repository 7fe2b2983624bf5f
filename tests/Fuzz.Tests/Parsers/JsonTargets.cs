using System.Text;
using System.Text.Json;
using RunScope.Testing.Baselines.Files;
using RunScope.Testing.Cli.Compare;
using RunScope.Testing.Configuration;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Html;
using RunScope.Testing.Tests.Baselines;
using RunScope.Testing.Tests.Fuzzing;
using RunScope.Testing.Tests.Reporting;
using static RunScope.Testing.Tests.Parsers.Inputs;

namespace RunScope.Testing.Tests.Parsers;

/// <summary>Files of JSON: what is read is the same when it is written and read again, and everything that is made of it can be made; what isn't is refused in words.</summary>
internal static class JsonTargets
{
    private static readonly string[] JsonWords = ["{", "}", "[", "]", ",", ":", "\"", "null", "-1", "\"schemaVersion\": 1,", "1e400", "\"\\ud800\"", "\"\\u0000\"", "/*", new string('[', 100), "\"a\":1,\"a\":2,"];

    private static readonly string Profile = ProfileJson.ToJson(MadeUpProfile.Create(1) with { Timeline = Timeline.Empty });

    private static readonly string Verdict = VerdictJson.ToJson(MadeUpProfile.Verdict() with { Baseline = MadeUpComparison.Regressed }, ["run1.json"]);

    private static readonly string Baseline = BaselineText();

    private const string Configuration = """
        { "$schema": "x", "timeLimit": "30s", "sampleRate": 100, "runs": 3, "threads": "worker-*", "require": true, "inconclusive": "fail", "redact": ["license=\\S+"], "github": false,
          "reports": { "folder": "out", "enabled": true }, "regression": { "metrics": ["cpuTime"], "minEffect": 0.05, "floor": "20ms, 4MiB, 100" }, "environment": { "TZ": "UTC", "HTTP_PROXY": null } }
        """;

    public static FuzzTarget[] All { get; } =
    [
        new("profile JSON", 1_500, 100_000, Utf8(Profile), JsonWords, ReadProfile),
        new("profile JSON of another shape", 500, 20_000, [[1, 2, 3, 4]], [], input => ReadProfile(Shaped(Profile, input))),
        new("profile JSON of another shape, drawn", 50, 2_000, [[1, 2, 3, 4]], [], input => DrawProfile(Shaped(ProfileJson.ToJson(MadeUpProfile.Create(1)), input))),
        new("verdict JSON", 2_000, 100_000, Utf8(Verdict), JsonWords, ReadVerdict),
        new("verdict JSON of another shape, drawn", 50, 2_000, [[1, 2, 3, 4]], [], input => DrawVerdict(Shaped(Verdict, input))),
        new("baseline JSON", 3_000, 300_000, Utf8(Baseline), [.. JsonWords, "<<<<<<< ", "\n"], ReadBaseline),
        new("baseline JSON of another shape", 1_000, 50_000, [[1, 2, 3, 4]], [], input => ReadBaseline(Shaped(Baseline, input))),
        new("file for compare and report", 2_000, 100_000, Utf8(Verdict, Baseline), JsonWords, ReadResult),
        new("entry of the index", 1_500, 100_000, Utf8(Entry()), JsonWords, ReadEntry),
        new("runscope.json", 3_000, 200_000, Utf8(Configuration, "{}", "// x\n{ \"runs\": 1, }"), [.. JsonWords, .. ConfigurationKeys.All.Select(k => $"\"{k.Name.Split('.')[^1]}\": "), "//", "\"1.5s\""], ReadConfiguration),
        new("RUNSCOPE_ variables", 800, 20_000, Utf8("RUNSCOPE_RUNS=3\0RUNSCOPE_OVERRIDE__ENGINE=procfs", "RUNSCOPE_TIMELIMIT=5s\0RUNSCOPE_REPORTS=out\0RUNSCOPE_REDACT__0=x+", "RUNSCOPE_ACCEPT=1"),
            ["\0RUNSCOPE_", "\0RUNSCOPE_OVERRIDE__", "=", "\0", "__", .. ConfigurationKeys.All.Select(k => k.Variable + "=")], ReadVariables),
    ];

    private static string ReadProfile(byte[] input)
    {
        try
        {
            var profile = ProfileJson.Parse(Text(input), "x.json");
            var json = ProfileJson.ToJson(profile);
            Require(ProfileJson.ToJson(ProfileJson.Parse(json)) == json, "it reads back as another");
            return "ok";
        }
        catch (ProfileFormatException e)
        {
            return Kind(Message(e.Message));
        }
    }

    // Everything that takes a profile gets it: pages, messages, metrics, phases, limits.
    private static string DrawProfile(byte[] input)
    {
        ProcessProfile profile;
        try
        {
            profile = ProfileJson.Parse(Text(input), "x.json");
        }
        catch (ProfileFormatException e)
        {
            return Kind(e.Message);
        }

        Uses.Of(profile);
        return "ok";
    }

    private static string ReadVerdict(byte[] input)
    {
        try
        {
            var verdict = VerdictJson.Parse(Text(input), "x.json");
            var json = VerdictJson.ToJson(verdict, []);
            Require(VerdictJson.ToJson(VerdictJson.Parse(json), []) == json, "it reads back as another");
            return "ok";
        }
        catch (ProfileFormatException e)
        {
            return Kind(Message(e.Message));
        }
    }

    private static string DrawVerdict(byte[] input)
    {
        try
        {
            var verdict = VerdictJson.Parse(Text(input), "x.json");
            Uses.Of(verdict);
            return "ok";
        }
        catch (ProfileFormatException e)
        {
            return Kind(e.Message);
        }
    }

    private static string ReadBaseline(byte[] input)
    {
        try
        {
            var baseline = BaselineJson.Parse(input, "x.baseline.json");
            var text = BaselineJson.Write(baseline);
            Require(BaselineJson.Write(BaselineJson.Parse(Encoding.UTF8.GetBytes(text), "x")) == text, "it reads back as another");
            Require(baseline.Jobs.All(j => j.Runs.All(r => r.Values.All(v => v.Value >= 0 && double.IsFinite(v.Value)))), "a number is negative or endless");
            return "ok";
        }
        catch (BaselineFileException e)
        {
            return Kind(Message(e.Message));
        }
    }

    private static string ReadResult(byte[] input)
    {
        try
        {
            var file = ResultFile.Of("x.json", input);
            return file.Kind == ResultKind.Verdict ? $"ok {Math.Min(3, file.Verdict().Profiles.Length)}" : $"ok {file.Kind}";
        }
        catch (Exception e) when (e is JsonException or RunScopeException)
        {
            return Kind(e is RunScopeException ? Message(e.Message) : "no JSON");
        }
    }

    private static string ReadEntry(byte[] input)
    {
        if (IndexEntry.TryParse(Text(input)) is not { } entry) return "refused";
        IndexPage.Render([new IndexRow(entry, "x.html")], _ => false);
        return $"ok {entry.Outcome}";
    }

    private static string ReadConfiguration(byte[] input)
    {
        var (entries, problems) = JsonLayer.Read("/repo/runscope.json", input);
        foreach (var problem in problems) Message(problem);
        return problems.IsEmpty ? $"ok {Math.Min(entries.Length, 30)}" : Kind(problems[0]);
    }

    private static string ReadVariables(byte[] input)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in Text(input).Split('\0'))
        {
            if (variable.Split('=', 2) is [{ Length: > 0 } name, var value]) variables[name] = value;
        }

        var layer = VariableLayer.Read(variables);
        foreach (var problem in layer.Problems) Message(problem);
        if (!layer.Problems.IsEmpty) return Kind(layer.Problems[0][layer.Problems[0].IndexOfAny([' ', ':'])..]);
        RunScopeConfiguration.Load("/proc", null, variables).With();
        return $"ok {layer.Variables.Length} {layer.Overrides.Length}";
    }

    /// <summary>The document with a few values, members and items changed into what may stand nowhere or there; it stays JSON.</summary>
    private static byte[] Shaped(string json, byte[] seed) => Encoding.UTF8.GetBytes(JsonShapes.Change(json, seed));

    private static string Entry() => IndexEntry.ToJson(new IndexEntry
    {
        Test = "Compresses(level: 9)",
        Class = "A.B",
        Assembly = "T",
        Outcome = IndexOutcome.Failed,
        Reason = "why",
        Findings = ["DiskSleep at most 5 %"],
        Limits = 2,
        Compared = "x",
        WrittenAt = DateTimeOffset.UnixEpoch,
        Session = new IndexSession(7, DateTimeOffset.UnixEpoch),
        Command = "gzip",
        Runs = 1,
        WallTime = TimeSpan.FromSeconds(1),
        CpuTime = TimeSpan.FromSeconds(1),
        States = new StateTimes { Running = TimeSpan.FromSeconds(1) },
    });

    private static string BaselineText() => """
        {
          "schemaVersion": 1,
          "test": "A.B.C(1)",
          "command": "gzip -9",
          "threads": "Application",
          "jobs": [
            {
              "acceptedAt": "2026-01-31T12:00:00Z",
              "commit": "0123456789abcdef0123456789abcdef01234567",
              "reason": null,
              "environment": {
                "cpuModel": "A CPU",
                "cpuCount": 4,
                "cgroupCpuQuota": 1.5,
                "kernel": "6.1",
                "runtime": ".NET 10",
                "engine": "procfs",
                "fidelity": {
                  "running": "exactKernel",
                  "diskSleep": "sampled"
                }
              },
              "runs": 2,
              "metrics": {
                "METRIC": [1000000, null]
              },
              "waits": [
                { "state": "diskSleep", "call": "fsync", "target": "/x", "thread": null, "ns": 5000, "count": 1.5 }
              ]
            }
          ]
        }
        """.Replace("METRIC", RunScope.Testing.Analysis.Metrics.MetricKind.All[0].Key, StringComparison.Ordinal);
}
