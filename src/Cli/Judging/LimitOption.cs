using System.Collections.Immutable;
using System.CommandLine;
using RunScope.Testing.Analysis;
using RunScope.Testing.Configuration;

namespace RunScope.Testing.Cli.Judging;

/// <summary>The option <c>--limit</c>, which may be given several times.</summary>
internal sealed class LimitOption
{
    private readonly Option<string[]> _option = new("--limit")
    {
        Description = "Judge the profile, such as DiskSleep<=5%, Running+Runnable>=90%, DiskSleep[worker-*]<=200ms, PeakMemory<=64MB, OnCpu<=1.5; quote it, and give it once for each limit. Exit code 2 when one is missed.",
        HelpName = "LIMIT",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    public LimitOption() => _option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens)
        {
            if (!LimitMetrics.TryMake(token.Value, out _, out var problem)) result.AddError($"--limit {VisibleText.Quote(token.Value, 80)} {problem}{(problem.EndsWith('?') ? "" : ".")}");
        }
    });

    public void AddTo(Command command) => command.Options.Add(_option);

    /// <summary>The limits that a command line holds.</summary>
    public ImmutableArray<ProfileAssertionAttribute> Of(ParseResult parsed) =>
        [.. (parsed.GetValue(_option) ?? []).Select(text => LimitMetrics.TryMake(text, out var limit, out var problem) ? limit : throw new ArgumentException(problem))];

    /// <summary>The limits over the threads that the configuration names, where they name none themselves.</summary>
    public static ImmutableArray<ProfileAssertionAttribute> Over(ImmutableArray<ProfileAssertionAttribute> limits, RunScopeOptions configured) =>
        [.. limits.Select(l => l.Over(configured.Threads, configured.Processes))];
}
