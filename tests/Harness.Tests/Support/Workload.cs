using System.Text;
using CliWrap;
using RunScope.Testing.Hosting;

namespace RunScope.Testing.Tests.Support;

/// <summary>The example workloads, started from the output folder of these tests.</summary>
internal static class Workload
{
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "workloads");

    public static string Host { get; } = Path.Combine(AppContext.BaseDirectory, "HostProgram");

    /// <summary>A verb of the workloads with its words.</summary>
    public static Command Verb(params string[] words) => Wrap(Program).WithArguments(words);

    /// <summary>Any program; its exit code is nobody's error.</summary>
    public static Command Wrap(string program) => Cli.Wrap(program)
        .WithEnvironmentVariables(WithRuntime([]))
        .WithValidation(CommandResultValidation.None);

    /// <summary>Variables with those beside them that a .NET program needs to find the runtime that runs these tests.</summary>
    public static Dictionary<string, string?> WithRuntime(Dictionary<string, string?> variables)
    {
        var root = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        return new Dictionary<string, string?>(variables) { ["DOTNET_ROOT"] = root };
    }

    /// <summary>Profiles a command to its end.</summary>
    public static Task<ProcessProfile> ProfileAsync(Command command, ProfileOptions? options = null) =>
        ProcessProfiler.ProfileAsync(command, options).Patiently();

    /// <summary>Profiles a verb to its end; with what it says itself.</summary>
    public static async Task<(ProcessProfile Profile, TruthLine Truth)> TruthOfAsync(string[] words, ProfileOptions? options = null)
    {
        var (profile, stdout) = await OutputOfAsync(Verb(words), options);
        return (profile, TruthLine.Parse(stdout));
    }

    /// <summary>Profiles a command to its end; with all of its standard output.</summary>
    public static async Task<(ProcessProfile Profile, string Stdout)> OutputOfAsync(Command command, ProfileOptions? options = null)
    {
        var stdout = new StringBuilder();
        var profile = await ProfileAsync(command.WithStandardOutputPipe(PipeTarget.ToStringBuilder(stdout, Encoding.UTF8)), options);
        return (profile, stdout.ToString());
    }

    /// <summary>Whether a program is on the PATH of this machine.</summary>
    public static bool IsInstalled(string program)
    {
        try
        {
            return ExecutableLookup.Find(program, Environment.CurrentDirectory).Length > 0;
        }
        catch (WorkloadLaunchException)
        {
            return false;
        }
    }
}
