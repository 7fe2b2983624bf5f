using System.Text;
using HandlebarsDotNet;

namespace RunScope.Testing.Reporting.Html;

/// <summary>The one gate through which every value enters the page: made visible, then escaped for text and for quoted attributes.</summary>
internal sealed class PageEncoder : ITextEncoder
{
    public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

    public void Encode(string? text, TextWriter target)
    {
        if (string.IsNullOrEmpty(text)) return;

        foreach (var c in PageText.Visible(text))
        {
            switch (c)
            {
                case '<': target.Write("&lt;"); break;
                case '>': target.Write("&gt;"); break;
                case '&': target.Write("&amp;"); break;
                case '"': target.Write("&quot;"); break;
                case '\'': target.Write("&#39;"); break;
                default: target.Write(c); break;
            }
        }
    }

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        var all = new StringBuilder();
        while (text?.MoveNext() == true) all.Append(text.Current);
        Encode(all.ToString(), target);
    }
}
