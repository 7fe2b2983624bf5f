using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;
using RunScope.Testing.Baselines;
using RunScope.Testing.Configuration;
using RunScope.Testing.Files;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Html;

namespace RunScope.Testing.Cli.Compare;

/// <summary>Reads both sides, judges what is on both, tells of the rest, and ends with what the worst of it says.</summary>
internal sealed class CompareVerb(string before, string after, ImmutableArray<ConfigurationEntry> given)
{
    private const string StandardOutput = "-";

    public bool Strict { get; init; }

    public string? Json { get; init; }

    public string? Html { get; init; }

    public string? Markdown { get; init; }

    public int Run()
    {
        try
        {
            var configured = RunScopeConfiguration.OfFolder(Environment.CurrentDirectory).With(given);
            foreach (var file in (string?[])[Json, Html, Markdown == StandardOutput ? null : Markdown]) OutputFile.RequireWritable(file, "Nothing was compared.");
            var (left, right) = (ComparedSide.Read(before), ComparedSide.Read(after));
            if (Html is not null) RequirePages(right);
            var matching = Matching.Of(left.Subjects, right.Subjects);
            var judge = new Judge(GateOptions.Rules(configured), configured.Options.Regression.RepeatDisturbed);
            ImmutableArray<Compared> all =
            [
                .. matching.Both.Select(m => new Compared(m.Head, judge.Of(m.Base, m.Head))),
                .. matching.HeadOnly.Select(h => new Compared(h, Judge.Missing(h, before))),
            ];
            ImmutableArray<string> notes = [.. left.Notes, .. right.Notes, .. matching.BaseOnly.Select(b => $"{VisibleText.Of(after, 300)} has no runs of {VisibleText.Of(b.Name, 300)}, which {VisibleText.Of(before, 300)} has")];
            var outcome = Comparison.Worst(all.Select(c => c.Comparison.Outcome));
            Tell(all, notes);
            var code = CodeOf(outcome);

            // What disappeared can't have become worse, and nobody knows that it didn't.
            if (Strict && !matching.BaseOnly.IsEmpty && (code is 0 or ExitCodes.Improved)) code = ExitCodes.Inconclusive;

            // Who asks what became of the build is answered, even where the answer can't be written down.
            return Write(all, notes, outcome) || code != 0 ? code : ExitCodes.OwnFailure;
        }
        catch (RunScopeException e)
        {
            ToolConsole.Say(e.Message);
            return ExitCodes.OwnFailure;
        }
    }

    private static void RequirePages(ComparedSide head)
    {
        if (head.Subjects.FirstOrDefault(s => s.Runs.IsEmpty) is { } baseline)
            throw new RunScopeException($"Cannot draw a page of {baseline.Words}: a baseline has no profiles. Name the head's profiles, or leave --html out. Nothing was compared.");
    }

    private int CodeOf(VerdictOutcome outcome) => outcome switch
    {
        VerdictOutcome.Regressed => ExitCodes.Regressed,
        VerdictOutcome.MissingBaseline => ExitCodes.MissingBaseline,
        VerdictOutcome.Inconclusive when Strict => ExitCodes.Inconclusive,
        VerdictOutcome.Improved when Strict => ExitCodes.Improved,
        _ => 0,
    };

    // Markdown on standard output is for a pipe: nothing else may stand in it.
    private void Tell(ImmutableArray<Compared> all, ImmutableArray<string> notes)
    {
        var to = Markdown == StandardOutput ? Console.Error : Console.Out;
        foreach (var compared in all) to.WriteLine(FailureMessage.Of(compared.Name, compared.Comparison));
        foreach (var note in notes) to.WriteLine("note: " + note);
    }

    private bool Write(ImmutableArray<Compared> all, ImmutableArray<string> notes, VerdictOutcome outcome)
    {
        var problems = new List<string?>();
        if (Json is not null) problems.Add(OutputFile.TryWrite(Json, () => CompareJson.Of(before, after, outcome, all, notes)));
        if (Html is not null) problems.AddRange(all.Select(c => WritePage(c, all.Length > 1)));
        if (Markdown == StandardOutput) Console.Out.Write(CompareMarkdown.Of(all, notes));
        else if (Markdown is not null) problems.Add(OutputFile.TryWrite(Markdown, () => CompareMarkdown.Of(all, notes)));
        foreach (var problem in problems.OfType<string>()) ToolConsole.Say(problem);
        return problems.TrueForAll(p => p is null);
    }

    private string? WritePage(Compared compared, bool several)
    {
        var file = several ? Path.ChangeExtension(Html!, FileStem.From(compared.Name) + ".html") : Html!;
        var problem = OutputFile.TryWrite(file, () => HtmlReport.Render(new ReportInput(compared.Name, compared.Head.Runs, compared.Verdict)));
        if (problem is null) Console.Error.WriteLine("report: " + Path.GetFullPath(file));
        return problem;
    }
}
