using HandlebarsDotNet;

namespace RunScope.Testing.Reporting.Html;

/// <summary>Draws a report as one page that needs nothing else: no request, no font of the machine, and no script to be read.</summary>
/// <remarks>The page depends on its input alone: drawn again from the saved profile it is the same, byte for byte.</remarks>
internal static class HtmlReport
{
    private static readonly Lazy<PageHead> Head = new(() => PageHead.Of(["Base.css", "Report.css"], "Report.js"));

    private static readonly Lazy<HandlebarsTemplate<object, object>> Template = new(() =>
        PageHead.Template("Report.hbs", "Bar", "Cell", "Comparison", "Fidelity", "Lane", "Phases", "Runs", "Timeline", "Waits"));

    public static string Render(ReportInput input) => Template.Value(PageBuilder.Build(input, Head.Value));
}
