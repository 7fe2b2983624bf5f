using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

public class AttachApiTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "AttachApi");

    [Fact]
    public async Task The_example_watches_a_worker_and_writes_its_report()
    {
        await using var example = OwnProcess.Start(Program);

        (await example.EndedAsync()).ShouldBe(0, example.ToString());

        await example.LineAsync(@"^Attached to AttachApi, process \d+: .*AttachApi work$");
        await example.LineAsync(@"^round \d+, \d+\.\d ms after attaching$");
        await example.LineAsync("^  writer +(Sleeping|Runnable|Running)");
        await example.LineAsync("it ended: Detach$");
        var report = (await example.LineAsync("; the whole report: (.+)$")).Groups[1].Value;
        File.Exists(Path.Combine(Environment.CurrentDirectory, report)).ShouldBeTrue(report);
        ProfileJson.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(Path.Combine(Environment.CurrentDirectory, report), ".json"))).EndedBy.ShouldBe(EndedBy.Detach);
    }

    [Fact]
    public async Task The_example_says_why_a_process_can_not_be_attached_to()
    {
        await using var example = OwnProcess.Start(Program, int.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture));

        (await example.EndedAsync()).ShouldBe(3, example.ToString());

        await example.LineAsync($"^Cannot attach to process {int.MaxValue}: ");
    }
}
