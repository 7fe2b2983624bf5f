namespace RunScope.Testing.Tests;

/// <summary>
/// The wall clock may be set at any time, so nothing is measured by it. That it is read in these places alone, each for a date that is shown, is what this holds;
/// a test can't set it without setting it for everybody.
/// </summary>
public sealed class WallClockTests
{
    private static readonly string[] Words = ["UtcNow", "DateTime.Now", "DateTimeOffset.Now", "GetUtcNow", "GetLocalNow"];

    private static readonly string[] Known =
    [
        "Cli/Baselines/BaselineVerbs.cs",       // when a baseline was accepted
        "Cli/Live/Demo/DemoSource.cs",          // when the demonstration began
        "Cli/Live/LiveApp.cs",                  // the name of a report
        "Cli/Processes/PsVerb.cs",              // when the list was made
        "Harness/Reporting/Index/RunIndex.cs",  // how old a left-over entry is
        "Harness/Testing/ProfiledTest.Baseline.cs", // when a baseline was accepted
        "Harness/Testing/ProfiledTest.Index.cs",    // when a test ran
        "Recording/Attach/AttachSession.cs",    // when a profile began
        "Recording/Launch/RecordingSession.cs", // when a profile began
    ];

    [Fact]
    public void The_wall_clock_is_read_for_dates_alone()
    {
        var readers = Directory.EnumerateFiles(FlowTests.Source, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f) is var text && Words.Any(word => text.Contains(word, StringComparison.Ordinal)))
            .Select(f => Path.GetRelativePath(FlowTests.Source, f));

        readers.Order(StringComparer.Ordinal).ShouldBe(Known);
    }
}
