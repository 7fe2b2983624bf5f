using System.Collections;
using System.Text;
using CliWrap;

namespace RunScope.Testing.Tests;

/// <summary>Runs <c>dotnet</c> as a user would at a prompt of their own.</summary>
internal static class DotNet
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    public static async Task<(int ExitCode, string Output)> RunAsync(
        string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var output = new StringBuilder();
        using var timeLimit = new CancellationTokenSource(TimeLimit);
        var result = await Cli.Wrap("dotnet")
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(Clean(environment))
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(output))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(timeLimit.Token);
        return (result.ExitCode, output.ToString());
    }

    private static Dictionary<string, string?> Clean(IReadOnlyDictionary<string, string?>? environment)
    {
        // The tests themselves run under dotnet test, whose variables would steer the inner one, and perhaps in a workflow that isn't to hear of the inner one.
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(v => (string)v.Key)
            .Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("RUNSCOPE_", StringComparison.Ordinal) || name.StartsWith("GITHUB_", StringComparison.Ordinal))
            .ToDictionary(name => name, _ => (string?)null);
        variables["MSBUILDDISABLENODEREUSE"] = "1";
        variables["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) variables[name] = value;
        return variables;
    }
}
