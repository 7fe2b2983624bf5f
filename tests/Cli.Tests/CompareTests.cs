using System.Collections.Immutable;
using System.Text.Json;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;
using RunScope.Testing.Baselines.Files;
using RunScope.Testing.Reporting;

namespace RunScope.Testing.Tests;

public sealed class CompareTests(RecordedRuns runs) : IClassFixture<RecordedRuns>, IDisposable
{
    private static readonly string[] WallTime = ["--metrics", "wallTime"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_program_that_became_slower_ends_it_with_2_and_is_explained()
    {
        var result = await CompareAsync(runs.Base, runs.Slower);

        result.ExitCode.ShouldBe(2, result.Output + result.Error);
        result.Output.ShouldStartWith($"sleep 0.6: 1 of 1 metric regressed against 10 runs in {runs.Base}\n");
        result.Output.ShouldMatch(@"WallTime +regressed \+\d+ ms, \+\d+ % \(.* CI .*pairs\)");
        result.Output.ShouldContain("of the growth in clock_nanosleep of thread \"sleep\"");
        result.Output.ShouldContain("note: the commands differ: sleep 0.1 against sleep 0.6");
        result.Output.ShouldContain("nothing was run again to confirm it: up to 1 % of comparisons of unchanged programs are red by chance");
    }

    [Fact]
    public async Task The_same_program_ends_it_with_0()
    {
        // A busy machine lengthens runs by more than 3 %, and may leave it inconclusive.
        var result = await CompareAsync(runs.Base, runs.Same, "--min-effect", "50%");

        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        result.Output.ShouldMatch(@"WallTime .* pairs\)");
        result.Output.ShouldNotContain("regressed");
    }

    [Fact]
    public async Task A_program_that_became_faster_ends_it_with_4_when_that_is_asked_for()
    {
        var lenient = await CompareAsync(runs.Slower, runs.Base);
        var strict = await CompareAsync(runs.Slower, runs.Base, "--strict");

        lenient.ExitCode.ShouldBe(0, lenient.Output + lenient.Error);
        strict.ExitCode.ShouldBe(4, strict.Output + strict.Error);
        strict.Output.ShouldContain("improved");
    }

    [Fact]
    public async Task One_run_of_each_says_nothing_and_why()
    {
        var (before, after) = (Path.Combine(runs.Base, "1.json"), Path.Combine(runs.Slower, "1.json"));

        var lenient = await CompareAsync(before, after);
        var strict = await CompareAsync(before, after, "--strict");

        lenient.ExitCode.ShouldBe(0, lenient.Error);
        strict.ExitCode.ShouldBe(7, strict.Error);
        strict.Output.ShouldContain("inconclusive: 1 pair can't show a regression of 1 metric, however large: make at least 7");
    }

    [Fact]
    public async Task Runs_of_one_side_after_the_other_are_told_apart_from_runs_in_turns()
    {
        // The first rounds of one, and the last of the other.
        var (before, after) = (Folder("first", runs.Base, 1, 5), Folder("last", runs.Same, 6, 10));

        var result = await CompareAsync(before, after);

        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        result.Output.ShouldContain("the runs weren't made in turns (one side ran after the other), so that only a growth of over 50 % is red");
    }

    [Fact]
    public async Task Tests_are_matched_by_name_and_those_of_one_side_are_told()
    {
        var (before, after) = (Folder("before", runs.Base, 1, 10), Folder("after", runs.Slower, 1, 10));
        WriteVerdict(before, "Import", 10);
        WriteVerdict(after, "Import", 10);
        File.Copy(Path.Combine(runs.Same, "1.json"), Path.Combine(before, "gone.json"));

        var both = await CompareAsync(before, after);
        var same = Folder("same", runs.Same, 1, 10);
        WriteVerdict(same, "Import", 10);
        File.Copy(Path.Combine(runs.Slower, "1.json"), Path.Combine(same, "added.json"));
        var missing = await CompareAsync(before, same, "--min-effect", "100%");

        both.ExitCode.ShouldBe(2, both.Output + both.Error);
        both.Output.ShouldContain("Import: 1 of 1 metric regressed");
        both.Output.ShouldContain($"note: {after} has no runs of sleep 0.1, which {before} has");
        missing.ExitCode.ShouldBe(5, missing.Output + missing.Error);
        missing.Output.ShouldContain("sleep 0.6: no baseline to compare with");
        missing.Output.ShouldContain($"{before} has no runs of it to hold 1 run in {same} against");
    }

    [Fact]
    public async Task A_test_whose_name_begins_with_anothers_is_compared_too()
    {
        var (before, after) = (Folder("import", runs.Base, 1, 10), Folder("import.zip", runs.Slower, 1, 10));
        WriteVerdict(before, "import", 10);
        WriteVerdict(after, "import.zip", 10);
        foreach (var file in Directory.GetFiles(before)) File.Copy(file, Path.Combine(after, Path.GetFileName(file)));
        foreach (var file in Directory.GetFiles(after, "import.zip*")) File.Copy(file, Path.Combine(before, Path.GetFileName(file)));
        File.Copy(Path.Combine(before, "import.json"), Path.Combine(before, "import.run11.json"));
        await File.WriteAllTextAsync(Path.Combine(before, "import.entry.json"), "{}");

        var result = await CompareAsync(before, after);

        result.Output.ShouldContain("import: ");
        result.Output.ShouldContain("import.zip: ");
        result.Output.ShouldNotContain("\nnote: ", customMessage: "what a longer run left, and our own entries, are nothing to tell of");
    }

    [Fact]
    public async Task What_the_head_lacks_ends_it_with_7_when_it_is_to_be_strict()
    {
        var before = Folder("before", runs.Base, 1, 10);
        foreach (var file in Directory.GetFiles(Folder("more", runs.Slower, 1, 2))) File.Copy(file, Path.Combine(before, Path.GetFileName(file)));

        var lenient = await CompareAsync(before, runs.Same, "--min-effect", "50%");
        var strict = await CompareAsync(before, runs.Same, "--min-effect", "50%", "--strict");

        lenient.ExitCode.ShouldBe(0, lenient.Output + lenient.Error);
        strict.ExitCode.ShouldBe(7, strict.Output + strict.Error);
        strict.Output.ShouldContain("has no runs of sleep 0.6");
    }

    [Fact]
    public async Task A_verdict_without_its_profiles_is_told()
    {
        var (before, after) = (Folder("before", runs.Base, 1, 2), Folder("after", runs.Same, 1, 2));
        await File.WriteAllTextAsync(Path.Combine(after, "gone.verdict.json"), VerdictJson.ToJson(new Verdict("Gone", []), ["gone.json", "gone.run2.json"]));

        var result = await CompareAsync(before, after);

        result.Output.ShouldContain($"note: 2 of 2 profiles of Gone are missing in {after}, though gone.verdict.json names them");
    }

    [Theory]
    [InlineData(1, 0, 7, "5 jobs are needed to tell a slower machine from slower code")]
    [InlineData(5, 0, 2, "regressed")]
    [InlineData(5, 1, 7, "the base was measured in another environment, where there were")]
    public async Task A_baseline_file_is_judged_as_a_test_does(int jobs, int moreCpus, int exitCode, string words)
    {
        var file = Baseline("Import", jobs, 100, moreCpus);

        var result = await CompareAsync(file, Made("now", 148), "--strict");

        result.ExitCode.ShouldBe(exitCode, result.Output + result.Error);
        result.Output.ShouldContain(words);
        result.Output.ShouldContain($"baseline: {file}");
    }

    [Fact]
    public async Task A_difference_of_machines_is_told_once()
    {
        var result = await CompareAsync(Made("before", 100), Baseline("Import", 1, 100, 1), "--strict");

        result.ExitCode.ShouldBe(7, result.Output + result.Error);
        result.Output.Split("the base was measured in another environment, where there ").Length.ShouldBe(2, result.Output);
    }

    [Fact]
    public async Task The_newest_job_of_a_baseline_file_can_be_the_head()
    {
        var (before, after) = (Baseline("before", 5, 100), Baseline("after", 1, 148));

        var result = await CompareAsync(before, after);
        var page = await CompareAsync(before, after, "--html", _folder.File("p.html"));

        result.ExitCode.ShouldBe(2, result.Output + result.Error);
        page.ExitCode.ShouldBe(125);
        page.Error.ShouldContain("a baseline has no profiles");
        page.Output.ShouldBeEmpty("it is refused before anything is judged");
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_doesnt_hide_the_verdict()
    {
        // Several pages go to files with the tests' names in theirs, and a folder stands in the place of one.
        var (before, after) = (Folder("before", runs.Base, 1, 10), Folder("after", runs.Slower, 1, 10));
        WriteVerdict(before, "Import", 10);
        WriteVerdict(after, "Import", 10);
        File.Copy(Path.Combine(runs.Same, "1.json"), Path.Combine(before, "other.json"));
        File.Copy(Path.Combine(runs.Same, "2.json"), Path.Combine(after, "other.json"));
        Directory.CreateDirectory(_folder.File("page.Import.html"));

        var red = await CompareAsync(before, after, "--html", _folder.File("page.html"));
        var green = await CompareAsync(before, after, "--html", _folder.File("page.html"), "--min-effect", "100%", "--floor", "1h");

        red.ExitCode.ShouldBe(2, red.Output + red.Error);
        red.Error.ShouldContain($"cannot write {_folder.File("page.Import.html")}");
        green.ExitCode.ShouldBe(125, green.Output + green.Error);
    }

    [Theory]
    [InlineData(3, 2, "note: 3 pairs that the machine disturbed don't count")]
    [InlineData(4, 7, "inconclusive: the machine disturbed 4 of 10 pairs, and 7 undisturbed ones are needed; in one the hypervisor took 50 % of the machine's CPU time")]
    public async Task Pairs_that_the_machine_disturbed_do_not_count(int disturbed, int exitCode, string words)
    {
        // So few pairs give a verdict where each of them is worse: by more than this machine's own noise, whatever else runs on it.
        var (before, after) = (Folder("quick", runs.Base, 1, 10), Folder("disturbed", runs.Slower, 1, 10));
        foreach (var file in Directory.GetFiles(before)) await ChangeAsync(file, profile => profile with { WallTime = TimeSpan.FromMilliseconds(1) });
        foreach (var file in Directory.GetFiles(after).Take(disturbed)) await ChangeAsync(file, profile => profile with { Host = profile.Host with { Noise = new HostNoise(0.5, null, null, null) } });

        var result = await CompareAsync(before, after, "--strict");

        result.ExitCode.ShouldBe(exitCode, result.Output + result.Error);
        result.Output.ShouldContain(words);
    }

    private static async Task ChangeAsync(string file, Func<ProcessProfile, ProcessProfile> change) =>
        await File.WriteAllTextAsync(file, ProfileJson.ToJson(change(ProfileJson.Parse(await File.ReadAllTextAsync(file)))));

    [Fact]
    public async Task Of_runs_that_took_no_turns_those_of_both_sides_that_were_disturbed_are_counted()
    {
        var (before, after) = (Folder("first", runs.Base, 1, 5), Folder("last", runs.Same, 6, 10));
        foreach (var file in Directory.GetFiles(before).Take(1).Concat(Directory.GetFiles(after).Take(2)))
        {
            var profile = ProfileJson.Parse(await File.ReadAllTextAsync(file));
            await File.WriteAllTextAsync(file, ProfileJson.ToJson(profile with { Host = profile.Host with { Noise = new HostNoise(0.5, null, null, null) } }));
        }

        var result = await CompareAsync(before, after, "--strict");

        result.ExitCode.ShouldBe(7, result.Output + result.Error);
        result.Output.ShouldContain("the machine disturbed 3 of 10 runs, and 5 undisturbed ones are needed on each side; in one the hypervisor took 50 %");
    }

    [Fact]
    public async Task Where_disturbed_runs_are_to_count_they_do()
    {
        var after = Folder("disturbed", runs.Slower, 1, 10);
        foreach (var file in Directory.GetFiles(after))
        {
            var profile = ProfileJson.Parse(await File.ReadAllTextAsync(file));
            await File.WriteAllTextAsync(file, ProfileJson.ToJson(profile with { Host = profile.Host with { Noise = new HostNoise(0.5, null, null, null) } }));
        }

        var result = await Tool.RunAsync(["compare", runs.Base, after, .. WallTime], environment: new Dictionary<string, string?> { ["RUNSCOPE_REGRESSION__REPEATDISTURBED"] = "false" });

        result.ExitCode.ShouldBe(2, result.Output + result.Error);
        result.Output.ShouldContain("note: 10 of 20 runs were disturbed and count, as regression.repeatDisturbed says: the hypervisor took 50 %");
    }

    [Fact]
    public async Task Runs_that_ended_differently_are_not_compared()
    {
        var after = Folder("failed", runs.Slower, 1, 10);
        var file = Path.Combine(after, "failed.run3.json");
        var failed = ProfileJson.Parse(await File.ReadAllTextAsync(file)) with { ExitCode = 9 };
        await File.WriteAllTextAsync(file, ProfileJson.ToJson(failed));

        var result = await CompareAsync(runs.Base, after, "--strict");

        result.ExitCode.ShouldBe(7, result.Output + result.Error);
        result.Output.ShouldContain("not all runs ended alike, so they may not have done the same work: base 10 with exit code 0; head 9 with exit code 0, 1 with exit code 9");
    }

    [Fact]
    public async Task It_is_written_as_JSON_as_a_page_and_as_Markdown()
    {
        var (json, html, markdown) = (_folder.File("c.json"), _folder.File("c.html"), _folder.File("c.md"));

        var files = await CompareAsync(runs.Base, runs.Slower, "--json", json, "--html", html, "--markdown", markdown);
        var piped = await CompareAsync(runs.Base, runs.Slower, "--markdown", "-");

        files.ExitCode.ShouldBe(2, files.Output + files.Error);
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        document.RootElement.GetProperty("outcome").GetString().ShouldBe("regressed");
        document.RootElement.GetProperty("comparisons")[0].GetProperty("baseline").GetProperty("metrics")[0].GetProperty("metric").GetString().ShouldBe("wallTime");
        (await File.ReadAllTextAsync(html)).ShouldContain("clock_nanosleep");
        files.Error.ShouldContain($"report: {html}");
        piped.Output.ShouldBe(await File.ReadAllTextAsync(markdown));
        piped.Output.ShouldStartWith("### ");
        piped.Error.ShouldContain("1 of 1 metric regressed");
    }

    [Theory]
    [InlineData("not json", "it is no JSON, or a damaged one (line 1)")]
    [InlineData("{}", "it is neither a baseline nor a profile")]
    [InlineData("""{ "schemaVersion": 1, "test": "T", "findings": [], "profiles": [] }""", "it is a verdict, which has no runs in it")]
    [InlineData("""{ "schemaVersion": 99, "target": {} }""", "schemaVersion is 99")]
    [InlineData("""{ "schemaVersion": 1, "target": {} }""", "Cannot read a profile from")]
    [InlineData("""{ "schemaVersion": 1, "jobs": 5 }""", "Cannot read the baseline")]
    public async Task A_file_of_another_kind_is_refused_by_name(string text, string words)
    {
        var file = _folder.File("x.json");
        await File.WriteAllTextAsync(file, text);

        var result = await CompareAsync(runs.Base, file);

        result.ExitCode.ShouldBe(125, result.Output);
        result.Error.ShouldContain(words);
        result.Error.ShouldContain(file);
        result.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_profile_in_a_folder_is_not_passed_over()
    {
        var after = Folder("cut", runs.Slower, 1, 10);
        var file = Path.Combine(after, "cut.run7.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file))[..^20]);

        var result = await CompareAsync(runs.Base, after);

        result.ExitCode.ShouldBe(125, result.Output);
        result.Error.ShouldContain(file);
    }

    [Fact]
    public async Task What_is_not_there_or_holds_nothing_is_said()
    {
        Directory.CreateDirectory(_folder.File("empty"));
        await File.WriteAllTextAsync(_folder.File("empty/other.json"), "[1]");

        var nothing = await CompareAsync(runs.Base, _folder.File("nowhere"));
        var empty = await CompareAsync(_folder.File("empty"), runs.Base);
        var unwritable = await CompareAsync(runs.Base, runs.Slower, "--json", _folder.File("no/such/c.json"));

        nothing.ExitCode.ShouldBe(125);
        nothing.Error.ShouldContain("there is no such file or folder");
        empty.ExitCode.ShouldBe(125);
        empty.Error.ShouldContain("none of its 1 JSON file is a profile or a baseline");
        unwritable.ExitCode.ShouldBe(125);
        unwritable.Error.ShouldContain("Nothing was compared.");
        unwritable.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Required argument 'head'", "base")]
    [InlineData("--min-effect is \"3\"", "base", "head", "--min-effect", "3")]
    [InlineData("\"speed\" is none of wallTime", "base", "head", "--metrics", "speed")]
    [InlineData("--floor", "base", "head", "--floor", "much")]
    [InlineData("Unrecognized command or argument '--sloppy'", "base", "head", "--sloppy")]
    public async Task Wrong_usage_ends_it_with_64(string words, params string[] arguments)
    {
        var result = await Tool.RunAsync(["compare", .. arguments]);

        result.ExitCode.ShouldBe(64, result.Output);
        result.Error.ShouldContain(words);
        result.Error.ShouldContain("Try: runscope --help, runscope compare --help");
    }

    private static Task<ToolResult> CompareAsync(string before, string after, params string[] options) => Tool.RunAsync(["compare", before, after, .. WallTime, .. options]);

    private string Folder(string name, string from, int first, int last)
    {
        var folder = Directory.CreateDirectory(_folder.File(name)).FullName;
        for (var i = first; i <= last; i++) File.Copy(Path.Combine(from, $"{i}.json"), Path.Combine(folder, ReportWriter.ProfileName(name, i - first)));
        return folder;
    }

    private static void WriteVerdict(string folder, string test, int count)
    {
        var stem = Path.GetFileName(folder);
        File.WriteAllText(Path.Combine(folder, stem + ".verdict.json"), VerdictJson.ToJson(new Verdict(test, []), [.. Enumerable.Range(0, count).Select(i => ReportWriter.ProfileName(stem, i))]));
    }

    /// <summary>Profiles of a real run with wall times of our own: so many milliseconds, and a little more from run to run.</summary>
    private ImmutableArray<ProcessProfile> Made(int milliseconds)
    {
        var real = ProfileJson.Parse(File.ReadAllText(Path.Combine(runs.Base, "1.json")));
        return [.. Enumerable.Range(0, 10).Select(i => real with { StartedAt = real.StartedAt.AddSeconds(i), WallTime = TimeSpan.FromMilliseconds(milliseconds + (0.1 * i)) })];
    }

    private string Made(string name, int milliseconds)
    {
        var folder = Directory.CreateDirectory(_folder.File(name)).FullName;
        foreach (var (profile, i) in Made(milliseconds).Select((p, i) => (p, i))) File.WriteAllText(Path.Combine(folder, $"{i}.json"), ProfileJson.ToJson(profile));
        return folder;
    }

    private string Baseline(string test, int jobs, int milliseconds, int moreCpus = 0)
    {
        ImmutableArray<RunSample> samples = [.. Made(milliseconds).Select(p => RunSample.Of(p, ThreadSet.Default))];
        var here = BaselineEnvironment.Of(Made(milliseconds)[0]);
        var job = new AcceptedJob(DateTimeOffset.UnixEpoch, null, null, here with { CpuCount = here.CpuCount + moreCpus }, [.. samples.Select(s => s.Metrics)], samples[0].Waits);
        var file = _folder.File(test + BaselineFiles.Ending);
        BaselineFiles.Accept(file, new Baseline(test, "sleep 0.1", ThreadSet.Default.ToString(), [.. Enumerable.Repeat(job, jobs)]));
        return file;
    }
}
