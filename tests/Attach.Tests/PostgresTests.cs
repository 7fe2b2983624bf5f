using System.Globalization;
using RunScope.Testing.Tests.Servers;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

public sealed class PostgresTests : IDisposable
{
    private const string User = "tester";

    // PostgreSQL refuses to run as root: then it runs as nobody, who is this user everywhere.
    private const uint Nobody = 65534;
    private static readonly string[] AsNobody = Environment.UserName == "root" ? ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--"] : [];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NeedsFact("postgres", "postgresql")]
    public async Task Every_process_of_PostgreSQL_is_seen_and_who_waits_for_a_lock_waits_all_the_time()
    {
        await MakeDatabaseAsync();
        var (server, port) = await OwnProcess.StartAtFreePortAsync(Start, "database system is ready to accept connections");
        await using var _ = server;
        using var holder = await PostgresClient.ConnectAsync(port, User);
        using var blocked = await PostgresClient.ConnectAsync(port, User);
        using var writer = await PostgresClient.ConnectAsync(port, User);
        await writer.AskAsync("create table entries (id serial primary key, text text)");
        await holder.AskAsync("select pg_advisory_lock(1)");
        var locked = blocked.AskAsync("select pg_advisory_lock(1)");
        await Patience.UntilAsync(() => holder.AskAsync($"select wait_event_type from pg_stat_activity where pid = {blocked.Backend}").Result is [["Lock"]], "a session waits for the lock");
        var own = await ProcessesAsync(holder);

        var watched = await Attachment.DuringAsync(server, stop => Load.OfAsync([() => writer.AskAsync("insert into entries (text) values ('a'); select count(*) from entries"), () => LateSessionAsync(port)], stop), data: _folder.Path);

        var profile = watched.Profile;
        profile.Processes[0].ProcessId.ShouldBe(server.Id);
        own.ShouldBeSubsetOf(profile.Processes.Select(p => p.ProcessId));
        profile.Processes.Skip(1).ShouldAllBe(p => p.ParentId == server.Id && p.Name == "postgres");
        profile.Processes.Length.ShouldBeGreaterThan(own.Count + 1); // a session that began meanwhile
        profile.Threads.ShouldAllBe(t => t.Name == "postgres");

        var waiting = profile.Thread(blocked.Backend);
        waiting.ShouldSleepThroughout();
        watched.ShouldMostlyWaitIn(waiting, "epoll_wait", "epoll_pwait");
        watched.ShouldMostlyWaitIn(profile.Thread(server.Id), "epoll_wait", "epoll_pwait", "select", "pselect6");
        profile.Thread(writer.Backend).States.Running.ShouldBeGreaterThan(TimeSpan.Zero);
        foreach (var wait in profile.Waits.Where(w => w.Call is "fdatasync" or "fsync" && watched.Access.Details)) wait.Target!.ShouldStartWith(_folder.Path);

        await holder.AskAsync("select pg_advisory_unlock(1)");
        await locked;
        (await ProcessesAsync(holder)).ShouldBe(own, ignoreOrder: true);
        (await server.EndAsync(Kernel.SIGINT)).ShouldBe(0); // the fast shutdown: it doesn't wait for sessions
    }

    /// <summary>The server's processes, by its own word.</summary>
    private static async Task<IReadOnlyList<int>> ProcessesAsync(PostgresClient client) =>
        [.. (await client.AskAsync("select pid from pg_stat_activity")).Select(row => int.Parse(row[0], CultureInfo.InvariantCulture))];

    private static async Task LateSessionAsync(int port)
    {
        using var client = await PostgresClient.ConnectAsync(port, User);
        (await client.AskAsync("select sum(n) from generate_series(1, 200000) n")).ShouldHaveSingleItem().ShouldBe(["20000100000"]);
    }

    private async Task MakeDatabaseAsync()
    {
        if (AsNobody.Length > 0) Kernel.Give(_folder.Path, Nobody);
        await using var maker = StartAsNobody("initdb", "-D", Path.Combine(_folder.Path, "data"), "-U", User, "--auth=trust", "--no-sync", "--no-instructions", "--encoding=UTF8", "--locale=C");
        (await maker.EndedAsync()).ShouldBe(0, maker.ToString());
    }

    private OwnProcess Start(int port) => StartAsNobody("postgres", "-D", Path.Combine(_folder.Path, "data"), "-p", port.ToString(CultureInfo.InvariantCulture),
        "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "autovacuum_naptime=1d");

    private static OwnProcess StartAsNobody(string program, params string[] arguments)
    {
        string[] words = [.. AsNobody, Programs.Find(program)!, .. arguments];
        return OwnProcess.Start(words[0], words[1..]);
    }
}
