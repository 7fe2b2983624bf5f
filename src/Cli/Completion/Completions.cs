using System.Collections.Immutable;

namespace RunScope.Testing.Cli.Completion;

/// <summary>What a shell is to offer for a word.</summary>
/// <param name="Kind">Where the words come from.</param>
/// <param name="Words">Those that we know, when they come from us; already those that begin as the word does.</param>
/// <param name="CommandAt">Where another command's words begin, counted from 1 behind "runscope", when the shell is to complete those.</param>
internal sealed record Completions(CompletionKind Kind, ImmutableArray<Candidate> Words, int CommandAt = 0)
{
    public static Completions Files { get; } = new(CompletionKind.Files, []);

    public static Completions Folders { get; } = new(CompletionKind.Folders, []);

    public static Completions None { get; } = Of([], "");

    public static Completions Of(IEnumerable<Candidate> all, string word) =>
        new(CompletionKind.Words, [.. all.Where(c => c.Word.StartsWith(word, StringComparison.Ordinal) && !c.Word.Any(char.IsControl)).DistinctBy(c => c.Word)]);

    /// <summary>The same words behind what stands before each of them in one word of the shell.</summary>
    public Completions Behind(string before) => this with { Words = [.. Words.Select(w => w with { Word = before + w.Word })] };

    /// <summary>The lines that the scripts of the shells read: the kind, then words with what they mean behind a tab.</summary>
    public override string ToString() => Kind switch
    {
        CompletionKind.Files => "files\n",
        CompletionKind.Folders => "folders\n",
        CompletionKind.Command => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"command\n{CommandAt}\n"),
        _ => (Kind == CompletionKind.Beginnings ? "beginnings\n" : "words\n") + string.Concat(Words.Select(w => $"{w.Word}\t{w.Meaning}\n")),
    };
}

/// <summary>Where words come from.</summary>
internal enum CompletionKind
{
    /// <summary>From us.</summary>
    Words,

    /// <summary>From us, and more is to be typed behind them: no blank follows.</summary>
    Beginnings,

    /// <summary>Names of files.</summary>
    Files,

    /// <summary>Names of folders.</summary>
    Folders,

    /// <summary>As the shell completes another command.</summary>
    Command,
}

/// <summary>A word with what it means, in a line.</summary>
internal sealed record Candidate(string Word, string Meaning);
