using System.Text;

namespace RunScope.Testing.Hosting.Readiness;

/// <summary>The lines of a stream, from its beginning, as they become complete.</summary>
internal sealed class OutputLines(OutputLog log)
{
    /// <summary>A line that is longer is looked at in pieces of this many characters.</summary>
    public const int LongestLine = 64 * 1024;

    /// <summary>How much of a piece the next one begins with, so that a word between two is found.</summary>
    public const int Overlap = 1024;

    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();
    private long _at;

    /// <summary>Whether something was written so fast that it was kept no more when it was to be looked at.</summary>
    public bool Missed { get; private set; }

    /// <summary>Whether the stream has ended and every line of it was given.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>The line that isn't complete yet; empty when there is none.</summary>
    public string Unfinished => _line.ToString();

    /// <summary>The lines that are complete now and haven't been given yet. The last one of a stream that has ended needs no line feed.</summary>
    public IEnumerable<string> Take()
    {
        while (!AtEnd)
        {
            var part = log.Read(_at);
            if (part.Start > _at)
            {
                Missed = true;
                _decoder.Reset();
                _line.Clear();
            }

            _at = part.End;
            var characters = new char[Encoding.UTF8.GetMaxCharCount(part.Bytes.Length)];
            var count = _decoder.GetChars(part.Bytes, characters, flush: part.Complete);
            foreach (var line in Split(characters.AsMemory(0, count))) yield return line;
            if (part.Complete)
            {
                AtEnd = true;
                if (_line.Length > 0) yield return Ended();
            }
            else if (part.Bytes.Length == 0)
            {
                yield break;
            }
        }
    }

    /// <summary>Completes when there is more to take.</summary>
    public Task MoreAsync() => AtEnd ? Never : log.MoreThanAsync(_at);

    private IEnumerable<string> Split(ReadOnlyMemory<char> text)
    {
        while (text.Length > 0)
        {
            var feed = text.Span.IndexOf('\n');
            var length = Math.Min(feed < 0 ? text.Length : feed, LongestLine - _line.Length);
            _line.Append(text.Span[..length]);
            text = text[length..];
            if (text.Length > 0 && text.Span[0] == '\n')
            {
                text = text[1..];
                yield return Ended();
            }
            else if (_line.Length == LongestLine)
            {
                yield return _line.ToString();
                _line.Remove(0, LongestLine - Overlap);
            }
        }
    }

    private string Ended()
    {
        var line = _line.ToString().TrimEnd('\r');
        _line.Clear();
        return line;
    }
}
