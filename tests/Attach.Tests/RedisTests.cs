using System.Globalization;
using RunScope.Testing.Tests.Servers;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

public sealed class RedisTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NeedsFact("redis-server", "redis-tools")]
    public async Task Redis_under_load_is_seen_as_it_sees_itself_and_answers_on()
    {
        var (server, port) = await OwnProcess.StartAtFreePortAsync(Start, "Ready to accept connections");
        await using var _ = server;
        using var observer = await RedisClient.ConnectAsync(port);
        var clients = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RedisClient.ConnectAsync(port)));
        (TimeSpan Before, TimeSpan Opened, TimeSpan Closing, TimeSpan After) own = default;
        own.Before = await CpuOfMainThreadAsync(observer);

        var watched = await Attachment.DuringAsync(server, async stop =>
        {
            own.Opened = await CpuOfMainThreadAsync(observer);
            await Load.OfAsync(clients.Select((client, i) => (Func<Task>)(() => SetAndGetAsync(client, $"key {i}"))), stop);
            own.Closing = await CpuOfMainThreadAsync(observer);
        });

        own.After = await CpuOfMainThreadAsync(observer);
        var profile = watched.Profile;
        var main = profile.Thread(server.Id);
        main.Name.ShouldBe("redis-server");
        main.States.Running.ShouldBeInRange(own.Closing - own.Opened - TimeSpan.FromMilliseconds(1), own.After - own.Before + TimeSpan.FromMilliseconds(1));
        profile.Threads.Select(t => t.ThreadId).ShouldBe(ProcText.Threads(server.Id), ignoreOrder: true);
        profile.Threads.Count(t => t.Name.StartsWith("bio_", StringComparison.Ordinal)).ShouldBe(3);
        foreach (var idle in profile.Threads.Where(t => t.Name.StartsWith("bio_", StringComparison.Ordinal)).Where(t => t.Name != "bio_aof"))
        {
            idle.ShouldSleepThroughout();
            watched.ShouldMostlyWaitIn(idle, "futex");
        }

        // It writes each change through to its log; a file system in memory doesn't wait.
        foreach (var wait in profile.Waits.Where(w => w.ThreadId == main.Id && w.Call is "fdatasync" or "fsync")) wait.Target!.ShouldStartWith(_folder.Path);
        profile.Waits.ShouldContain(w => w.ThreadId == main.Id && (w.Call == "epoll_wait" || !watched.Access.Calls));

        (await observer.AskAsync("PING")).ShouldBe("PONG");
        (await observer.AskAsync("GET", "key 2")).ShouldBe("a value");
        (await server.EndAsync()).ShouldBe(0);
        foreach (var client in clients) client.Dispose();
    }

    private static async Task SetAndGetAsync(RedisClient client, string key)
    {
        (await client.AskAsync("SET", key, "a value")).ShouldBe("OK");
        (await client.AskAsync("GET", key)).ShouldBe("a value");
    }

    /// <summary>What the server says that its main thread has used: <c>getrusage(2)</c>.</summary>
    private static async Task<TimeSpan> CpuOfMainThreadAsync(RedisClient client)
    {
        var told = (await client.AskAsync("INFO", "cpu")).Split("\r\n").Select(line => line.Split(':')).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1]);
        return Seconds("used_cpu_user_main_thread") + Seconds("used_cpu_sys_main_thread");

        TimeSpan Seconds(string name) => TimeSpan.FromSeconds(double.Parse(told[name], CultureInfo.InvariantCulture));
    }

    private OwnProcess Start(int port)
    {
        var program = Path.Combine(_folder.Path, "redis-server"); // by this name it is the server, whatever the file is called
        if (!File.Exists(program)) File.CreateSymbolicLink(program, Programs.Find("redis-server")!);
        return OwnProcess.Start(program, "--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--dir", _folder.Path, "--save", "", "--appendonly", "yes", "--appendfsync", "always");
    }
}
