using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines.Files;
using RunScope.Testing.Reporting;

namespace RunScope.Testing.Cli.Compare;

/// <summary>One side of a comparison as it was named on the command line: a baseline file, a profile, or a folder.</summary>
/// <param name="Path">As it was named.</param>
/// <param name="Subjects">What is in it, at least one.</param>
/// <param name="Notes">What was passed over, one sentence each.</param>
internal sealed record ComparedSide(string Path, ImmutableArray<Subject> Subjects, ImmutableArray<string> Notes)
{
    /// <exception cref="RunScopeException">There is nothing to compare in it, or a file in it can't be read.</exception>
    public static ComparedSide Read(string path) => Directory.Exists(path) ? OfFolder(path) : OfFile(path);

    private static ComparedSide OfFile(string path)
    {
        var file = ResultFile.Read(path);
        return new ComparedSide(path, [file.Kind switch
        {
            ResultKind.Profile => Subject.Of(null, [Profile(file)], path),
            ResultKind.Baseline => Baseline(path),
            ResultKind.Verdict => throw new RunScopeException($"Cannot compare {path}: it is a verdict, which has no runs in it. Name its folder, or the profile {Stem(file.Name)}.json beside it."),
            _ => throw new RunScopeException($"Cannot compare {path}: it is neither a baseline nor a profile. Write a profile with runscope run --json FILE."),
        }], []);
    }

    private static ComparedSide OfFolder(string folder)
    {
        ImmutableArray<ResultFile> files;
        try
        {
            // The entries of the page over all tests are no one's results, and each test leaves one.
            files = [.. Directory.EnumerateFiles(folder, "*.json").Where(f => !f.EndsWith(RunIndex.EntryEnding, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(f => ResultFile.Read(f))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunScopeException($"Cannot read the folder {folder}: {e.Message.TrimEnd('.')}. Make it readable for this user.", e);
        }

        var profiles = files.Where(f => f.Kind == ResultKind.Profile).ToDictionary(f => f.Name, Profile);
        var subjects = ImmutableArray.CreateBuilder<Subject>();
        var notes = new List<string>();
        var verdicts = files.Where(f => f.Kind == ResultKind.Verdict).Select(f => (File: f, Of: f.Verdict())).ToArray();
        foreach (var (file, (test, listed)) in verdicts)
        {
            var runs = listed.Where(profiles.ContainsKey).Select(n => profiles[n]).ToArray();
            if (runs.Length > 0) subjects.Add(Subject.Of(test, runs, folder));
            if (runs.Length < listed.Length)
                notes.Add($"{Counts.Format(listed.Length - runs.Length)} of {Counts.Of(listed.Length, "profile")} of {VisibleText.Of(test, 300)} {(listed.Length - runs.Length == 1 ? "is" : "are")} missing in {VisibleText.Of(folder, 300)}, though {VisibleText.Of(file.Name, 300)} names {(listed.Length == 1 ? "it" : "them")}");
        }

        foreach (var own in verdicts.SelectMany(v => v.Of.Profiles)) profiles.Remove(own);

        // What else has exactly a test's name is left over from a longer run of it.
        foreach (var left in verdicts.SelectMany(v => profiles.Keys.Where(n => IsRunOf(Stem(v.File.Name), n)).ToArray())) profiles.Remove(left);

        foreach (var command in profiles.Values.GroupBy(Subject.CommandLine)) subjects.Add(Subject.Of(null, command, folder));
        foreach (var baseline in files.Where(f => f.Kind == ResultKind.Baseline && f.Name.EndsWith(BaselineFiles.Ending, StringComparison.Ordinal))) subjects.Add(Baseline(baseline.Path));
        if (subjects.Count == 0)
            throw new RunScopeException($"Cannot compare {folder}: none of its {Counts.Of(files.Length, "JSON file")} is a profile or a baseline. Folders inside aren't looked into. Write profiles there with runscope run --json {System.IO.Path.Combine(folder, "1.json")}.");
        var others = files.Count(f => f.Kind == ResultKind.Other);
        if (others > 0) notes.Add($"{Counts.Of(others, "JSON file")} in {VisibleText.Of(folder, 300)} {(others == 1 ? "is" : "are")} neither a profile nor a baseline");
        return new ComparedSide(folder, subjects.ToImmutable(), [.. notes]);
    }

    private static ProcessProfile Profile(ResultFile file)
    {
        var profile = ProfileJson.Parse(file.Text, file.Path);
        return profile.Target.Simulated
            ? throw new RunScopeException($"Cannot compare {file.Path}: {SimulatedData.Words}. It was made by runscope live --demo; compare profiles of programs that ran, from runscope run --json FILE.")
            : profile;
    }

    /// <summary>Whether a file is named as one of the runs of a test: another test's name may begin with this one's.</summary>
    private static bool IsRunOf(string stem, string file) =>
        file == ReportWriter.ProfileName(stem, 0)
        || (file.StartsWith(stem + ".run", StringComparison.Ordinal) && file.EndsWith(".json", StringComparison.Ordinal) && file[(stem.Length + 4)..^5] is { Length: > 0 } number && number.All(char.IsAsciiDigit));

    private static Subject Baseline(string path)
    {
        if (!BaselineFiles.TryRead(path, out var baseline)) throw new RunScopeException($"Cannot compare {path}: it has just been removed. Name another file.");
        return baseline.Jobs.IsEmpty
            ? throw new RunScopeException($"Cannot compare {path}: no job in it was accepted. Accept one with RUNSCOPE_ACCEPT=1 or runscope baseline accept.")
            : Subject.Of(baseline, path);
    }

    private static string Stem(string verdict) => verdict.EndsWith(".verdict.json", StringComparison.Ordinal) ? verdict[..^".verdict.json".Length] : System.IO.Path.GetFileNameWithoutExtension(verdict);
}
