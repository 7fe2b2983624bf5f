using System.Net;
using System.Net.Sockets;
using RunScope.Testing.Hosting.Readiness;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

/// <summary>Waiting for a real process to listen.</summary>
[Collection(RealProcesses.Name)]
public sealed class PortTests
{
    [Theory]
    [InlineData("127.0.0.1", "no")]
    [InlineData("0.0.0.0", "no")]
    [InlineData("::1", "no")]
    [InlineData("127.0.0.1", "yes")]
    public async Task A_port_is_found_when_the_process_or_a_child_of_it_listens(string address, string child)
    {
        await using var listener = await ProcessProfiler.StartAsync(Workload.Verb("listen", "--address", address, "--child", child, "--after", "100ms"));

        var port = await listener.WaitForPortAsync().Patiently();

        var line = await listener.WaitForOutputAsync("\"ready\":true").Patiently();
        line.ShouldContain($"\"port\":{port}");
        (await listener.WaitForPortAsync(port).Patiently()).ShouldBe(port);
        using var client = new TcpClient(address.Contains(':') ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);
        await client.ConnectAsync(address == "0.0.0.0" ? IPAddress.Loopback : IPAddress.Parse(address), port);
        (await listener.StopAsync().Patiently()).EndedBy.ShouldBe(EndedBy.Harness);
    }

    [Fact]
    public async Task A_port_that_a_stranger_has_is_an_error_that_names_the_stranger()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var port = ((IPEndPoint)stranger.LocalEndpoint).Port;
        await using var sleep = await ProcessProfiler.StartAsync(Workload.Verb("sleep", "--duration", "1m"));

        var error = await Should.ThrowAsync<WorkloadNotReadyException>(() => sleep.WaitForPortAsync(port).Patiently());

        error.Message.ShouldContain($"to listen on TCP port {port}: another process has it.");
        error.Message.ShouldContain($"127.0.0.1:{port} is listened on by process {Environment.ProcessId} (");
        error.Message.ShouldContain("listens on: no TCP port");
    }

    [Fact]
    public async Task A_process_that_cannot_have_its_port_is_told_with_what_it_said_and_who_has_it()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var port = ((IPEndPoint)stranger.LocalEndpoint).Port;
        await using var listener = await ProcessProfiler.StartAsync(Workload.Verb("listen", "--port", $"{port}"));

        var error = await Should.ThrowAsync<WorkloadNotReadyException>(() => listener.WaitForPortAsync(port).Patiently());

        error.Profile!.ExitCode.ShouldBe(98);
        error.Message.ShouldContain("it exited with code 98 first");
        error.Message.ShouldContain($"cannot listen on 127.0.0.1 port {port}: AddressAlreadyInUse");
    }

    [Fact]
    public async Task A_process_that_listens_elsewhere_is_told_with_where()
    {
        await using var listener = await ProcessProfiler.StartAsync(Workload.Verb("listen"));
        var port = await listener.WaitForPortAsync().Patiently();

        var error = await Should.ThrowAsync<WorkloadNotReadyException>(() => listener.WaitForPortAsync(port == 1 ? 2 : 1, TimeSpan.FromMilliseconds(100)).Patiently());

        error.Message.ShouldContain("to listen on TCP port 1: it didn't within 100 ms and still runs.");
        error.Message.ShouldContain($"listens on: TCP 127.0.0.1:{port}");
        error.Message.ShouldContain("Is it told to listen on another port");
    }

    [Fact]
    public async Task A_process_that_ends_before_it_listens_is_told_with_its_end()
    {
        await using var exit = await ProcessProfiler.StartAsync(Workload.Verb("exit", "5"));

        var error = await Should.ThrowAsync<WorkloadNotReadyException>(() => exit.WaitForPortAsync(5000).Patiently());

        error.Profile!.ExitCode.ShouldBe(5);
    }

    [Fact]
    public async Task A_strangers_port_is_never_taken_for_that_of_a_process_that_ends_at_once()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var port = ((IPEndPoint)stranger.LocalEndpoint).Port;

        for (var i = 0; i < 10; i++)
        {
            await using var exit = await ProcessProfiler.StartAsync(Workload.Wrap("/bin/true"));
            (await Should.ThrowAsync<WorkloadNotReadyException>(() => exit.WaitForPortAsync(port).Patiently())).Profile!.ExitCode.ShouldBe(0);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Nothing_is_said_to_be_below_a_recorder_that_is_not_known(int recorder)
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();

        SocketOwners.Below(recorder).Own.ShouldBeEmpty();
    }

    [NeedsNetworkNamespaceFact]
    public async Task A_process_in_a_network_namespace_of_its_own_is_looked_for_there()
    {
        var command = Workload.Wrap("unshare").WithArguments(["--map-root-user", "--net", Workload.Program, "listen", "--address", "0.0.0.0"]);
        await using var listener = await ProcessProfiler.StartAsync(command);

        var port = await listener.WaitForPortAsync().Patiently();

        (await listener.WaitForOutputAsync("\"ready\":true").Patiently()).ShouldContain($"\"port\":{port}");
    }

    /// <summary>A fact that is skipped, with the reason, where a process may not have a network namespace of its own.</summary>
    private sealed class NeedsNetworkNamespaceFactAttribute : FactAttribute
    {
        public NeedsNetworkNamespaceFactAttribute()
        {
            if (!Workload.IsInstalled("unshare"))
            {
                Skip = "\"unshare\" is not on the PATH: install util-linux.";
                return;
            }

            using var unshare = System.Diagnostics.Process.Start("unshare", ["--map-root-user", "--net", "true"]);
            unshare.WaitForExit();
            if (unshare.ExitCode != 0) Skip = "This machine permits no network namespaces to this user (unshare --map-root-user --net).";
        }
    }
}
