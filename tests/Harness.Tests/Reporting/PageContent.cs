using System.Net;
using System.Text.RegularExpressions;

namespace RunScope.Testing.Tests.Reporting;

/// <summary>What a reader finds on a page.</summary>
internal static partial class PageContent
{
    /// <summary>The text, a line for each line of the page that has any; cells of one row are parted by a bar.</summary>
    public static string Text(string html)
    {
        var body = Script().Replace(html[html.IndexOf("<body>", StringComparison.Ordinal)..], "");
        var lines = Tag().Replace(body, "|").Split('\n')
            .Select(line => string.Join(" | ", line.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
            .Where(line => line.Length > 0);
        return WebUtility.HtmlDecode(string.Join('\n', lines));
    }

    /// <summary>Every tag with its attributes, but for descriptions: what a browser would act on.</summary>
    public static string[] Tags(string html) => [.. Tag().Matches(html).Select(m => Description().Replace(m.Value, ""))];

    [GeneratedRegex("<script>.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex("aria-label=\"[^\"]*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Description();
}
