using RunScope.Testing.Baselines.Files;

namespace RunScope.Testing.Tests;

/// <summary>A run that is to accept what it can: one baseline is damaged, one test misses a limit, two rows look alike, one test is repeated.</summary>
public sealed class AcceptingRun : IAsyncLifetime
{
    public const string Damaged = "{ \"schemaVersion\": 1, ";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("baselines-");

    public string Folder => _folder.FullName;

    public string DamagedFile => Path.Combine(Folder, "Baselined.Sleeps_as_told.baseline.json");

    internal SampleRun Run { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(DamagedFile, Damaged);
        Run = await SampleRun.OfAsync(
            "Samples.NUnit",
            "FullyQualifiedName=Samples.Baselined.Sleeps_as_told|FullyQualifiedName=Samples.Baselined.Misses_a_limit_of_its_own|FullyQualifiedName=Samples.BaselinedRows.That_look_alike|FullyQualifiedName=Samples.BaselinedRows.That_are_repeated",
            new Dictionary<string, string?> { ["RUNSCOPE_REGRESSION__BASELINES"] = Folder, ["RUNSCOPE_ACCEPT"] = "1" });
    }

    public Task DisposeAsync()
    {
        Run.Dispose();
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}

/// <summary>What is added to a baseline file where that is asked for, and what isn't.</summary>
public sealed class AcceptTests(AcceptingRun accepting) : IClassFixture<AcceptingRun>
{
    [Fact]
    public void Of_two_rows_that_look_alike_the_second_is_refused()
    {
        var alike = accepting.Run.Results.Where(r => r.Name.StartsWith("That_look_alike", StringComparison.Ordinal)).ToArray();

        alike.Select(r => r.Outcome).Order().ShouldBe(["Failed", "Passed"]);
        alike.Single(r => r.Outcome == "Failed").Message.ShouldContain("another test has the same name, and [NoRegression] can't tell their baselines apart: both would be in " + accepting.Folder);
        JobsOf("BaselinedRows.That_look_alike").ShouldBe(1);
    }

    [Fact]
    public void A_test_that_is_repeated_is_one_job()
    {
        accepting.Run["That_are_repeated"].Outcome.ShouldBe("Passed", accepting.Run["That_are_repeated"].Message);
        accepting.Run["That_are_repeated"].Output.ShouldContain("Accepted as a baseline already: of a test that is repeated ");
        JobsOf("BaselinedRows.That_are_repeated").ShouldBe(1);
    }

    [Fact]
    public void A_job_that_misses_a_limit_is_never_accepted()
    {
        accepting.Run["Misses_a_limit_of_its_own"].Outcome.ShouldBe("Failed");
        accepting.Run["Misses_a_limit_of_its_own"].Output.ShouldContain("Not accepted as a baseline: a limit is missed.");
        Directory.EnumerateFiles(accepting.Folder, "Baselined.Misses*.baseline.json").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_baseline_fails_its_test_and_stays_as_it_is()
    {
        accepting.Run["Sleeps_as_told"].Outcome.ShouldBe("Failed");
        accepting.Run["Sleeps_as_told"].Message.ShouldContain(accepting.DamagedFile);
        (await File.ReadAllTextAsync(accepting.DamagedFile)).ShouldBe(AcceptingRun.Damaged);
    }

    private int JobsOf(string test) =>
        Directory.EnumerateFiles(accepting.Folder, $"{test}*.baseline.json").ShouldHaveSingleItem() is var file && BaselineFiles.TryRead(file, out var baseline) ? baseline.Jobs.Length : 0;
}
