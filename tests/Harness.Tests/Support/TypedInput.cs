using System.Text;
using System.Threading.Channels;
using CliWrap;

namespace RunScope.Testing.Tests.Support;

/// <summary>Standard input that a test writes line by line while the process runs.</summary>
internal sealed class TypedInput
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public TypedInput() => Source = PipeSource.Create(async (input, cancellationToken) =>
    {
        await foreach (var line in _lines.Reader.ReadAllAsync(cancellationToken))
        {
            await input.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), cancellationToken);
            await input.FlushAsync(cancellationToken);
        }
    });

    /// <summary>Where the process reads from.</summary>
    public PipeSource Source { get; }

    public void Type(string line) => _lines.Writer.TryWrite(line).ShouldBeTrue();

    public void End() => _lines.Writer.Complete();
}
