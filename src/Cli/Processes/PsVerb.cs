using System.Collections.Immutable;
using System.Diagnostics;
using RunScope.Testing.Analysis;
using RunScope.Testing.Attach;
using RunScope.Testing.Cli.Help;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Cli.Processes;

/// <summary>Lists processes that one might attach to.</summary>
internal sealed class PsVerb
{
    /// <summary>Long enough for a CPU share to mean something, short enough not to be waited for.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Only processes with such a name; null for all.</summary>
    public string? Name { get; init; }

    /// <summary>Those of other users too.</summary>
    public bool AllUsers { get; init; }

    public bool Json { get; init; }

    public int Run()
    {
        var redactor = ConfiguredRedactor.Read();
        var facts = MachineFacts.Read();
        var table = ProcessTable.Read();
        var listed = Listed(table, facts.User, Environment.ProcessId);
        if (listed.Count == 0)
        {
            ToolConsole.Say((Name is { } name ? $"there is no process{(AllUsers ? "" : " of yours")} with a name like {VisibleText.Quote(name)}." : "there is no other process of yours.") + (AllUsers ? "" : " To see those of other users too: --all"));
            return ExitCodes.NoProcess;
        }

        var clock = Stopwatch.StartNew();
        var seen = SeenProcess.Look(listed, facts, () => Thread.Sleep(Look));
        var took = clock.Elapsed;
        if (Json)
        {
            Console.Out.Write(PsJson.Of(seen, redactor, table.Hidden, UserNames.Machine, DateTimeOffset.UtcNow, Clock.SinceBoot, took));
            return 0;
        }

        Console.Out.Write(PsText.Of(seen, redactor, AllUsers ? UserNames.Machine : null, HelpAction.TerminalWidth));
        if (HelpAction.TerminalWidth is { } width) Console.Out.WriteLine(Paragraphs.Wrap(Legend(seen), width));
        if (AllUsers && table.Hidden > 0) ToolConsole.Say($"{Counts.Of(table.Hidden, "process")} can't be read: /proc is mounted with hidepid. As root all are shown.");
        return 0;
    }

    /// <summary>What a terminal is told of the columns, with the reasons that have no place in them.</summary>
    internal static string Legend(ImmutableArray<SeenProcess> seen)
    {
        var reasons = seen.Where(s => s.Attach.Reason is not null).GroupBy(s => s.Attach.ToString()).OrderByDescending(g => g.Count()).Select(g => $"{g.Key} ({Counts.Format(g.Count())})").ToList();
        return $"CPU %: of one CPU, over {Durations.Format(Look)}. Threads by state: R wants a CPU, S sleeps, D waits uninterruptibly, T stopped." + (reasons.Count == 0 ? "" : $" Attach: {string.Join(", ", reasons)}; runscope doctor says how to get more.");
    }

    internal IReadOnlyList<ListedProcess> Listed(ProcessTable table, uint self, int ownPid) =>
        [.. table.Processes.Where(p => !p.IsKernelThread && p.Pid != ownPid && (AllUsers || p.User == self) && (Name is null || Matches(p, Name)))];

    // A part of a name is enough, in any case; with * or ? it is the whole name's pattern.
    private static bool Matches(ListedProcess process, string word) => word.AsSpan().ContainsAny('*', '?')
        ? ProgramNames.Of(process).Any(new NameGlob(word).Matches)
        : ProgramNames.Of(process).Any(n => n.Contains(word, StringComparison.OrdinalIgnoreCase)) || process.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture) == word;
}
