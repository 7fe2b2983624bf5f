using System.CommandLine;
using System.Globalization;
using RunScope.Testing.Baselines.Files;
using RunScope.Testing.Cli.Help;

namespace RunScope.Testing.Cli;

/// <summary><c>runscope baseline</c>: what was accepted, and changes to it.</summary>
internal sealed class BaselineCommand
{
    public BaselineCommand() => Command = new Command("baseline", "List, show, accept, remove and prune the baseline files of [NoRegression] tests.")
    {
        List(), Show(), Accept(), Remove(), Prune(),
    }.WithHelp(Page(new Example("runscope baseline list", "What is there, below the current folder."), new Example("runscope baseline accept tests --reason \"checks every line now\"", "Accept what waits.")));

    public Command Command { get; }

    private static Command List()
    {
        var folder = Folder("Where to look for baselines, in this folder and those below (the current one unless given).");
        var command = new Command("list", "List the baseline files, and the results that wait to be accepted.") { folder };
        command.SetAction(parsed => BaselineVerbs.Run(v => v.List(parsed.GetRequiredValue(folder))));
        return command.WithHelp(Page(new Example("runscope baseline list tests", "The baselines of a folder, and what waits there.")));
    }

    private static Command Show()
    {
        var file = new Argument<string>("file") { Description = "A baseline file, or a result that waits.", HelpName = "FILE" };
        var command = new Command("show", "Show the jobs of a baseline: when, why and where each was accepted, and the centre and spread of its runs.") { file };
        command.SetAction(parsed => BaselineVerbs.Run(v => v.Show(parsed.GetRequiredValue(file))));
        return command.WithHelp(Page(new Example("runscope baseline show Baselines/Import.Big.baseline.json", "Its jobs, with centre and spread.")));
    }

    private static Command Accept()
    {
        var what = Folder($"A {BaselineFiles.ReceivedEnding} file, or a folder: all of them there and below (the current one unless given).");
        var reason = new Option<string?>("--reason") { Description = "Why it is how it should be; stands in the file.", HelpName = "TEXT" };
        var command = new Command("accept", "Add the results that wait to their baselines.") { what, reason };
        command.SetAction(parsed => BaselineVerbs.Run(v => v.Accept(parsed.GetRequiredValue(what), parsed.GetValue(reason))));
        return command.WithHelp(Page(new Example("runscope baseline accept tests --reason \"checks every line now\"", "All that wait in a folder.")));
    }

    private static Command Remove()
    {
        var file = new Argument<string>("file") { Description = "A baseline file, or a result that waits.", HelpName = "FILE" };
        var job = Number("--job", "Remove only this job, by its number in runscope baseline show.");
        var command = new Command("remove", "Remove a baseline, or one job of it.") { file, job };
        command.SetAction(parsed => BaselineVerbs.Run(v => v.Remove(parsed.GetRequiredValue(file), parsed.GetValue(job))));
        return command.WithHelp(Page(new Example("runscope baseline remove Baselines/Import.Big.baseline.json --job 1", "Its oldest job.")));
    }

    private static Command Prune()
    {
        var folder = Folder("A baseline file, or a folder: all of them there and below (the current one unless given).");
        var keep = Number("--keep", string.Create(CultureInfo.InvariantCulture, $"Jobs of each environment to keep ({BaselineFiles.DefaultKeep} unless given)."));
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be removed, and leave it." };
        var command = new Command("prune", "Remove the oldest jobs of each environment.") { folder, keep, dryRun };
        command.SetAction(parsed => BaselineVerbs.Run(v => v.Prune(parsed.GetRequiredValue(folder), parsed.GetValue(keep) ?? BaselineFiles.DefaultKeep, parsed.GetValue(dryRun))));
        return command.WithHelp(Page(new Example("runscope baseline prune tests --keep 10 --dry-run", "See what would go.")));
    }

    private static HelpPage Page(params ReadOnlySpan<Example> examples) => new()
    {
        Examples = [.. examples],
        Exits = [ExitMeaning.Of(0, "it was done"), ExitMeaning.Of(ExitCodes.MissingBaseline, "there is no such baseline, or nothing waits")],
        Documentation = "docs/baselines.md",
    };

    private static Argument<string> Folder(string description) =>
        new("folder") { Description = description, HelpName = "FOLDER", DefaultValueFactory = _ => "." };

    private static Option<int?> Number(string name, string description)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(r =>
        {
            if (!int.TryParse(r.Tokens.Count == 1 ? r.Tokens[0].Value : "", NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
                r.AddError($"{name} takes a number from 1 on.");
        });
        return option;
    }
}
