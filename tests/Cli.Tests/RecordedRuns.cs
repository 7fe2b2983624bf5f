namespace RunScope.Testing.Tests;

/// <summary>Three programs run in turns, as docs/compare.md shows: one of 100 ms, the same again, and one of 600 ms, which no noise makes up for. Recorded once for all tests.</summary>
public sealed class RecordedRuns : IAsyncLifetime
{
    /// <summary>More than a comparison of one metric needs: a busy machine may disturb some.</summary>
    private const int Rounds = 10;

    private readonly TemporaryFolder _folder = new();

    public string Base => _folder.File("base");

    public string Same => _folder.File("same");

    public string Slower => _folder.File("slower");

    public async Task InitializeAsync()
    {
        (string Folder, string Seconds)[] programs = [(Base, "0.1"), (Same, "0.1"), (Slower, "0.6")];
        foreach (var (folder, _) in programs) Directory.CreateDirectory(folder);
        for (var round = 1; round <= Rounds; round++)
        {
            foreach (var (folder, seconds) in programs)
            {
                var run = await Tool.RunAsync(["run", "--json", Path.Combine(folder, $"{round}.json"), "--", "sleep", seconds]);
                run.ExitCode.ShouldBe(0, run.Error);
            }
        }
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
