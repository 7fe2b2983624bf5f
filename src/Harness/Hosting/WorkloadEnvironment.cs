using System.Collections;
using CliWrap;

namespace RunScope.Testing.Hosting;

/// <summary>The environments of workload and recorder.</summary>
internal static class WorkloadEnvironment
{
    // What steers a .NET runtime is meant for the host or the workload, never for the recorder between them.
    private static readonly string[] RuntimePrefixes = ["DOTNET_", "COMPlus_", "CORECLR_", "COR_"];
    private static readonly string[] Needed = ["DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_HOST_PATH"];

    /// <summary>What plain CliWrap would give the workload: the host's variables with the command's over them; null removes one.</summary>
    /// <param name="own">The command's own variables.</param>
    /// <param name="kept">The names of the host's that the workload isn't to have.</param>
    public static List<string> Of(IReadOnlyDictionary<string, string?> own, IEnumerable<string> kept)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables()) all[(string)variable.Key] = (string?)variable.Value ?? "";
        foreach (var name in kept) all.Remove(name);
        foreach (var (name, value) in own)
        {
            if (value is null) all.Remove(name);
            else all[name] = value;
        }

        return [.. all.Select(v => v.Key + "=" + v.Value)];
    }

    /// <summary>The command with configured variables; those that it sets itself stay.</summary>
    public static Command Under(Command command, IReadOnlyDictionary<string, string?> configured)
    {
        if (configured.Count == 0) return command;
        var variables = new Dictionary<string, string?>(configured, StringComparer.Ordinal);
        foreach (var (name, value) in command.EnvironmentVariables) variables[name] = value;
        return command.WithEnvironmentVariables(variables);
    }

    /// <summary>What is different for the recorder; null unsets a variable.</summary>
    public static Dictionary<string, string?> OfRecorder()
    {
        var cleared = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (RuntimePrefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase)) && !Needed.Contains(name)) cleared[name] = null;
        }

        // The runtime's diagnostic sockets and pipes in the temporary folder would outlive the recorder: it ends by _exit, or is killed.
        cleared["DOTNET_EnableDiagnostics"] = "0";
        return cleared;
    }
}
