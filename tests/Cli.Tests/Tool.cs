using System.Text;
using CliWrap;

namespace RunScope.Testing.Tests;

/// <summary>Runs the built tool as a user would.</summary>
internal static class Tool
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "runscope");

    public static Task<ToolResult> RunAsync(string[] arguments, string? input = null, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null) =>
        StartAsync(Path, arguments, input, folder, environment);

    /// <summary>Runs something that runs the tool.</summary>
    public static async Task<ToolResult> StartAsync(
        string program, string[] arguments, string? input = null, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var stdout = new StringBuilder();
        var stderr = new StringBuilder();
        using var limit = new CancellationTokenSource(Longest);
        var result = await CliWrap.Cli.Wrap(program).WithArguments(arguments)
            .WithWorkingDirectory(folder ?? AppContext.BaseDirectory)
            .WithEnvironmentVariables(environment ?? new Dictionary<string, string?>())
            .WithValidation(CommandResultValidation.None)
            .WithStandardInputPipe(input is null ? PipeSource.Null : PipeSource.FromString(input))
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(stdout))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(stderr))
            .ExecuteAsync(limit.Token);
        return new ToolResult(result.ExitCode, stdout.ToString(), stderr.ToString());
    }
}

internal sealed record ToolResult(int ExitCode, string Output, string Error);
