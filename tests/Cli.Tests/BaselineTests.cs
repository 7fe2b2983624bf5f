using System.Collections.Immutable;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;
using RunScope.Testing.Baselines.Files;

namespace RunScope.Testing.Tests;

/// <summary><c>runscope baseline</c>, as a user calls it.</summary>
public sealed class BaselineTests : IDisposable
{
    private const string Name = "Tests.Import";

    private static readonly BaselineEnvironment Machine = new(
        "Example CPU", 4, 1.5, "6.1.0-18-amd64", ".NET 10.0.1", "procfs", ImmutableSortedDictionary<string, Fidelity>.Empty);

    private readonly TemporaryFolder _folder = new();

    private string Root => _folder.File(".");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_result_that_waits_is_accepted_with_a_reason_and_listed_and_shown()
    {
        BaselineFiles.Accept(PathOf("tests/Baselines"), Of(Job(100, 110, 120)));
        BaselineFiles.WriteReceived(PathOf("tests/Baselines"), Of(Job(200, null, 220) with { Commit = null }));

        var listed = await RunAsync("list");
        var accepted = await RunAsync("accept", "--reason", "checks every line now");
        var after = await RunAsync("list", "tests");
        var shown = await RunAsync("show", "tests/Baselines/Tests.Import.baseline.json");

        listed.ShouldBe(0, """
            tests/Baselines/Tests.Import.baseline.json: 1 job, the newest accepted 2026-01-31
            tests/Baselines/Tests.Import.received.json: waits to be accepted, of 2026-01-31

            """);
        accepted.ShouldBe(0, "accepted into tests/Baselines/Tests.Import.baseline.json, which has 2 jobs now (5 are needed to tell slower code from a slower machine)\n");
        var today = DateTimeOffset.UtcNow;
        after.Output.ShouldStartWith("tests/Baselines/Tests.Import.baseline.json: 2 jobs, the newest accepted 20");
        shown.ExitCode.ShouldBe(0);
        var lines = shown.Output.Split('\n');
        lines[..3].ShouldBe(["Tests.Import", "  command: import \"big file.csv\"", "  over:    application threads"]);
        lines[4].ShouldMatch(@"^job 2: accepted 20\d\d-\d\d-\d\d \d\d:\d\d UTC, commit unknown, 3 runs$");
        lines[5..].ShouldBe([
            "  reason: checks every line now",
            "  on: Example CPU, 4 CPUs, limited to 1.5 of them, kernel 6.1.0-18-amd64, .NET 10.0.1, engine procfs",
            "                  centre      spread",
            "  WallTime        210 ms       20 ms    9.5 %  known in 2 runs",
            "  PeakMemory       1 MiB         0 B    0.0 %",
            "",
            "job 1: accepted 2026-01-31 12:00 UTC, commit aaaaaaaaaaaa, 3 runs",
            "  reason: none given",
            "  on: Example CPU, 4 CPUs, limited to 1.5 of them, kernel 6.1.0-18-amd64, .NET 10.0.1, engine procfs",
            "                  centre      spread",
            "  WallTime        110 ms       10 ms    9.1 %",
            "  PeakMemory       1 MiB         0 B    0.0 %",
            "",
        ]);
        BaselineFiles.TryRead(PathOf("tests/Baselines"), out var baseline).ShouldBeTrue();
        baseline!.Jobs[1].AcceptedAt.ShouldBeInRange(today.AddHours(-1), today.AddHours(1));
        File.Exists(BaselineFiles.ReceivedOf(PathOf("tests/Baselines"))).ShouldBeFalse();
    }

