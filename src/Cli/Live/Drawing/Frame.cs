using System.Collections.Immutable;
using Spectre.Console.Rendering;

namespace RunScope.Testing.Cli.Live;

/// <summary>What a terminal shows at one moment: its lines.</summary>
/// <param name="Lines">From the top.</param>
internal sealed record Frame(ImmutableArray<ImmutableArray<Segment>> Lines) : IRenderable
{
    public Spectre.Console.Rendering.Measurement Measure(RenderOptions options, int maxWidth) => new(maxWidth, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (var line in Lines)
        {
            foreach (var segment in line) yield return segment;
            yield return Segment.LineBreak;
        }
    }
}
