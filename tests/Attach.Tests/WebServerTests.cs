using System.Globalization;
using RunScope.Testing.Tests.Servers;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

public class WebServerTests
{
    [Fact]
    public async Task A_web_server_of_dotnet_is_seen_by_its_threads_of_the_application_and_of_the_runtime()
    {
        await using var server = OwnProcess.Start(Path.Combine(AppContext.BaseDirectory, "WebServer"));
        var port = (await server.LineAsync(@"^port (\d+)$")).Groups[1].Value;
        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        string[] paths = ["", "cpu/2", "wait/3", "store"];
        foreach (var path in paths) await http.GetStringAsync(path);
        var (before, opened, closing) = (await OwnAsync(http), default(Own), default(Own));

        // The runtime's pool grows and shrinks as it likes.
        var watched = await Attachment.DuringAsync(server, async stop =>
        {
            opened = await OwnAsync(http);
            await Load.OfAsync(paths.Select(path => (Func<Task>)(() => http.GetStringAsync(path))), stop);
            closing = await OwnAsync(http);
        }, threadsStay: false);

        var after = await OwnAsync(http);
        var profile = watched.Profile;
        profile.CpuTime!.Value.ShouldBeInRange(closing.Cpu - opened.Cpu - TimeSpan.FromMilliseconds(1), after.Cpu - before.Cpu + TimeSpan.FromMilliseconds(1));
        watched.Rounds.Max(r => r.Samples.Length).ShouldBeInRange(Math.Min(opened.Threads, closing.Threads) - 2, Math.Max(opened.Threads, closing.Threads) + 2);

        var writer = profile.Thread(after.Writer);
        (writer.Name, writer.Role).ShouldBe(("store-writer", ThreadRole.Application));
        watched.ShouldMostlyWaitIn(writer, "futex");
        profile.Threads.ShouldContain(t => t.Name == ".NET Finalizer" && t.Role == ThreadRole.Runtime);
        var sockets = profile.Threads.Single(t => t.Name == ".NET Sockets");
        watched.ShouldMostlyWaitIn(sockets, "epoll_wait", "epoll_pwait");
        profile.Threads.Where(t => t.Name == ".NET TP Worker").Sum(t => t.States.Running.TotalMilliseconds).ShouldBeGreaterThan(0);

        (await http.GetStringAsync("")).ShouldBe("hello");
        (await server.EndAsync()).ShouldBe(0);
    }

    private static async Task<Own> OwnAsync(HttpClient http)
    {
        var told = (await http.GetStringAsync("about")).Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return new Own(TimeSpan.FromMicroseconds(told[0] / 1000), (int)told[1], (int)told[2]);
    }

    /// <summary>What the server says of itself.</summary>
    private readonly record struct Own(TimeSpan Cpu, int Threads, int Writer);
}
