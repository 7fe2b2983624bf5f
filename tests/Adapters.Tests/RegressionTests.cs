namespace RunScope.Testing.Tests;

/// <summary>Builds that are held against a reference build, inside the real frameworks.</summary>
public sealed class RegressionTests
{
    [Theory]
    [InlineData("Samples.Xunit")]
    [InlineData("Samples.NUnit")]
    public async Task A_build_is_held_against_its_reference(string project)
    {
        using var run = await SampleRun.OfAsync(project, "FullyQualifiedName~Samples.Regressions", new Dictionary<string, string?> { ["RUNSCOPE_ACCEPT"] = "1" });

        var slower = run["Slower_than_its_reference"];
        slower.Outcome.ShouldBe("Failed", slower.Output);
        slower.Message.ShouldContain("Slower_than_its_reference: ");
        slower.Message.ShouldMatch(@"\n  BlockedTime +regressed \+");
        slower.Message.ShouldContain("20 fresh pairs");
        run["As_fast_as_its_reference"].Outcome.ShouldBe("Passed", run["As_fast_as_its_reference"].Message);
        run["As_fast_as_its_reference"].Output.ShouldContain("RUNSCOPE_ACCEPT is set, and there is nothing to accept: As_fast_as_its_reference is held against the reference build from Reference, and has no baseline file.");
        run["Faster_than_its_reference"].Outcome.ShouldBe("Passed", run["Faster_than_its_reference"].Message);
        run["Driven_as_its_reference_is"].Outcome.ShouldBe("Passed", run["Driven_as_its_reference_is"].Message);

        run["Whose_reference_fails"].Outcome.ShouldBe("Failed");
        run["Whose_reference_fails"].Message.ShouldContain("Whose_reference_fails: the reference build failed, sh from Failing, so there is nothing to hold the build under test against: ExitCode must be 0, was 3");
        run["Whose_reference_fails"].Message.ShouldContain("stderr: the old build broke");
        run["Whose_reference_is_missing"].Outcome.ShouldBe("Failed");
        run["Whose_reference_is_missing"].Message.ShouldContain("The reference build, from Missing, can't be run: Cannot start \"./no-such-build\"");
    }
}
