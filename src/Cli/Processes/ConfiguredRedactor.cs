using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Configuration;

namespace RunScope.Testing.Cli.Processes;

/// <summary>What hides secrets in lists of processes, as runscope.json and the variables say.</summary>
internal static class ConfiguredRedactor
{
    /// <summary>Reads it. Where nothing is configured, as on most machines, no configuration is built: a list should come at once.</summary>
    /// <exception cref="InvalidConfigurationException">Something in the file or a variable is wrong: what would have to be hidden isn't known then.</exception>
    public static Redactor Read()
    {
        var folder = Environment.CurrentDirectory;
        var isConfigured = ConfigurationFile.Find(folder, null) is not null || Environment.GetEnvironmentVariables().Keys.Cast<string>().Any(n => n.StartsWith(ConfigurationKey.Prefix, StringComparison.OrdinalIgnoreCase));
        return isConfigured ? RunScopeConfiguration.OfFolder(folder).With().Redactor : Redactor.Default;
    }
}
