using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;

namespace RunScope.Testing.Cli.Help;

/// <summary>The help of a command: purpose, usage, arguments, options, verbs, examples, exit codes and where more is told, in this order.</summary>
internal static class HelpText
{
    private const int Indent = 2;

    // Names longer than this have their text on the next line.
    private const int WidestName = 24;

    /// <summary>Writes it out.</summary>
    /// <param name="command">The command.</param>
    /// <param name="width">Columns of a line.</param>
    public static string Of(Command command, int width)
    {
        var page = command.Help();
        var text = new StringBuilder();
        text.Append(Paragraphs.Wrap(command.Description ?? "", width)).Append("\n\n");
        text.Append("Usage:\n  ").Append(Usage(command, page)).Append('\n');
        if (page is { More.Length: > 0 }) text.Append('\n').Append(Paragraphs.Wrap(page.More, width)).Append('\n');
        Section(text, "Arguments", command.Arguments.Where(a => !a.Hidden).Select(a => (NameOf(a), a.Description ?? "")), width);
        Section(text, "Commands", command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description ?? "")), width);
        Section(text, "Options", Options(command).Select(o => (NameOf(o), o.Description ?? "")), width);
        if (page is null) return text.ToString();
        if (!page.Examples.IsEmpty) text.Append("\nExamples:\n").AppendJoin('\n', page.Examples.Select(e => $"  # {e.Purpose}\n  {e.Line}\n"));
        Section(text, "Exit codes", Exits(command, page).Select(e => (e.Code, e.Meaning)), width);
        return text.Append("\nMore: ").Append(page.Documentation).Append('\n').ToString();
    }

    /// <summary>The options that help shows: the command's own, then those of all commands.</summary>
    public static IEnumerable<Option> Options(Command command)
    {
        var inherited = command.Parents.OfType<Command>().SelectMany(p => Options(p)).Where(o => o.Recursive);
        return command.Options.Concat(inherited).Where(o => !o.Hidden).Distinct();
    }

    /// <summary>All exit codes of a command, those that every verb has included, in the order of their numbers: "0 to 255" stands at 0, "128+N" at 128.</summary>
    public static ImmutableArray<ExitMeaning> Exits(Command command, HelpPage page) => command is RootCommand ? page.Exits :
    [
        .. page.Exits.Add(ExitMeaning.Of(ExitCodes.WrongUsage, "the command line is wrong")).Add(ExitMeaning.Of(ExitCodes.OwnFailure, "runscope itself failed, and says why on standard error"))
            .OrderBy(e => int.Parse(e.Code.AsSpan(0, e.Code.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : e.Code.Length), CultureInfo.InvariantCulture)),
    ];

    private static string Usage(Command command, HelpPage? page)
    {
        var verbs = new Stack<string>();
        for (var at = command; at is not null and not RootCommand; at = at.Parents.OfType<Command>().FirstOrDefault()) verbs.Push(at.Name);
        var words = page?.Usage ?? string.Join(' ', ((string[])["[options]", .. command.Arguments.Where(a => !a.Hidden).Select(Shown)]));
        return string.Join(' ', ((string[])["runscope", .. verbs, command.Subcommands.Count > 0 ? "COMMAND [options]" : words]));
    }

    private static string Shown(Argument argument)
    {
        var name = NameOf(argument) + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : "");
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static string NameOf(Argument argument) => argument.HelpName ?? argument.Name.ToUpperInvariant();

    private static string NameOf(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(a => a is not ("-?" or "/?" or "/h")).Append(option.Name).OrderBy(n => n.Length));
        return option.Arity.MaximumNumberOfValues == 0 || option is Option<bool> ? names : $"{names} {option.HelpName ?? "VALUE"}";
    }

    private static void Section(StringBuilder text, string title, IEnumerable<(string Name, string Text)> rows, int width)
    {
        var all = rows.ToList();
        if (all.Count == 0) return;
        text.Append('\n').Append(title).Append(":\n");
        var column = Indent + Math.Min(WidestName, all.Max(r => r.Name.Length)) + 2;
        foreach (var (name, description) in all)
        {
            text.Append(' ', Indent).Append(name);
            var used = Indent + name.Length;
            if (used + 2 > column)
            {
                text.Append('\n');
                used = 0;
            }

            text.Append(' ', column - used).Append(Paragraphs.Wrap(description, Math.Max(20, width - column)).Replace("\n", "\n" + new string(' ', column), StringComparison.Ordinal)).Append('\n');
        }
    }
}
