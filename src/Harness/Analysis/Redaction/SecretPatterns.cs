using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace RunScope.Testing.Analysis.Redaction;

/// <summary>What is obviously secret, and how patterns of users are read.</summary>
/// <remarks>
/// Of a match the group named "secret" is hidden, and all of it where there is no such group. The built-in patterns have no repetition within a
/// repetition, so that they take linear time; those of users run without backtracking.
/// </remarks>
internal static partial class SecretPatterns
{
    public const string Group = "secret";

    // A pattern that takes this long on a text of a few kilobytes is hopeless, on a busy machine too; the text is hidden whole.
    private const int LongestMs = 10_000;

    private const string Names = "password|passwd|passphrase|secret|token|api[-_]?key|access[-_]?key|account[-_]?key|private[-_]?key|credentials?";

    // PWD is the shell's working directory, Pwd= that of connection strings.
    private const string AnyName = "(?:" + Names + "|(?-i:pwd|Pwd))";

    // Structured logs quote what was quoted already: {\"password\":\"...\"}.
    private const string AnyQuote = """(\\*["'])?""";

    // What ends as it began, with as many backslashes before its quote; or a text in which \" is no end. A line's end ends both.
    private const string Quoted = """((?<quote>\\+["'])(?<secret>[^\r\n]+?)((?<!\\)\k<quote>|(?=[\r\n])|\z)|"(?<secret>([^"\\\r\n]|\\.)+)"?|'(?<secret>([^'\\\r\n]|\\.)+)'?)""";

    // A backslash that belongs to the text, and not to the quote around it.
    private const string Backslash = """\\(?!\\{0,7}["'])""";

    private const string Bare = """([^\s"',;&\\]|""" + Backslash + ")";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:/");

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // What every match of a built-in pattern has in it, in any case.
    private static readonly string[] Marks =
    [
        "passw", "passphrase", "secret", "token", "key", "credential", "pwd", "authorization", "cookie", "bearer", "sig=", "://",
        "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "akia", "npm_", "oy2", "eyj", "-----begin",
    ];

    private static Regex[] Patterns => field ??= [Header(), Assignment(), Member(), SeparateArgument(), UserInfo(), TokenAsUser(), KnownForm(), PrivateKey()];

    /// <summary>The built-in patterns that may match a text: none of them for nearly every text, which is found out without making them.</summary>
    /// <remarks>Letters beyond ASCII may stand for others where case is ignored, as the sign of the kelvin for a k.</remarks>
    public static ReadOnlySpan<Regex> BuiltInFor(string text) => Ascii.IsValid(text) && !Array.Exists(Marks, m => text.Contains(m, StringComparison.OrdinalIgnoreCase)) ? [] : Patterns;

    /// <summary>All of them.</summary>
    internal static ReadOnlySpan<Regex> BuiltIn => Patterns;

    /// <summary>Whether an environment variable of this name holds a secret.</summary>
    public static bool IsNameOfSecret(string name) => SecretName().IsMatch(name);

    /// <summary>Whether the argument behind this one is a secret: "--password", "-token", "--db-password".</summary>
    public static bool IsOptionOfSecret(string argument) => argument.StartsWith('-') && SecretName().IsMatch(argument);

    /// <summary>
    /// What stands behind the = of an argument such as "--db-password=..." or "DB_PASSWORD=...": all of it, because an argument ends where it ends, whatever is
    /// in it. Null when the argument is no such.
    /// </summary>
    public static string? SecretIn(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && equals < argument.Length - 1 && argument.AsSpan(0, equals).IndexOfAnyExcept(NameCharacters) < 0 && IsNameOfSecret(argument[..equals]) ? argument[(equals + 1)..] : null;
    }

    /// <summary>What is wrong with a user's pattern; null when nothing is. It isn't quoted: it may be the secret itself.</summary>
    public static string? Problem(string pattern)
    {
        try
        {
            return Compile(pattern).Match("").Success ? "matches the empty text, so it would hide nothing that is meant: require at least one character" : null;
        }
        catch (RegexParseException e)
        {
            return $"is no regular expression: {e.Error} at offset {e.Offset}";
        }
        catch (NotSupportedException)
        {
            return "uses lookarounds, backreferences or atomic groups, which aren't available: patterns run without backtracking. Name the part to hide (?<secret>...) instead";
        }
        catch (Exception e) when (e is RegexMatchTimeoutException or ArgumentException)
        {
            return $"can't be used ({e.GetType().Name})";
        }
    }

    public static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(LongestMs));

    // Authorization: Bearer ..., Cookie: ..., X-Api-Key: ..., to the end of the line or quote.
    [GeneratedRegex("(proxy-)?authorization" + AnyQuote + """\s*[:=]\s*""" + AnyQuote + """(?<secret>([^\r\n"'\\]|""" + Backslash + """)+)|\b(set-)?cookie""" + AnyQuote + """\s*:\s*""" + AnyQuote + """(?<secret>([^\r\n"'\\]|""" + Backslash + """)+)|\bbearer\s+(?<secret>[a-z0-9._~+/=-]{8,})""", Options, LongestMs)]
    private static partial Regex Header();

    // password=..., DB_PASSWORD="...", ?token=...&
    [GeneratedRegex(AnyName + AnyQuote + """\s*=\s*(""" + Quoted + "|(?<secret>" + Bare + """+))|[?&]sig=(?<secret>[^\s"'&]+)""", Options, LongestMs)]
    private static partial Regex Assignment();

    // "token": "...", password: ...; bare ones from 6 characters on, because compilers say "unexpected token: ;".
    [GeneratedRegex(AnyName + AnyQuote + """\s*:\s*(""" + Quoted + "|(?<secret>" + Bare + "{6,}))", Options, LongestMs)]
    private static partial Regex Member();

    // --password X in a command line that was put together.
    [GeneratedRegex("""(?<![\w-])--?([a-z0-9]+[-_])*""" + AnyName + AnyQuote + """\s+(""" + Quoted + """|(?<secret>([^\s"'\\]|""" + Backslash + ")+))", Options, LongestMs)]
    private static partial Regex SeparateArgument();

    // scheme://user:password@host
    [GeneratedRegex("""://[^\s/:@"']*:(?<secret>[^\s/@"']+)@""", Options, LongestMs)]
    private static partial Regex UserInfo();

    // scheme://token@host, also with an empty password; "git" and other users of few letters are none.
    [GeneratedRegex("""://(?<secret>[^\s/:@"'\\?#]{16,}):?@""", Options, LongestMs)]
    private static partial Regex TokenAsUser();

    // Tokens whose form is known: GitHub, GitLab, Slack, AWS, npm, NuGet, JSON web tokens.
    [GeneratedRegex("""\b(gh[pousr]_[a-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[abeoprs]-[a-z0-9-]{10,}|AKIA[0-9A-Z]{16}|npm_[a-z0-9]{30,}|oy2[a-z0-9]{40,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)""", Options, LongestMs)]
    private static partial Regex KnownForm();

    // To the end of the key, or of the text: an encrypted one has headers with dashes.
    [GeneratedRegex("""-----BEGIN [A-Z ]*PRIVATE KEY-----(?<secret>[\s\S]+?)(-----END|\z)""", Options, LongestMs)]
    private static partial Regex PrivateKey();

    [GeneratedRegex("(" + Names + "|(?-i:pwd|Pwd))s?$", Options, LongestMs)]
    private static partial Regex SecretName();
}
