using System.Text;
using CliWrap;

namespace RunScope.Testing.Conditions;

/// <summary>The programs that are started, all from the folder of this one.</summary>
internal static class Programs
{
    public static string Workloads { get; } = Path.Combine(AppContext.BaseDirectory, "workloads");

    public static string Tool { get; } = Path.Combine(AppContext.BaseDirectory, "runscope");

    /// <summary>What a .NET program needs to find the runtime; without the sockets that it would leave behind when it ends without shutting down.</summary>
    public static Dictionary<string, string?> Variables { get; } = new()
    {
        ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../..")),
        ["DOTNET_EnableDiagnostics"] = "0",
    };

    public static Command Wrap(string program, params string[] words) =>
        CliWrap.Cli.Wrap(program).WithArguments(words).WithEnvironmentVariables(Variables).WithValidation(CommandResultValidation.None);

    /// <summary>Profiles a verb of the workloads to its end; with what it says of itself.</summary>
    public static async Task<(ProcessProfile Profile, Tests.Support.TruthLine Truth)> ProfileAsync(params string[] words)
    {
        var stdout = new StringBuilder();
        var profile = await ProcessProfiler.ProfileAsync(Wrap(Workloads, words).WithStandardOutputPipe(PipeTarget.ToStringBuilder(stdout, Encoding.UTF8)));
        return (profile, Tests.Support.TruthLine.Parse(stdout.ToString()));
    }
}
