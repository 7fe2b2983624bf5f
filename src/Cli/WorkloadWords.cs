using System.CommandLine;

namespace RunScope.Testing.Cli;

/// <summary>Tells a verb's own options from the words of the command that follows them.</summary>
internal sealed class WorkloadWords(Command verb)
{
    /// <summary>Puts <c>--</c> in front of the workload's own words, so that none of them is taken for an option of ours.</summary>
    public string[] Separate(string[] args)
    {
        if (args.Length == 0 || args[0] != verb.Name) return args;
        var at = 1;
        while (at < args.Length && args[at].StartsWith('-') && args[at] != "--")
        {
            // An option's value is no command. Those with a value inside (--rate=10) have none behind.
            var takesValue = verb.Options.Any(o => o.Name == args[at] && o.Arity.MaximumNumberOfValues > 0 && o is not Option<bool>);
            at += takesValue ? 2 : 1;
        }

        if (at >= args.Length || args[at] == "--") return args;
        return [.. args[..at], "--", .. args[at..]];
    }

    /// <summary>The first word before the command that looks like an option and is none; null when there is none.</summary>
    public string? UnknownOption(string[] args) => args.Length == 0 || args[0] != verb.Name
        ? null
        : args.Skip(1).TakeWhile(a => a != "--").FirstOrDefault(a => a.StartsWith('-') && !IsOption(a) && a is not ("-h" or "--help" or "-?"));

    private bool IsOption(string word) => verb.Options.Any(o => o.Name == word || word.StartsWith(o.Name + "=", StringComparison.Ordinal) || word.StartsWith(o.Name + ":", StringComparison.Ordinal));
}