    [Theory]
    [InlineData("list", "there is no baseline (.baseline.json) in . or below. A [NoRegression] test writes one when it runs with RUNSCOPE_ACCEPT=1.")]
    [InlineData("list nowhere", "there is no nowhere. runscope baseline list shows the baselines of a folder.")]
    [InlineData("show X.baseline.json", "there is no X.baseline.json. runscope baseline list shows the baselines of a folder.")]
    [InlineData("accept", "no result (.received.json) waits in . or below. A [NoRegression] test leaves one when it isn't Ok.")]
    [InlineData("accept X.received.json", "there is no X.received.json. runscope baseline list shows the baselines of a folder.")]
    [InlineData("remove X.baseline.json", "there is no X.baseline.json. runscope baseline list shows the baselines of a folder.")]
    [InlineData("prune", "there is no baseline (.baseline.json) in . or below.")]
    public async Task Nothing_found_is_said_and_is_no_success(string words, string said)
    {
        var result = await RunAsync(words.Split(' '));

        result.ExitCode.ShouldBe(5);
        result.Output.ShouldBe("");
        result.Error.ShouldBe($"runscope: {said}\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("frobnicate")]
    [InlineData("show")]
    [InlineData("list a b")]
    [InlineData("remove X.baseline.json --job 0")]
    [InlineData("prune --keep none")]
    [InlineData("prune --keep 0")]
    [InlineData("accept X.baseline.json")]
    public async Task Wrong_usage_is_64(string words)
    {
        await File.WriteAllTextAsync(_folder.File("X.baseline.json"), "");

        var result = await RunAsync(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        result.ExitCode.ShouldBe(64);
        result.Error.ShouldStartWith("runscope: ");
    }

    [Fact]
    public async Task A_broken_file_doesnt_hide_the_others_and_stays_as_it_is()
    {
        BaselineFiles.Accept(PathOf("b"), Of(Job(100)));
        Directory.CreateDirectory(_folder.File("a"));
        await File.WriteAllTextAsync(PathOf("a"), "{ \"schemaVersion\": 7 }");

        foreach (var verb in (string[])["list", "prune"])
        {
            var result = await RunAsync(verb);

            result.ExitCode.ShouldBe(125);
            result.Output.ShouldStartWith("b/Tests.Import.baseline.json: ");
            result.Error.ShouldStartWith("runscope: Cannot read the baseline a/Tests.Import.baseline.json: its schemaVersion is 7, this build reads 1. ");
        }

        (await File.ReadAllTextAsync(PathOf("a"))).ShouldBe("{ \"schemaVersion\": 7 }");
    }

    [Fact]
    public async Task Jobs_and_files_are_removed()
    {
        for (var i = 1; i <= 3; i++) BaselineFiles.Accept(PathOf("a"), Of(Job(i * 100)));
        const string file = "a/Tests.Import.baseline.json";

        (await RunAsync("remove", file, "--job", "4")).ExitCode.ShouldBe(125);
        (await RunAsync("remove", file, "--job", "2")).ShouldBe(0, $"removed job 2 of {file}, which has 2 jobs now\n");
        (await RunAsync("remove", file)).ShouldBe(0, $"removed {file}\n");

        File.Exists(PathOf("a")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("remove notes.txt")]
    [InlineData("remove notes.txt --job 1")]
    public async Task A_file_that_is_no_baseline_by_its_name_is_not_removed(string words)
    {
        await File.WriteAllTextAsync(_folder.File("notes.txt"), "mine");

        var result = await RunAsync(words.Split(' '));

        result.ExitCode.ShouldBe(64, result.Output);
        result.Error.ShouldStartWith("runscope: notes.txt is no baseline, and stays: give a .baseline.json file");
        (await File.ReadAllTextAsync(_folder.File("notes.txt"))).ShouldBe("mine");
    }

    [Fact]
    public async Task Processes_that_change_a_file_at_once_lose_nothing()
    {
        const int Processes = 6;
        for (var i = 0; i < Processes + 2; i++) BaselineFiles.Accept(PathOf("a"), Of(Job(i * 100)));

        var results = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => RunAsync("remove", "a/Tests.Import.baseline.json", "--job", "1")));

        results.ShouldAllBe(r => r.ExitCode == 0);
        results.Select(r => r.Output.Split(" has ")[1].Split(' ')[0]).Order().ShouldBe(["2", "3", "4", "5", "6", "7"]);
        BaselineFiles.TryRead(PathOf("a"), out var left).ShouldBeTrue();
        left!.Jobs.Select(j => j.Runs[0][GatedMetric.WallTime]).ShouldBe([0.6, 0.7]);
    }

    [Fact]
    public async Task The_oldest_jobs_are_pruned_after_saying_so()
    {
        for (var i = 1; i <= 4; i++) BaselineFiles.Accept(PathOf("a"), Of(Job(i * 100)));

        (await RunAsync("prune", "--keep", "3", "--dry-run")).ShouldBe(0, "a/Tests.Import.baseline.json: would remove 1 job\n");
        (await RunAsync("prune", "--keep", "3")).ShouldBe(0, "a/Tests.Import.baseline.json: removed 1 job\n");
        (await RunAsync("prune", "a/Tests.Import.baseline.json")).ShouldBe(0, "a/Tests.Import.baseline.json: nothing to remove\n");
    }

    [Fact]
    public async Task Copies_in_the_output_of_builds_are_passed_over_unless_asked_for()
    {
        BaselineFiles.Accept(PathOf("bin/Debug"), Of(Job(100)));

        (await RunAsync("list")).ExitCode.ShouldBe(5);
        (await RunAsync("list", "bin")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Texts_of_a_file_and_its_name_dont_steer_the_terminal()
    {
        var file = _folder.File("evil\u001b[31m\n.baseline.json");
        BaselineFiles.Accept(file, new Baseline("Tests\u001b]0;x\u0007", "rm\u202E", "all\u001b[2J", [Job(100) with { Reason = "\u001b[0m", Commit = "\u001b" }]));

        var (listed, shown) = (await RunAsync("list"), await RunAsync("show", file));

        (listed.Output + shown.Output).ShouldAllBe(c => c == '\n' || !char.IsControl(c));
        shown.Output.ShouldNotContain("\u202E");
        shown.Output.ShouldContain(@"Tests\x1b]0;x\x07");
        listed.Output.Split('\n').Length.ShouldBe(2);
    }

    private static AcceptedJob Job(params double?[] milliseconds) => new(
        new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), new string('a', 40), null, Machine,
        [.. milliseconds.Select(m => new RunMetrics(Values(m)))], []);

    private static ImmutableSortedDictionary<GatedMetric, double> Values(double? milliseconds)
    {
        var memory = ImmutableSortedDictionary<GatedMetric, double>.Empty.Add(GatedMetric.PeakMemory, 1 << 20);
        return milliseconds is { } m ? memory.Add(GatedMetric.WallTime, m / 1000) : memory;
    }

    private static Baseline Of(AcceptedJob job) => new(Name, "import \"big file.csv\"", "application threads", [job]);

    private string PathOf(string folder) => _folder.File($"{folder}/{Name}{BaselineFiles.Ending}");

    private Task<ToolResult> RunAsync(params string[] words) => Tool.RunAsync(["baseline", .. words], folder: Root);
}

internal static class ToolResultExtensions
{
    /// <summary>The tool ended so and wrote this, and nothing to standard error.</summary>
    public static void ShouldBe(this ToolResult result, int exitCode, string output)
    {
        result.Error.ShouldBe("");
        result.Output.ShouldBe(output);
        result.ExitCode.ShouldBe(exitCode);
    }
}
