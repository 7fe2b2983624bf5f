using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;
using RunScope.Testing.Baselines.Files;

namespace RunScope.Testing.Cli;

/// <summary>What <c>runscope baseline</c> does. Nothing found is said, and is no success.</summary>
internal sealed class BaselineVerbs(TextWriter output, TextWriter error, TimeProvider clock)
{
    private const int Success = 0;
    private const int LongestPath = 1000;

    /// <summary>Runs a verb; what can't be read or written is said.</summary>
    public static int Run(Func<BaselineVerbs, int> verb)
    {
        try
        {
            return verb(new BaselineVerbs(Console.Out, Console.Error, TimeProvider.System));
        }
        catch (Exception e) when (e is RunScopeException or IOException or UnauthorizedAccessException)
        {
            ToolConsole.Say(VisibleText.Of(e.Message, 10 * LongestPath));
            return ExitCodes.OwnFailure;
        }
    }

    public int List(string folder)
    {
        if (!Directory.Exists(folder)) return NotThere(folder);
        var (files, waiting) = (Find(folder, BaselineFiles.Ending), Find(folder, BaselineFiles.ReceivedEnding));
        if (files.Count + waiting.Count == 0) return Nothing($"there is no baseline ({BaselineFiles.Ending}) in {Shown(folder)} or below. A [NoRegression] test writes one when it runs with RUNSCOPE_ACCEPT=1.");

        string Accepted(string file, Baseline of) => $"{Shown(file)}: {Jobs(of)}, the newest accepted {BaselineText.Day(of.Jobs[^1])}";
        string Waits(string file, Baseline of) => $"{Shown(file)}: waits to be accepted, of {BaselineText.Day(of.Jobs[^1])}";
        var (wellRead, wellWaiting) = (Each(files, file => Accepted(file, Read(file))), Each(waiting, file => Waits(file, Read(file))));
        return wellRead == Success ? wellWaiting : wellRead;
    }

    public int Show(string file)
    {
        if (!BaselineFiles.TryRead(file, out var baseline)) return NotThere(file);
        output.Write(BaselineText.Of(baseline));
        return Success;
    }

    public int Accept(string what, string? reason)
    {
        IReadOnlyList<string> waiting = [what];
        if (Directory.Exists(what)) waiting = Find(what, BaselineFiles.ReceivedEnding);
        else if (!File.Exists(what)) return NotThere(what);
        else if (!what.EndsWith(BaselineFiles.ReceivedEnding, StringComparison.Ordinal)) return Wrong($"{Shown(what)} is no result that waits: give a {BaselineFiles.ReceivedEnding} file, or a folder.");
        if (waiting.Count == 0) return Nothing($"no result ({BaselineFiles.ReceivedEnding}) waits in {Shown(what)} or below. A [NoRegression] test leaves one when it isn't Ok.");

        return Each(waiting, file =>
        {
            var after = BaselineFiles.AcceptReceived(file, j => j with { AcceptedAt = clock.GetUtcNow(), Reason = reason ?? j.Reason });
            return $"accepted into {Shown(BaselineFiles.BaselineOf(file))}, which has {Jobs(after)} now{Judges(after)}";
        });
    }

    public int Remove(string file, int? job)
    {
        if (!File.Exists(file)) return NotThere(file);
        if (!file.EndsWith(BaselineFiles.Ending, StringComparison.Ordinal) && !file.EndsWith(BaselineFiles.ReceivedEnding, StringComparison.Ordinal))
            return Wrong($"{Shown(file)} is no baseline, and stays: give a {BaselineFiles.Ending} file, or a {BaselineFiles.ReceivedEnding} file.");
        if (job is not { } number)
        {
            BaselineFiles.Remove(file);
            output.WriteLine($"removed {Shown(file)}");
            return Success;
        }

        var after = BaselineFiles.RemoveJob(file, number);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"removed job {number} of {Shown(file)}, ") + (after is null ? "and the file with its last job" : $"which has {Jobs(after)} now"));
        return Success;
    }

    public int Prune(string folder, int keep, bool dryRun)
    {
        if (!Path.Exists(folder)) return NotThere(folder);
        var files = Directory.Exists(folder) ? Find(folder, BaselineFiles.Ending) : [folder];
        if (files.Count == 0) return Nothing($"there is no baseline ({BaselineFiles.Ending}) in {Shown(folder)} or below.");

        return Each(files, file => BaselineFiles.Prune(file, keep, dryRun) switch
        {
            0 => $"{Shown(file)}: nothing to remove",
            var removed => $"{Shown(file)}: {(dryRun ? "would remove" : "removed")} {Counts.Of(removed, "job")}",
        });
    }

    /// <summary>One line for each file; those that fail say so and don't keep the others from their turn.</summary>
    private int Each(IReadOnlyList<string> files, Func<string, string> line)
    {
        var code = Success;
        foreach (var file in files)
        {
            try
            {
                output.WriteLine(line(file));
            }
            catch (BaselineFileException e)
            {
                error.WriteLine("runscope: " + VisibleText.Of(e.Message, 10 * LongestPath));
                code = ExitCodes.OwnFailure;
            }
        }

        return code;
    }

    // Paths as one would write them.
    private static IReadOnlyList<string> Find(string folder, string ending) =>
        [.. BaselineSearch.Below(folder, ending).Select(f => folder == "." && f.StartsWith("./", StringComparison.Ordinal) ? f[2..] : f)];

    private static Baseline Read(string file)
    {
        if (!BaselineFiles.TryRead(file, out var baseline)) throw new BaselineFileException($"There is no baseline {file} any more.", file);
        return baseline is { Jobs.IsEmpty: false } ? baseline : throw new BaselineFileException($"The baseline {file} has no job. Remove it, and accept the baseline again.", file);
    }

    // With fewer jobs a baseline hardly ever says that something is worse.
    private static string Judges(Baseline of) => of.Jobs.Length >= GateRules.JobsToJudge ? "" : string.Create(CultureInfo.InvariantCulture, $" ({GateRules.JobsToJudge} are needed to tell slower code from a slower machine)");

    private static string Jobs(Baseline of) => Counts.Of(of.Jobs.Length, "job");

    private static string Shown(string path) => VisibleText.Of(path, LongestPath);

    private int NotThere(string path) => Nothing($"there is no {Shown(path)}. runscope baseline list shows the baselines of a folder.");

    private int Nothing(string what)
    {
        error.WriteLine("runscope: " + what);
        return ExitCodes.MissingBaseline;
    }

    private int Wrong(string what)
    {
        error.WriteLine("runscope: " + what);
        return ExitCodes.WrongUsage;
    }
}
