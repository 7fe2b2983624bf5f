using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using RunScope.Testing.Configuration;

namespace RunScope.Testing.Cli;

/// <summary>The options that say how a process is watched, with runscope.json and the variables below them.</summary>
internal sealed class SamplingOptions
{
    private readonly Option<int?> _rate = new("--rate") { Description = "Rounds per second, 1 to 1000 (100 unless configured).", HelpName = "HZ" };
    private readonly Option<string?> _engine = new("--engine") { Description = "How states are found out: auto or procfs (auto unless configured).", HelpName = "NAME" };

    public SamplingOptions()
    {
        _rate.Validators.Add(r =>
        {
            if (r.Tokens.Count > 0 && (!int.TryParse(r.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var rate) || rate is < 1 or > 1000)) r.AddError("--rate takes 1 to 1000 rounds per second.");
        });
        _engine.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<string>() is not (null or "auto" or "procfs") and var engine) r.AddError($"--engine {engine} is not built in this version; it takes auto or procfs.");
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_rate);
        command.Options.Add(_engine);
    }

    /// <summary>What the options say, for the configuration.</summary>
    public ImmutableArray<ConfigurationEntry> Declared(ParseResult parsed) =>
    [
        .. parsed.GetValue(_rate) is { } rate ? [RunScopeConfiguration.Declared("sampleRate", rate.ToString(CultureInfo.InvariantCulture), _rate.Name)] : (ConfigurationEntry[])[],
        .. parsed.GetValue(_engine) is { } engine ? [RunScopeConfiguration.Declared("engine", engine, _engine.Name)] : (ConfigurationEntry[])[],
    ];
}
