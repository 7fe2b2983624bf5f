using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RunScope.Testing.Tests.Servers;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

public sealed class PythonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NeedsFact("python3", "python3")]
    public async Task A_thread_of_a_python_server_that_waits_for_its_client_waits_on_a_socket()
    {
        _folder.Write("page.txt", "hello", executable: false);
        await using var server = OwnProcess.Start("python3", "-u", "-m", "http.server", "--bind", "127.0.0.1", "--directory", _folder.Path, "0");
        var port = int.Parse((await server.LineAsync(@"Serving HTTP on 127\.0\.0\.1 port (\d+)")).Groups[1].Value, CultureInfo.InvariantCulture);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        await GetAsync(http);

        // A client that has connected and says nothing: the thread that serves it can do nothing but wait for it.
        using var silent = new TcpClient();
        await silent.ConnectAsync(IPAddress.Loopback, port);
        await Patience.UntilAsync(() => ProcText.Threads(server.Id).Count() == 2, "a thread waits for the silent client");
        var waiting = ProcText.Threads(server.Id).Single(tid => tid != server.Id);

        var watched = await Attachment.DuringAsync(server, stop => Load.OfAsync([() => GetAsync(http)], stop));

        var (main, thread) = (watched.Profile.Thread(server.Id), watched.Profile.Thread(waiting));
        thread.ShouldSleepThroughout();
        watched.ShouldMostlyWaitIn(thread, "recvfrom", "read").Target.ShouldBe(Target());
        watched.Profile.Waits.ShouldContain(w => w.ThreadId == main.Id && (w.Call == "poll" || !watched.Access.Calls));
        main.States.Running.ShouldBeGreaterThan(TimeSpan.Zero);

        await GetAsync(http);
        (await server.EndAsync(Kernel.SIGINT)).ShouldBe(0);

        string? Target() => watched.Access.Details ? new FileInfo($"/proc/{server.Id}/fd/{Descriptor()}").LinkTarget : null;

        int Descriptor() => int.Parse(File.ReadAllText($"/proc/{waiting}/syscall").Split(' ')[1].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private static async Task GetAsync(HttpClient http) => (await http.GetStringAsync("page.txt")).ShouldBe("hello");
}
