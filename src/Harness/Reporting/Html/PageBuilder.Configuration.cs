namespace RunScope.Testing.Reporting.Html;

/// <content>The table of effective values.</content>
internal static partial class PageBuilder
{
    private static IEnumerable<ConfigurationView> ConfigurationRows(ReportInput input) =>
        input.Configuration.Select(v => new ConfigurationView(PageText.OneLine(v.Name), PageText.OneLine(v.Value), PageText.OneLine(v.Source)));
}
