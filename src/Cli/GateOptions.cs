using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;
using RunScope.Testing.Configuration;

namespace RunScope.Testing.Cli;

/// <summary>The options that say what is compared and what matters: those of <c>[NoRegression]</c>, with runscope.json and the variables below them.</summary>
internal sealed class GateOptions
{
    private readonly Option<string?> _metrics = Gate("--metrics", "regression.metrics", "NAMES", "What is compared, with commas between, such as wallTime,cpuTime,blockedTime (these three unless configured).");
    private readonly Option<string?> _minEffect = new("--min-effect") { Description = "The smallest growth that matters, such as 3% (that unless configured).", HelpName = "SHARE" };
    private readonly Option<string?> _floor = Gate("--floor", "regression.floor", "SIZES", "The smallest growth that matters in absolute terms, such as \"20ms, 4MiB, 100\" (10ms, 1MiB and 50 switches unless configured).");
    private readonly Option<string?> _threads = new("--threads") { Description = "The threads that states are over: Application (unless configured), All, Main, or names such as \"worker-*\".", HelpName = "SET" };
    private readonly Option<string?> _processes = new("--processes") { Description = "Only threads of processes with such names.", HelpName = "GLOB" };

    public GateOptions()
    {
        _minEffect.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<string?>() is { } text && RunScopeConfiguration.ProblemOf("regression.minEffect", Share(text)) is not null)
                r.AddError($"--min-effect is {VisibleText.Quote(text, 40)}; it takes a share such as 3% or 0.03.");
        });
        _threads.Validators.Add(r => AddProblems(r, ThreadSet.Problems(r.GetValueOrDefault<string?>(), null)));
        _processes.Validators.Add(r => AddProblems(r, ThreadSet.Problems(null, r.GetValueOrDefault<string?>())));
    }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_metrics, _minEffect, _floor, _threads, _processes]) command.Options.Add(option);
    }

    /// <summary>What the options say, for the configuration.</summary>
    public ImmutableArray<ConfigurationEntry> Declared(ParseResult parsed) =>
    [
        .. ((string Key, string? Text, string Option)[])
        [
            ("regression.metrics", parsed.GetValue(_metrics), _metrics.Name),
            ("regression.minEffect", parsed.GetValue(_minEffect) is { } share ? Share(share) : null, _minEffect.Name),
            ("regression.floor", parsed.GetValue(_floor), _floor.Name),
            ("threads", parsed.GetValue(_threads), _threads.Name),
            ("processes", parsed.GetValue(_processes), _processes.Name),
        ] is var given ? given.Where(g => g.Text is not null).Select(g => RunScopeConfiguration.Declared(g.Key, g.Text!, g.Option)) : [],
    ];

    /// <summary>The rules that follow.</summary>
    public static GateRules Rules(EffectiveOptions configured) => RegressionRules.Of(configured.Options, new NoRegressionAttribute(""));

    /// <summary>What makes a run one that doesn't count, in words and null for none; where regression.repeatDisturbed is off, all count.</summary>
    public static Func<ProcessProfile, string?> Disturbance(EffectiveOptions configured) => configured.Options.Regression.RepeatDisturbed ? Contamination.Of : _ => null;

    private static Option<string?> Gate(string name, string key, string help, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = help };
        option.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<string?>() is { } text && RunScopeConfiguration.ProblemOf(key, text) is { } problem) r.AddError($"{name}{problem}.");
        });
        return option;
    }

    private static void AddProblems(System.CommandLine.Parsing.OptionResult result, IEnumerable<string> problems)
    {
        foreach (var problem in problems) result.AddError(problem + ".");
    }

    private static string Share(string text) =>
        text.Trim().EndsWith('%') && decimal.TryParse(text.Trim()[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            ? (percent / 100).ToString(CultureInfo.InvariantCulture)
            : text;
}
