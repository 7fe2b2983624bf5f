using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CliWrap;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

[Collection(RealProcesses.Name)]
public sealed class NothingLeftTests
{
    /// <summary>A slice of the benchmark's part soak-launches, which makes 10,000: docs/soak.md.</summary>
    [Fact]
    public async Task Two_hundred_launches_leave_no_descriptor_no_thread_no_child_and_hardly_any_memory_behind()
    {
        using var temporary = new TemporaryFolder();
        var host = Workload.Wrap(Workload.Host).WithEnvironmentVariables(Workload.WithRuntime(new() { ["TMPDIR"] = temporary.Path, ["DOTNET_EnableDiagnostics"] = "0" }));

        var output = new StringBuilder();
        await host.WithArguments(["soak", "200"]).WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).ExecuteAsync().Task.Patiently();

        var said = JsonDocument.Parse(output.ToString().TrimEnd().Split('\n')[^1]).RootElement;
        said.GetProperty("wrong").GetInt32().ShouldBe(0, output.ToString());
        said.GetProperty("descriptors").EnumerateArray().Select(d => d.GetString()).ShouldBeEmpty();
        said.GetProperty("children").GetInt32().ShouldBe(0);

        // A thread of each launch would be 200 more, a buffer of 4 KiB 800 KiB. The pool's threads come and go, and what is compiled meanwhile is no leak.
        said.GetProperty("threadsMore").GetInt32().ShouldBeLessThan(20);
        said.GetProperty("managedMore").GetInt64().ShouldBeLessThan(500_000);
        temporary.Left().ShouldBeEmpty();
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
}
