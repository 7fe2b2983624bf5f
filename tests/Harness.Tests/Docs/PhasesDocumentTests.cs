using System.Text;
using CliWrap;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

/// <summary>Snippets of docs/phases.md that need a program of these tests.</summary>
[Collection(RealProcesses.Name)]
public sealed class PhasesDocumentTests
{
    [Fact]
    public async Task The_snippet_about_ports_runs()
    {
        var command = Workload.Verb("listen", "--address", "127.0.0.1");

        await using var server = await ProcessProfiler.StartAsync(command);
        var port = await server.WaitForPortAsync(); // 0, the default: whatever port the process listens on

        port.ShouldBeInRange(1, 65535);
    }

    [Fact]
    public async Task The_snippet_about_standard_input_runs()
    {
        var command = Workload.Wrap("cat");

        var go = new TaskCompletionSource();
        var input = PipeSource.Create(async (stdin, cancellationToken) =>
        {
            await go.Task.WaitAsync(cancellationToken);
            await stdin.WriteAsync(Encoding.UTF8.GetBytes("a line\n"), cancellationToken);
        });
        await using var process = await ProcessProfiler.StartAsync(command.WithStandardInputPipe(input));
        go.SetResult();
        await process.WaitForOutputAsync("a line");

        (await process.Completion.Patiently()).ExitCode.ShouldBe(0);
    }
}
