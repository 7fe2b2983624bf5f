using System.Runtime.InteropServices;
using CliWrap;
using NUnit.Framework;
using RunScope.Testing;
using RunScope.Testing.NUnit;

namespace QuickStart;

public sealed class ServerUnderLoad
{
    private DirectoryInfo _folder = null!;

    private string Requests => Path.Combine(_folder.FullName, "requests");

    [SetUp]
    public void SetUp() => _folder = Directory.CreateTempSubdirectory("quickstart-");

    [TearDown]
    public void TearDown() => _folder.Delete(recursive: true);

    // The warm-up isn't judged: the limits name the phase that they are about.
    [ProfileProcess(CommandFrom = nameof(Server))]
    [ThreadState(TaskState.Sleeping, AtLeast = 0.50, Phase = "load")]
    [OnCpu(AtMost = 0.5, Phase = "load")]
    public async Task Serving_is_mostly_waiting(RunningProcess server, CancellationToken cancellationToken)
    {
        await server.WaitForOutputAsync("Listening", cancellationToken: cancellationToken);

        await using (await server.PhaseAsync("load"))
        {
            await SendAsync(20);
        }
    }

    [Test]
    public async Task Serving_is_mostly_waiting_without_attributes()
    {
        await using var server = await ProcessProfiler.StartAsync(Server());
        await server.WaitForOutputAsync("Listening", TimeSpan.FromSeconds(30));

        using (server.Phase("load"))
        {
            await SendAsync(20);
        }

        var profile = await server.StopAsync(PosixSignal.SIGINT); // what Ctrl-C does; SIGKILL after the grace period
        profile.Phase("load").ShouldSpend(TaskState.Sleeping, atLeast: 0.50).ShouldUseCpus(atMost: 0.5);
    }

    [Test]
    public async Task A_server_and_its_client_have_a_profile_each()
    {
        await using var server = await ProcessProfiler.StartAsync(Server());
        await server.WaitForOutputAsync("Listening");

        var client = await ProcessProfiler.ProfileAsync(Cli.Wrap("sh").WithArguments(["-c", "for i in 1 2 3; do echo \"request $i\"; done >> \"$0\"", Requests]));
        await server.WaitForOutputAsync("request 3");
        var profile = await server.StopAsync();

        client.ShouldExitWith(0);
        profile.ShouldKeep(
            [new ThreadStateAttribute(TaskState.DiskSleep) { AtMost = 0.50 }, new WallTimeAttribute { AtMost = "1m" }],
            report: Path.Combine(_folder.FullName, "server.html"));
    }

    private Command Server()
    {
        File.WriteAllText(Requests, "");
        return Cli.Wrap("sh").WithArguments(["-c", "sleep 0.2; echo Listening; exec tail -f \"$0\"", Requests]);
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
