using System.Text.Json;

namespace RunScope.Testing.Tests;

public sealed class ReportTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_saved_profile_becomes_a_page_beside_it_and_a_summary()
    {
        var saved = _folder.File("p.json");
        (await Tool.RunAsync(["run", "--json", saved, "--", "sleep", "0.1"])).ExitCode.ShouldBe(0);

        var first = await Tool.RunAsync(["report", saved]);
        var again = await Tool.RunAsync(["report", saved]);
        var missed = await Tool.RunAsync(["report", saved, "--html", _folder.File("named.html"), "--limit", "Running>=50%"]);

        first.ExitCode.ShouldBe(0, first.Error);
        first.Output.ShouldMatch(@"^sleep \(\d+\): exit code 0 after ");
        first.Output.ShouldMatch(@"\nbusiest threads +on a CPU +time +\n\d+ sleep +\d+\.\d % ");
        first.Output.ShouldNotContain("\u001b");
        (await File.ReadAllTextAsync(_folder.File("p.html"))).ShouldStartWith("<!DOCTYPE html>", Case.Insensitive);
        again.ExitCode.ShouldBe(125);
        again.Error.ShouldContain("p.html: it is there already. Name it with --html");
        missed.ExitCode.ShouldBe(2, missed.Error);
        missed.Output.ShouldBeEmpty();
        missed.Error.ShouldContain("sleep 0.1: 1 of 1 limit missed (sleep, 1 run, ");
        (await File.ReadAllTextAsync(_folder.File("named.html"))).ShouldContain("at least 50.0 %");
    }

    [Fact]
    public async Task Several_runs_make_one_report_with_medians_and_nothing_else_is_in_the_pipe()
    {
        string[] files = [Save("1", 1, 1), Save("2", 2, 3), Save("3", 3, 2)];
        var json = _folder.File("figures.js");

        var result = await Tool.RunAsync(["report", .. files, "--summary", "--markdown", "-", "--json", json, "--limit", "WallTime<=5s"]);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldStartWith("### ✓ worker\n");
        result.Output.ShouldContain("| WallTime | 2 s | 1 s&#46;&#46;3 s |");
        result.Error.ShouldContain("worker: 3 runs\n");
        result.Error.ShouldContain("worker: 1 limit kept (worker, 3 runs, median 2 s wall");
        using var figures = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        figures.RootElement.GetProperty("schemaVersion").GetInt32().ShouldBe(1);
        figures.RootElement.GetProperty("metrics").GetProperty("wallTimeNs").GetProperty("median").GetInt64().ShouldBe(2_000_000_000);
        figures.RootElement.GetProperty("metrics").GetProperty("wallTimeNs").GetProperty("runs").GetArrayLength().ShouldBe(3);
        figures.RootElement.GetProperty("verdict").GetProperty("outcome").GetString().ShouldBe("ok");
    }

    [Fact]
    public async Task A_tests_verdict_is_shown_with_the_runs_that_it_is_about_and_with_no_others()
    {
        ProcessProfile[] runs = [MadeUpRun.Of("worker", 1, Second), MadeUpRun.Of("worker", 2, Second)];
        runs.WriteReport(_folder.File("load.html"), runs.Judge([new WallTimeAttribute { AtMost = "100ms" }], "Keeps_up"));

        var whole = await Tool.RunAsync(["report", _folder.File("load.verdict.json"), "--summary"]);
        var named = await Tool.RunAsync(["report", _folder.File("load.run2.json"), _folder.File("load.json"), "--markdown", "-"]);
        var part = await Tool.RunAsync(["report", _folder.File("load.json"), "--summary"]);

        whole.ExitCode.ShouldBe(0, whole.Error);
        whole.Output.ShouldContain("Keeps_up: 1 of 1 limit missed (worker, 2 runs");
        named.Output.ShouldStartWith("### ✗ Keeps&#95;up\n\nKeeps&#95;up&#58; 1 of 1 limit missed");
        part.Output.ShouldContain("note: the verdict load.verdict.json is about 2 runs, and other runs were named");
        part.Output.ShouldNotContain("missed");
    }

    [Fact]
    public async Task A_limit_that_the_profile_knows_too_little_for_fails_when_that_is_asked_for()
    {
        var saved = Save("1", 1, 1);

        var result = await Tool.RunAsync(["report", saved, "--summary", "--limit", "CpuTime<=1s"], environment: new Dictionary<string, string?> { ["RUNSCOPE_INCONCLUSIVE"] = "fail" });

        result.ExitCode.ShouldBe(7, result.Error);
        result.Output.ShouldContain("inconclusive: CpuTime at most 1 s, was not known");
    }

    [Fact]
    public async Task Names_out_of_a_profile_cannot_colour_or_move_anything()
    {
        var hostile = MadeUpRun.Of("a[red]\u001b[31mb", 1, Second) with
        {
            Threads = [new ThreadProfile { Id = 0, ThreadId = 7, ProcessId = 0, Name = "\u001b[2J[/]|", States = new StateTimes { Running = Second } }],
        };
        var saved = _folder.File("hostile.json");
        hostile.SaveJson(saved);

        var result = await Tool.RunAsync(["report", saved, "--summary", "--markdown", _folder.File("m.md")]);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("a[red]\\x1b[31mb");
        result.Output.ShouldContain("7 \\x1b[2J[/]|");
        (result.Output + result.Error + await File.ReadAllTextAsync(_folder.File("m.md"))).ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task What_is_no_profile_is_refused_with_what_it_is()
    {
        var good = Save("good", 1, 1);
        var cut = Write("cut.json", (await File.ReadAllTextAsync(good))[..200]);
        MadeUpRun.Of("other", 2, Second).SaveJson(_folder.File("other.json"));
        (string[] Files, string Words)[] cases =
        [
            ([cut], "cut.json: it is no JSON, or a damaged one (line "),
            ([Write("empty.json", "")], "empty.json: it is no JSON, or a damaged one (line 1)"),
            ([Write("newer.json", "{\"schemaVersion\": 2, \"target\": {}}")], "newer.json: its schemaVersion is 2, this build reads 1."),
            ([Write("foreign.json", "[1, 2]")], "foreign.json: it has no schemaVersion, so it isn't a profile."),
            ([Write("stranger.json", "{\"schemaVersion\": 1}")], "stranger.json: it is neither a profile nor a verdict."),
            ([Write("b.baseline.json", "{\"schemaVersion\": 1, \"jobs\": []}")], "b.baseline.json: it is a baseline, which has no runs in it."),
            ([Write("v.verdict.json", "{\"schemaVersion\": 1, \"test\": \"T\", \"profiles\": [\"gone.json\"], \"findings\": []}")], "gone.json that it is about isn't there."),
            ([good, _folder.File("other.json")], "together: one is of worker, the other of other."),
            ([Path.GetDirectoryName(good)!], "it is a folder. Name the profiles in it"),
            ([_folder.File("missing.json")], "missing.json: there is no such file."),
        ];
        foreach (var (files, words) in cases)
        {
            var result = await Tool.RunAsync(["report", .. files]);

            result.ExitCode.ShouldBe(125, words);
            result.Error.ShouldContain(words);
            result.Output.ShouldBeEmpty();
        }
    }

    private string Save(string name, int turn, int seconds) => MadeUpRun.Of("worker", turn, seconds * Second).SaveJson(_folder.File(name + ".json"));

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }
}
