using System.Text;

namespace RunScope.Testing.Cli.Help;

/// <summary>Breaks texts into lines.</summary>
internal static class Paragraphs
{
    /// <summary>Breaks lines between words so that none is wider, a single long word apart. Lines that begin with a blank are examples and stay as they are.</summary>
    public static string Wrap(string text, int width)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var line in text.Split('\n'))
        {
            if (result.Length > 0) result.Append('\n');
            if (line.StartsWith(' ')) result.Append(line);
            else Fill(result, line, width);
        }

        return result.ToString();
    }

    private static void Fill(StringBuilder result, string line, int width)
    {
        var used = 0;
        foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (used > 0 && used + 1 + word.Length > width)
            {
                result.Append('\n');
                used = 0;
            }

            if (used > 0) result.Append(' ');
            result.Append(word);
            used += (used > 0 ? 1 : 0) + word.Length;
        }
    }
}
