using RunScope.Testing.Cli.Judging;
using RunScope.Testing.Configuration;

namespace RunScope.Testing.Tests;

public sealed class LimitsOfRunTests
{
    [Fact]
    public async Task A_missed_limit_ends_run_with_2_and_says_what_a_test_would_say()
    {
        using var folder = new TemporaryFolder();
        var html = folder.File("p.html");

        var result = await Tool.RunAsync(["run", "--limit", "Running>=60%", "--limit=WallTime<=1h", "--html", html, "--", "sleep", "0.3"]);

        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.ShouldContain("sleep 0.3: 1 of 2 limits missed (sleep, 1 run, ");
        result.Error.ShouldMatch(@"\n  Running  at least 60\.0 %, was \d+\.\d %  \(exact\)\n +instead \d+\.\d % ");
        result.Error.ShouldMatch(@"\n  ok: WallTime at most 60 min, was ");
        result.Error.ShouldNotContain("\u001b");
        var page = await File.ReadAllTextAsync(html);
        page.ShouldContain("at least 60.0 %");
        page.ShouldContain("missed");
    }

    [Theory]
    [InlineData("WallTime<=1h", "exit 0", 0)]
    [InlineData("WallTime<=1us", "exit 7", 7)]
    [InlineData("WallTime<=1us", "kill -TERM $$", 128 + 15)]
    public async Task A_limit_hides_no_failure_of_the_command_and_a_kept_one_changes_nothing(string limit, string script, int exitCode)
    {
        var result = await Tool.RunAsync(["run", "--limit", limit, "--", "sh", "-c", script]);

        result.ExitCode.ShouldBe(exitCode, result.Error);
        result.Error.ShouldContain(limit.EndsWith('h') ? "1 limit kept" : "1 of 1 limit missed");
    }

    [Theory]
    [InlineData(InconclusivePolicy.Fail, 7, "inconclusive: CpuTime at most 1 s, was not known")]
    [InlineData(InconclusivePolicy.Warn, 0, "inconclusive: CpuTime at most 1 s, was not known")]
    [InlineData(InconclusivePolicy.Pass, 0, "worker: 0 of 1 limit kept, 1 inconclusive")]
    internal void A_limit_that_cannot_be_judged_is_what_the_policy_says(InconclusivePolicy policy, int exitCode, string words)
    {
        LimitMetrics.TryMake("CpuTime<=1s", out var limit, out _).ShouldBeTrue();

        var judgement = Judgement.Of("worker", [MadeUpRun.Of("worker", 1, TimeSpan.FromSeconds(1))], [limit!], new RunScopeOptions { Inconclusive = policy })!;

        judgement.ExitCode.ShouldBe(exitCode);
        judgement.Words(report: null).ShouldContain(words);
    }

    [Theory]
    [InlineData("DiskSlep<=5%", "runscope: --limit \"DiskSlep<=5%\" names \"DiskSlep\", which is no metric: did you mean DiskSleep?\n")]
    [InlineData("WallTime", "runscope: --limit \"WallTime\" has no comparison")]
    public async Task A_wrong_limit_is_wrong_usage_and_nothing_runs(string limit, string words)
    {
        using var folder = new TemporaryFolder();
        var witness = folder.File("witness");

        var result = await Tool.RunAsync(["run", "--limit", limit, "--", "touch", witness]);

        result.ExitCode.ShouldBe(64);
        result.Error.ShouldContain(words);
        File.Exists(witness).ShouldBeFalse();
    }
}
