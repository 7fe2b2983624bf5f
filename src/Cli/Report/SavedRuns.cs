using System.Collections.Immutable;
using System.Text.Json;
using RunScope.Testing.Analysis;
using RunScope.Testing.Cli.Compare;
using RunScope.Testing.Reporting;

namespace RunScope.Testing.Cli.Report;

/// <summary>The runs of one program as their files hold them.</summary>
/// <param name="Name">The test's name where a verdict tells it, else the command line.</param>
/// <param name="Files">The profiles' files, in the order of the runs.</param>
/// <param name="Runs">The runs, in the order in which they ran.</param>
/// <param name="Verdict">What a test found about just these runs; null where there is no such file.</param>
/// <param name="Notes">What was passed over, one sentence each.</param>
internal sealed record SavedRuns(string Name, ImmutableArray<string> Files, ImmutableArray<ProcessProfile> Runs, Verdict? Verdict, ImmutableArray<string> Notes)
{
    private const string VerdictEnding = ".verdict.json";

    /// <exception cref="RunScopeException">A file can't be read, is something else, or they are of different programs.</exception>
    public static SavedRuns Read(IReadOnlyCollection<string> files)
    {
        ImmutableArray<ResultFile> given = [.. files.Select(Path.GetFullPath).Distinct().Select(Read)];
        ImmutableArray<ResultFile> verdicts = [.. given.Where(f => f.Kind == ResultKind.Verdict)];
        if (verdicts.Length > 1) throw new RunScopeException($"Cannot report {Shown(verdicts[0])} and {Shown(verdicts[1])} together: they are of two tests. Make one report of each.");
        var judged = verdicts.Select(OfVerdict).SelectMany(f => f).ToImmutableArray();
        var profiles = given.Where(f => f.Kind != ResultKind.Verdict).Concat(judged).DistinctBy(f => f.Path)
            .Select(f => (File: f, Run: Parse(f))).OrderBy(p => p.Run.StartedAt).ThenBy(p => p.File.Path, StringComparer.Ordinal).ToImmutableArray();
        RequireOneProgram(profiles);

        var notes = ImmutableArray.CreateBuilder<string>();
        var beside = verdicts.IsEmpty ? Beside(profiles[0].File.Path, notes) : verdicts[0];
        var verdict = beside is null ? null : Of(beside, [.. profiles.Select(p => p.File)], notes);
        var differ = profiles.Select(p => Subject.CommandLine(p.Run)).Distinct().Skip(1).Any();
        if (differ) notes.Add("the runs had different arguments");
        return new SavedRuns(verdict?.Test ?? (differ ? Program(profiles[0].Run) : Subject.CommandLine(profiles[0].Run)), [.. profiles.Select(p => p.File.Path)], [.. profiles.Select(p => p.Run)], verdict, notes.ToImmutable());
    }

    private static ResultFile Read(string path) => Directory.Exists(path)
        ? throw new RunScopeException($"Cannot report {VisibleText.Of(path, 300)}: it is a folder. Name the profiles in it, those of one program, such as {VisibleText.Of(Path.Combine(path, "*.json"), 300)}.")
        : ResultFile.Read(path, "report");

    private static ProcessProfile Parse(ResultFile file)
    {
        if (file.Kind == ResultKind.Baseline)
            throw new RunScopeException($"Cannot report {Shown(file)}: it is a baseline, which has no runs in it. Show it with runscope baseline show, or name a profile.");
        try
        {
            return ProfileJson.Parse(file.Text, Shown(file));
        }
        catch (ProfileFormatException e) when (file.Kind == ResultKind.Other && e.InnerException is JsonException)
        {
            throw new RunScopeException($"Cannot report {Shown(file)}: it is neither a profile nor a verdict. Name a profile, which runscope run --json FILE writes.", e);
        }
    }

    private static IEnumerable<ResultFile> OfVerdict(ResultFile verdict)
    {
        foreach (var profile in verdict.Verdict().Profiles)
        {
            var path = Path.Combine(Path.GetDirectoryName(verdict.Path)!, Path.GetFileName(profile));
            if (!File.Exists(path)) throw new RunScopeException($"Cannot report {Shown(verdict)}: the profile {VisibleText.Of(path, 300)} that it is about isn't there. Name the profiles that you have.");
            yield return Read(path);
        }
    }

    // Runs of two programs on one page would look like a noisy one.
    private static void RequireOneProgram(ImmutableArray<(ResultFile File, ProcessProfile Run)> profiles)
    {
        var first = profiles[0];
        var other = profiles.FirstOrDefault(p => Program(p.Run) != Program(first.Run));
        if (other.Run is not null)
            throw new RunScopeException($"Cannot report {Shown(first.File)} and {Shown(other.File)} together: one is of {VisibleText.Of(Program(first.Run), 60)}, the other of {VisibleText.Of(Program(other.Run), 60)}. Make one report of each, or hold them against each other with runscope compare.");
    }

    private static string Program(ProcessProfile run) => Path.GetFileName(run.Target.Command);

    /// <summary>The verdict that a test wrote beside its profile.</summary>
    private static ResultFile? Beside(string profile, ImmutableArray<string>.Builder notes)
    {
        var stem = profile[..^Path.GetExtension(profile).Length];
        if (stem.LastIndexOf(".run", StringComparison.Ordinal) is > 0 and var run && stem[(run + 4)..] is { Length: > 0 } number && number.All(char.IsAsciiDigit)) stem = stem[..run];
        if (!File.Exists(stem + VerdictEnding)) return null;
        try
        {
            var file = Read(stem + VerdictEnding);
            return file.Kind == ResultKind.Verdict ? file : null;
        }
        catch (RunScopeException e)
        {
            notes.Add($"the verdict beside the profile isn't shown: {e.Message}");
            return null;
        }
    }

    private static Verdict? Of(ResultFile file, ImmutableArray<ResultFile> profiles, ImmutableArray<string>.Builder notes)
    {
        try
        {
            var (_, listed) = file.Verdict();
            if (listed.ToHashSet().SetEquals(profiles.Select(p => p.Name)) && profiles.All(p => Path.GetDirectoryName(p.Path) == Path.GetDirectoryName(file.Path))) return VerdictJson.Parse(file.Text, Shown(file));
            notes.Add($"the verdict {VisibleText.Of(file.Name, 120)} is about {Counts.Of(listed.Length, "run")}, and other runs were named: it isn't shown. Name it alone to see it");
        }
        catch (RunScopeException e)
        {
            notes.Add($"the verdict isn't shown: {e.Message}");
        }

        return null;
    }

    private static string Shown(ResultFile file) => VisibleText.Of(file.Path, 300);
}
