using System.Globalization;
using RunScope.Testing.Tests.Servers;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

public class NodeTests
{
    // Hashing is work for the threads of libuv's pool, answering for the main thread.
    private const string Program = """
        const http = require('http'), crypto = require('crypto');
        http.createServer((request, response) => {
          if (request.url === '/usage') response.end(String(process.cpuUsage().user + process.cpuUsage().system));
          else if (request.url === '/hash') crypto.pbkdf2('secret', 'salt', 20000, 32, 'sha256', (_, key) => response.end(key.toString('hex')));
          else response.end('hello');
        }).listen(0, '127.0.0.1', function () { console.log('port ' + this.address().port); });
        process.on('SIGTERM', () => process.exit(0));
        """;

    [NeedsFact("node", "nodejs")]
    public async Task The_pool_of_a_node_server_computes_while_its_main_thread_waits()
    {
        await using var server = OwnProcess.Start("node", "-e", Program);
        var port = (await server.LineAsync(@"^port (\d+)$")).Groups[1].Value;
        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => http.GetStringAsync("hash"))); // all threads of the pool are there
        (TimeSpan Before, TimeSpan Opened, TimeSpan Closing, TimeSpan After) own = default;
        own.Before = await OwnAsync(http);

        var watched = await Attachment.DuringAsync(server, async stop =>
        {
            own.Opened = await OwnAsync(http);
            await Load.OfAsync([() => http.GetStringAsync("hash"), () => http.GetStringAsync("hash"), () => http.GetStringAsync("")], stop);
            own.Closing = await OwnAsync(http);
        });

        own.After = await OwnAsync(http);
        var profile = watched.Profile;
        profile.CpuTime!.Value.ShouldBeInRange(own.Closing - own.Opened - TimeSpan.FromMilliseconds(1), own.After - own.Before + TimeSpan.FromMilliseconds(1));
        profile.Threads.Select(t => t.ThreadId).ShouldBe(ProcText.Threads(server.Id), ignoreOrder: true);
        var main = profile.Thread(server.Id);
        watched.ShouldMostlyWaitIn(main, "epoll_wait", "epoll_pwait");
        var pool = profile.Threads.Where(t => t.Id != main.Id).OrderByDescending(t => t.States.Running).Take(2).ToList();
        pool.ShouldAllBe(t => t.States.Running > TimeSpan.Zero);
        foreach (var thread in pool) profile.Waits.ShouldContain(w => w.ThreadId == thread.Id && (w.Call == "futex" || !watched.Access.Calls));

        (await http.GetStringAsync("")).ShouldBe("hello");
        (await server.EndAsync()).ShouldBe(0);
    }

    /// <summary>The CPU time that the program says it has used, in microseconds.</summary>
    private static async Task<TimeSpan> OwnAsync(HttpClient http) => TimeSpan.FromMicroseconds(long.Parse(await http.GetStringAsync("usage"), CultureInfo.InvariantCulture));
}
