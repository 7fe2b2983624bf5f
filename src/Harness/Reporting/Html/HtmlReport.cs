using System.Security.Cryptography;
using System.Text;
using HandlebarsDotNet;

namespace RunScope.Testing.Reporting.Html;

/// <summary>Draws a report as one page that needs nothing else: no script, no request, no font of the machine.</summary>
/// <remarks>The page depends on its input alone: drawn again from the saved profile it is the same, byte for byte.</remarks>
internal static class HtmlReport
{
    private static readonly Lazy<string> Css = new(() => Resource("Report.css"));

    // Nothing may be loaded or run, and the one style sheet must be ours: whatever slipped through the escaping would be inert.
    private static readonly Lazy<string> Policy = new(() =>
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css.Value)))}'; base-uri 'none'; form-action 'none'");

    private static readonly Lazy<HandlebarsTemplate<object, object>> Template = new(() => Handlebars.Create(new HandlebarsConfiguration
    {
        TextEncoder = new PageEncoder(),
        ThrowOnUnresolvedBindingExpression = true,
    }).Compile(Resource("Report.hbs")));

    public static string Render(ReportInput input) => Template.Value(PageBuilder.Build(input, Css.Value, Policy.Value));

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
