using System.Text;

namespace RunScope.Testing.Hosting;

/// <summary>
/// Splits the one argument string of a CliWrap command as .NET does on Unix: blanks separate, double quotes group, a doubled quote inside
/// quotes is a quote, and backslashes count only in front of a quote. The rules are those of the Microsoft C runtime
/// ("Parsing C command-line arguments").
/// </summary>
internal static class ArgumentString
{
    public static List<string> Split(string text)
    {
        var arguments = new List<string>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && text[at] is ' ' or '\t') at++;
            if (at >= text.Length) return arguments;
            arguments.Add(TakeOne(text, ref at));
        }
    }

    private static string TakeOne(string text, ref int at)
    {
        var argument = new StringBuilder();
        var quoted = false;
        while (at < text.Length && (quoted || text[at] is not (' ' or '\t')))
        {
            var backslashes = 0;
            while (at < text.Length && text[at] == '\\')
            {
                backslashes++;
                at++;
            }

            var beforeQuote = at < text.Length && text[at] == '"';
            if (!beforeQuote)
            {
                argument.Append('\\', backslashes);
                if (backslashes == 0) argument.Append(text[at++]);
                continue;
            }

            argument.Append('\\', backslashes / 2);
            at++;
            if (backslashes % 2 == 1)
            {
                argument.Append('"');
            }
            else if (quoted && at < text.Length && text[at] == '"')
            {
                argument.Append('"');
                at++;
            }
            else
            {
                quoted = !quoted;
            }
        }

        return argument.ToString();
    }
}
