using System.Security.Cryptography;
using System.Text;
using HandlebarsDotNet;

namespace RunScope.Testing.Reporting.Html;

/// <summary>The style sheet, the script and the policy of a page; our own, and the only values that enter it as they are.</summary>
/// <param name="Css">The style sheet.</param>
/// <param name="Script">The script, without which the page is complete too.</param>
/// <param name="Policy">Nothing may be loaded or run but these two: whatever slipped through the escaping would be inert.</param>
internal sealed record PageHead(string Css, string Script, string Policy)
{
    /// <param name="css">The names of the style sheets, which become one.</param>
    /// <param name="script">The name of the script.</param>
    public static PageHead Of(string[] css, string script)
    {
        var style = string.Concat(css.Select(Resource));
        var code = Resource(script);
        return new PageHead(style, code, $"default-src 'none'; style-src {Hash(style)}; script-src {Hash(code)}; base-uri 'none'; form-action 'none'");
    }

    /// <summary>Compiles a page's template; its parts are those beside it.</summary>
    public static HandlebarsTemplate<object, object> Template(string name, params string[] parts)
    {
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = new PageEncoder(), ThrowOnUnresolvedBindingExpression = true });
        foreach (var part in parts) handlebars.RegisterTemplate(part, Resource($"{part}.hbs").TrimEnd('\n'));
        return handlebars.Compile(Resource(name));
    }

    private static string Resource(string name)
    {
        using var stream = typeof(PageHead).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
