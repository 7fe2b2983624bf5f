using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;
using RunScope.Testing.Cli.Judging;
using RunScope.Testing.Configuration;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Html;
using Spectre.Console;

namespace RunScope.Testing.Cli.Report;

/// <summary>Draws reports from saved profiles, and judges them where limits are given.</summary>
internal sealed class ReportVerb(string[] files, ImmutableArray<ProfileAssertionAttribute> limits)
{
    private const string StandardOutput = "-";

    public string? Html { get; init; }

    public string? Markdown { get; init; }

    public string? Json { get; init; }

    public bool WithSummary { get; init; }

    public int Run()
    {
        try
        {
            var configured = RunScopeConfiguration.OfFolder(Environment.CurrentDirectory).With();
            var saved = SavedRuns.Read(files);
            var asked = Html is not null || Markdown is not null || Json is not null || WithSummary;
            var html = asked ? Html : PageBeside(saved);
            foreach (var file in (string?[])[html, Json, Markdown == StandardOutput ? null : Markdown]) OutputFile.RequireWritable(file, "Nothing was written.");
            var judgement = Judgement.Of(saved.Name, saved.Runs, limits, configured.Options);
            var verdict = judgement?.Verdict ?? saved.Verdict;
            if (judgement is not null && saved.Verdict is not null) saved = saved with { Notes = saved.Notes.Add("the limits given here are shown, and not those of the saved verdict") };
            var page = html is null ? null : Path.GetFullPath(html);
            var words = judgement?.Words(page) ?? (verdict is null ? null : FailureMessage.Of(verdict, saved.Runs, page));
            if (WithSummary || !asked) Show(saved, words);
            else if (judgement is not null) Console.Error.WriteLine(words);
            return Write(saved, verdict, html) ? judgement?.ExitCode ?? 0 : ExitCodes.OwnFailure;
        }
        catch (RunScopeException e)
        {
            ToolConsole.Say(e.Message);
            return ExitCodes.OwnFailure;
        }
    }

    /// <summary>The page of the first profile's name. One that is there already may be a test's, with more in it.</summary>
    private static string PageBeside(SavedRuns saved)
    {
        var page = Path.ChangeExtension(saved.Files[0], ".html");
        return !File.Exists(page) ? page : throw new RunScopeException($"Cannot write {VisibleText.Of(page, 300)}: it is there already. Name it with --html to write it anew, or name another file.");
    }

    // What stands on standard output in Markdown is for a pipe: nothing else may stand in it.
    private void Show(SavedRuns saved, string? words)
    {
        var console = Markdown == StandardOutput ? ToolConsole.Error() : ToolConsole.Out();
        var run = saved.Runs[TypicalRun.Of(saved.Runs)];
        if (saved.Runs.Length > 1) ShowFigures(console, saved);
        Summary.Write(console, run);
        Summary.WriteThreads(console, run);
        foreach (var note in saved.Notes) console.MarkupLineInterpolated($"[yellow]note:[/] {note}");
        if (words is not null) (Markdown == StandardOutput ? Console.Error : Console.Out).WriteLine(words);
    }

    private static void ShowFigures(IAnsiConsole console, SavedRuns saved)
    {
        console.MarkupLineInterpolated($"[bold]{VisibleText.Of(saved.Name, 120)}[/]: {Counts.Of(saved.Runs.Length, "run")}");
        var table = new Table().Border(TableBorder.None).AddColumn("metric").AddColumn(new TableColumn("median").RightAligned()).AddColumn(new TableColumn("lowest..highest").RightAligned());
        foreach (var figure in RunFigures.Of(saved.Runs)) table.AddRow(new Text(figure.Kind.Name), new Text(figure.MedianText), new Text(figure.Range));
        console.Write(table);
        console.WriteLine("of these, the run with the median wall time:");
    }

    private bool Write(SavedRuns saved, Verdict? verdict, string? html)
    {
        var problems = new List<string?>();
        if (html is not null)
        {
            problems.Add(OutputFile.TryWrite(html, () => HtmlReport.Render(new ReportInput(saved.Name, saved.Runs, verdict))));
            if (problems[0] is null) Console.Error.WriteLine("report: " + Path.GetFullPath(html));
        }

        if (Json is not null) problems.Add(OutputFile.TryWrite(Json, () => ReportJson.Of(saved, verdict)));
        if (Markdown == StandardOutput) Console.Out.Write(ReportMarkdown.Of(saved, verdict));
        else if (Markdown is not null) problems.Add(OutputFile.TryWrite(Markdown, () => ReportMarkdown.Of(saved, verdict)));
        foreach (var problem in problems.OfType<string>()) ToolConsole.Say(problem);
        return problems.TrueForAll(p => p is null);
    }
}
