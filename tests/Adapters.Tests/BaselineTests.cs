namespace RunScope.Testing.Tests;

/// <summary>Builds that are held against a baseline file, inside the real frameworks.</summary>
public sealed class BaselineTests : IDisposable
{
    /// <summary>As a test without a baseline prints it.</summary>
    private const string Filter = "FullyQualifiedName=Samples.Baselined.Sleeps_as_told";

    private const string Test = "Sleeps_as_told";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("baselines-");

    private string Baseline => Path.Combine(_folder.FullName, "Baselined.Sleeps_as_told.baseline.json");

    private string Received => Path.Combine(_folder.FullName, "Baselined.Sleeps_as_told.received.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_test_without_a_baseline_is_skipped_until_one_is_accepted_and_red_when_it_gets_much_slower()
    {
        const string project = "Samples.Xunit";
        using var first = await RunAsync(project);
        var told = first[Test];
        told.Outcome.ShouldBe("NotExecuted");
        var reason = told.Message + told.Output;
        reason.ShouldContain($"Sleeps_as_told: There is no Baselined.Sleeps_as_told.baseline.json in {_folder.FullName}.");
        reason.ShouldContain($"RUNSCOPE_ACCEPT=1 dotnet test --filter \"{Filter}\"");
        first.Results.ShouldHaveSingleItem("a test whose name begins with this one's isn't picked");
        reason.ShouldContain($"runscope baseline accept \"{Received}\"");
        File.Exists(Received).ShouldBeTrue();
        File.Exists(Baseline).ShouldBeFalse();

        using var required = await RunAsync(project, ("RUNSCOPE_REQUIRE", "1"));
        required[Test].Outcome.ShouldBe("Failed");
        required[Test].Message.ShouldContain("RUNSCOPE_REQUIRE is set, and there is no baseline. Sleeps_as_told: There is no ");

        using var accepted = await RunAsync(project, ("RUNSCOPE_ACCEPT", "1"), ("RUNSCOPE_ACCEPT_REASON", "the first release"));
        accepted[Test].Outcome.ShouldBe("Passed", accepted[Test].Message);
        accepted[Test].Output.ShouldContain($"Accepted as a baseline: {Baseline} has 1 job now.");
        (await File.ReadAllTextAsync(Baseline)).ShouldContain("the first release");
        File.Exists(Received).ShouldBeFalse();
        var written = await File.ReadAllBytesAsync(Baseline);

        using var again = await RunAsync(project);
        again[Test].Outcome.ShouldBe("Passed", again[Test].Message);

        using var slower = await RunAsync(project, ("SAMPLE_SLEEP", "0.4"));
        slower[Test].Outcome.ShouldBe("Failed", slower[Test].Output);
        File.Exists(Received).ShouldBeTrue();
        (await File.ReadAllBytesAsync(Baseline)).ShouldBe(written, "a red run never changes its baseline");

        using var approved = await RunAsync(project, ("SAMPLE_SLEEP", "0.4"), ("RUNSCOPE_ACCEPT", "1"));
        approved[Test].Outcome.ShouldBe("Passed", approved[Test].Message);
        approved[Test].Output.ShouldContain("has 2 jobs now.");
        approved[Test].Output.ShouldContain("; accepted as a baseline: BlockedTime +");
        (await File.ReadAllTextAsync(Path.Combine(approved.Reports, "Baselined.Sleeps_as_told.verdict.json"))).ShouldNotContain("regressed");
        File.Exists(Received).ShouldBeFalse();
    }

    [Fact]
    public async Task NUnit_skips_and_accepts_it_too()
    {
        using var first = await RunAsync("Samples.NUnit");
        using var accepted = await RunAsync("Samples.NUnit", ("RUNSCOPE_ACCEPT", "1"));

        first.Results.ShouldHaveSingleItem().Outcome.ShouldBe("NotExecuted");
        (first[Test].Message + first[Test].Output).ShouldContain($"RUNSCOPE_ACCEPT=1 dotnet test --filter \"{Filter}\"");
        accepted[Test].Outcome.ShouldBe("Passed", accepted[Test].Message);
        accepted[Test].Output.ShouldContain($"Accepted as a baseline: {Baseline} has 1 job now.");
    }

    private Task<SampleRun> RunAsync(string project, params (string Name, string? Value)[] variables)
    {
        var environment = new Dictionary<string, string?> { ["RUNSCOPE_REGRESSION__BASELINES"] = _folder.FullName };
        foreach (var (name, value) in variables) environment[name] = value;
        return SampleRun.OfAsync(project, Filter, environment);
    }
}
