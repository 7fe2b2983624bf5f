using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;
using RunScope.Testing.Cli.Help;
using RunScope.Testing.Cli.Judging;
using RunScope.Testing.Cli.Processes;

namespace RunScope.Testing.Cli.Completion;

/// <summary>Completes command lines: verbs, options, what options take, and processes.</summary>
internal sealed class Completer(Func<ProcessTable> processes, Func<Redactor> secrets, int self)
{
    private const int LongestMeaning = 60;

    /// <summary>Completes the last of the words behind "runscope", which may be empty.</summary>
    public Completions Complete(params string[] words)
    {
        if (words.Length == 0) return Completions.None;
        var word = words[^1];
        if (words is ["help", .. var rest] && rest.Length > 0) return Completions.Of(Verbs(Cli.Verbs.Root([.. rest, ""]), rest), word);
        var root = Cli.Verbs.Root(words.Length == 1 ? [] : words);
        if (words.Length == 1) return Completions.Of([.. root.Subcommands.Where(c => !c.Hidden).Select(c => new Candidate(c.Name, Short(c.Description))), new("help", "Print the help of a command."), .. OptionNames(root, words)], word);

        Command command = root;
        var at = 0;
        while (at < words.Length - 1 && command.Subcommands.FirstOrDefault(c => c.Name == words[at]) is { } inner) (command, at) = (inner, at + 1);
        if (at == 0) return Completions.None;
        if (CommandAt(command, words, at) is { } begins && begins < words.Length) return new Completions(CompletionKind.Command, [], begins + 1);

        // A shell may take --engine=pro for three words.
        var before = words[^2] == "=" && words.Length > 2 ? words[^3] : words[^2];
        if (word == "=" && HelpText.Options(command).Any(o => o.Name == words[^2])) (before, word) = (words[^2], "");
        if (HelpText.Options(command).FirstOrDefault(o => o.Name == before && TakesValue(o)) is { } option) return Values(option, word);

        // A shell that doesn't part words at "=" hands over both as one, and takes back both.
        if (word.IndexOf('=') is > 0 and var equals && HelpText.Options(command).FirstOrDefault(o => o.Name == word[..equals] && TakesValue(o)) is { } assigned)
            return Values(assigned, word[(equals + 1)..]).Behind(word[..(equals + 1)]);
        if (word.StartsWith('-')) return Completions.Of(OptionNames(command, words[at..^1]), word);
        if (command.Subcommands.Count > 0) return Completions.Of(Verbs(command, [word]), word);
        return command.Arguments.FirstOrDefault() is { } argument ? ValuesOf(argument.HelpName ?? argument.Name, argument.Description ?? "", word) : Completions.None;
    }

    /// <summary>Where the words of another command begin, which the first word is that is neither an option nor its value; null when there are none.</summary>
    private static int? CommandAt(Command command, string[] words, int at)
    {
        var takes = command.Arguments.FirstOrDefault()?.HelpName ?? "";
        if (!takes.Contains("COMMAND", StringComparison.Ordinal)) return null;

        // Of a verb that takes a process or a command, only what stands behind -- is a command.
        var afterDashes = takes.Contains("PID", StringComparison.Ordinal);
        for (; at < words.Length - 1; at++)
        {
            if (words[at] == "--") return at + 1;
            if (!words[at].StartsWith('-')) return afterDashes ? null : at;
            if (!HelpText.Options(command).Any(o => o.Name == words[at] && TakesValue(o))) continue;
            at += words[at + 1] == "=" ? 2 : 1;
        }

        return afterDashes || at > words.Length - 1 || words[at].StartsWith('-') ? null : at;
    }

    private static IEnumerable<Candidate> Verbs(Command command, string[] words)
    {
        foreach (var word in words[..^1])
        {
            if (command.Subcommands.FirstOrDefault(c => c.Name == word) is not { } inner) return [];
            command = inner;
        }

        return command.Subcommands.Where(c => !c.Hidden).Select(c => new Candidate(c.Name, Short(c.Description)));
    }

    // Those that were given already are not offered again, unless they may be.
    private static IEnumerable<Candidate> OptionNames(Command command, string[] given) =>
        HelpText.Options(command).Where(o => !given.Contains(o.Name) || o.Arity.MaximumNumberOfValues > 1).Select(o => new Candidate(o.Name, Short(o.Description)));

    private Completions Values(Option option, string word) => option.Name switch
    {
        "--engine" => Completions.Of([new("auto", "the best that this machine permits"), new("procfs", "the scheduler's accounting and /proc")], word),
        "--limit" => Completions.Of(LimitMetrics.Names.Select(n => new Candidate(n, "<= or >= and a value, quoted")), word) with { Kind = CompletionKind.Beginnings },
        "--metrics" => Metrics(word),
        "--threads" => Completions.Of([new("Application", "all but the runtime's own"), new("All", "all"), new("Main", "the first thread")], word),
        _ => ValuesOf(option.HelpName ?? "", option.Description ?? "", word),
    };

    // A list with commas: what stands before the last is kept.
    private static Completions Metrics(string word)
    {
        var kept = word[..(word.LastIndexOf(',') + 1)];
        return Completions.Of(MetricKind.All.Select(k => new Candidate(kept + k.Word, "")), word);
    }

    private Completions ValuesOf(string kind, string description, string word) => kind switch
    {
        _ when kind.Contains("PID", StringComparison.Ordinal) || kind == "NAME" => Processes(word),
        "SHELL" => Completions.Of([new("bash", ""), new("zsh", ""), new("fish", "")], word),
        "FOLDER" when description.Contains("file", StringComparison.Ordinal) => Completions.Files,
        "FOLDER" => Completions.Folders,
        "HZ" or "DURATION" or "N" or "TEXT" or "SHARE" or "SIZES" or "GLOB" or "SET" or "LIMIT" => Completions.None,
        _ => Completions.Files,
    };

    /// <summary>PIDs where a digit was typed, else names, but none with a secret in it: of living processes that aren't the shell that asks.</summary>
    private Completions Processes(string word)
    {
        var (table, redactor) = (processes(), secrets());
        var own = ProcessLookup.Ancestors(table, self);
        var there = table.Processes.Where(p => !p.IsKernelThread && !p.HasEnded && !own.Contains(p.Pid)).ToList();
        return word.Length > 0 && char.IsAsciiDigit(word[0])
            ? Completions.Of(there.Select(p => new Candidate(p.Pid.ToString(CultureInfo.InvariantCulture), CommandText.Of(p, redactor, LongestMeaning))), word)
            : Completions.Of(there.SelectMany(p => ProgramNames.Of(p).Take(1).Where(n => redactor.Text(n) == n).Select(n => new Candidate(n, $"{p.Pid} {CommandText.Of(p, redactor, LongestMeaning)}"))).OrderBy(c => c.Word, StringComparer.Ordinal), word);
    }

    private static bool TakesValue(Option option) => option.Arity.MaximumNumberOfValues > 0 && option is not Option<bool>;

    // The first sentence, and a single line.
    private static string Short(string? description)
    {
        var text = VisibleText.Of((description ?? "").Split('\n')[0], 200);
        return text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? text[..(end + 1)] : text;
    }
}
