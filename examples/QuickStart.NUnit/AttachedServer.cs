using System.Diagnostics;
using NUnit.Framework;
using RunScope.Testing;

namespace QuickStart;

public sealed class AttachedServer
{
    private DirectoryInfo _folder = null!;
    private Process _server = null!;

    // Stands for a server that runs already, and that nobody here has started.
    [SetUp]
    public void SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("quickstart-");
        File.WriteAllText(Requests, "");
        _server = Process.Start(new ProcessStartInfo("tail", ["-f", Requests]) { RedirectStandardOutput = true })!;
    }

    private string Requests => Path.Combine(_folder.FullName, "requests");

    [TearDown]
    public void TearDown()
    {
        _server.Kill();
        _server.WaitForExit();
        _server.Dispose();
        _folder.Delete(recursive: true);
    }

    [Test]
    public async Task A_server_that_runs_already_mostly_waits_under_load()
    {
        await using var attached = await ProcessProfiler.AttachAsync(_server.Id);

        await using (await attached.PhaseAsync("load"))
        {
            await SendAsync(20);
        }

        var profile = await attached.DetachAsync();
        profile.Phase("load").ShouldSpend(TaskState.Sleeping, atLeast: 0.50).ShouldUseCpus(atMost: 0.5);
    }

    private async Task SendAsync(int requests)
    {
        using var everyTick = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        for (var i = 0; i < requests; i++)
        {
            await everyTick.WaitForNextTickAsync();
            await File.AppendAllTextAsync(Requests, $"request {i}\n");
        }
    }
}
