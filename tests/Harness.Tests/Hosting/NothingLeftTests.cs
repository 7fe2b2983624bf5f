using System.Diagnostics;
using System.Globalization;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

[Collection(RealProcesses.Name)]
public sealed class NothingLeftTests
{
    [Fact]
    public async Task Fifty_launches_leave_no_descriptor_no_child_and_no_thread_behind()
    {
        for (var i = 0; i < 5; i++) await Workload.ProfileAsync(Workload.Wrap("true"));
        var children = Processes.OwnChildren();
        var before = Descriptors();

        for (var i = 0; i < 50; i++) (await Workload.ProfileAsync(Workload.Wrap("true"))).ExitCode.ShouldBe(0);

        // The runtime itself may have opened a few meanwhile; one of each launch would be fifty.
        (Descriptors() - before).ShouldBeLessThan(10);
        Processes.OwnChildren().ShouldBe(children);
    }

    [Fact]
    public async Task Nothing_stays_in_the_temporary_folder()
    {
        using var temporary = new TemporaryFolder();

        // The host's own runtime is kept from leaving files there.
        var variables = Workload.WithRuntime(new() { ["TMPDIR"] = temporary.Path, ["DOTNET_EnableDiagnostics"] = "0" });
        var host = Workload.Wrap(Workload.Host).WithEnvironmentVariables(variables);

        var good = await host.WithArguments(["profile", "true"]).ExecuteAsync().Task.Patiently();
        var failed = await host.WithArguments(["profile", "/etc/passwd"]).ExecuteAsync().Task.Patiently();

        good.ExitCode.ShouldBe(0);
        failed.ExitCode.ShouldBe(1);
        temporary.Left().ShouldBeEmpty();
    }

    [Fact]
    public async Task Other_children_of_the_host_keep_their_exit_codes()
    {
        using var enough = new CancellationTokenSource();
        var others = Task.Run(async () =>
        {
            var seen = 0;
            for (; !enough.IsCancellationRequested; seen++)
            {
                var code = (seen % 250) + 1;
                using var process = Process.Start("sh", ["-c", "exit " + code.ToString(CultureInfo.InvariantCulture)]);
                await process.WaitForExitAsync(CancellationToken.None);
                process.ExitCode.ShouldBe(code);
            }

            return seen;
        });

        for (var i = 0; i < 20; i++) (await Workload.ProfileAsync(Workload.Wrap("sh").WithArguments(["-c", "true & exit 5"]))).ExitCode.ShouldBe(5);

        await enough.CancelAsync();
        (await others.Patiently()).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Several_processes_can_be_profiled_at_one_time()
    {
        var profiles = await Task.WhenAll(Enumerable.Range(1, 4).Select(code => Workload.ProfileAsync(Workload.Wrap("sh").WithArguments(["-c", $"sleep 0.2; exit {code}"]))));

        profiles.Select(p => p.ExitCode).ShouldBe([1, 2, 3, 4]);
    }

    private static int Descriptors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Directory.GetFileSystemEntries("/proc/self/fd").Length;
    }
}
