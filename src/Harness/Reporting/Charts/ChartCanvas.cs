using System.Globalization;
using System.Xml.Linq;
using ScottPlot;

namespace RunScope.Testing.Reporting.Charts;

/// <summary>A ScottPlot plot without any text of its own, which becomes SVG for a page.</summary>
/// <remarks>
/// Text is added as SVG text in the page's font: the drawing machine may have no fonts at all, names may be in any script, and no glyph is
/// placed by the widths of a font that the reader doesn't have. Nothing in the result depends on what the process drew before.
/// </remarks>
internal sealed class ChartCanvas(int width, int height, PixelPadding margins)
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly List<XElement> _texts = [];

    public Plot Plot { get; } = Blank(margins);

    /// <summary>Adds text at a pixel; control characters are made visible.</summary>
    /// <param name="x">Pixels from the left.</param>
    /// <param name="y">Pixels from the top, of the text's baseline.</param>
    /// <param name="text">The text.</param>
    /// <param name="style">The style class.</param>
    /// <param name="anchor">"start", "middle" or "end".</param>
    public void Text(double x, double y, string text, string style, string anchor = "start") => _texts.Add(new XElement(
        Svg + "text",
        new XAttribute("class", style),
        new XAttribute("x", Number(x)),
        new XAttribute("y", Number(y)),
        anchor == "start" ? null : new XAttribute("text-anchor", anchor),
        Html.PageText.OneLine(text)));

    /// <summary>Draws vertical grid lines with their labels below the data.</summary>
    public void Ticks(IReadOnlyList<(double Position, string Label)> ticks, double low, double high)
    {
        Plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
            [.. ticks.Select(t => t.Position)],
            [.. ticks.Select(_ => "")]);
        var data = width - margins.Left - margins.Right;
        foreach (var (position, label) in ticks)
            Text(margins.Left + ((position - low) / (high - low) * data), height - margins.Bottom + 16, label, "tick", "middle");
    }

    /// <summary>The finished picture, to be put into a page as it is.</summary>
    public string ToSvg()
    {
        var root = XDocument.Parse(Plot.GetSvgXml(width, height)).Root!;
        var picture = new XElement(
            Svg + "svg",
            new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}")),
            new XAttribute("aria-hidden", "true"));
        foreach (var shape in root.Descendants().Where(e => e.Name.LocalName is "path" or "rect" && e.Parent!.Name.LocalName != "clipPath"))
            picture.Add(Styled(shape));
        picture.Add(_texts);
        return picture.ToString(SaveOptions.DisableFormatting);
    }

    private static XElement Styled(XElement shape)
    {
        var styled = new XElement(Svg + shape.Name.LocalName);
        foreach (var attribute in shape.Attributes())
        {
            switch (attribute.Name.LocalName)
            {
                case "fill" when ChartInk.ClassOf(attribute.Value) is { } ink: styled.Add(new XAttribute("class", "f-" + ink)); break;
                case "stroke" when ChartInk.ClassOf(attribute.Value) is { } ink: styled.Add(new XAttribute("class", "k-" + ink)); break;
                case "stroke-miterlimit" or "stroke-linecap" or "stroke-linejoin": break;
                default: styled.Add(new XAttribute(attribute.Name.LocalName, attribute.Value)); break;
            }
        }

        return styled;
    }

    private static Plot Blank(PixelPadding margins)
    {
        var plot = new Plot();
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Layout.Fixed(margins);
        foreach (var axis in plot.Axes.GetAxes())
        {
            axis.IsVisible = axis == plot.Axes.Bottom;
        }

        plot.Axes.Title.IsVisible = false;
        plot.Axes.Bottom.FrameLineStyle.Width = 0;
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.TickLabelStyle.IsVisible = false;
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.Grid.XAxisStyle.MajorLineStyle.Color = ChartInk.Grid;
        return plot;
    }

    private static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
