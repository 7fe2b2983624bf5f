using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Baselines.Files;

/// <summary>Walks through JSON of a known shape, and says of whatever has another one in which line it stands.</summary>
/// <remarks>A deserializer doesn't find keys that are there twice, and forgets where a value stood as soon as it is read.</remarks>
internal ref struct JsonCursor
{
    private readonly ReadOnlySpan<byte> _text;
    private Utf8JsonReader _reader;

    public JsonCursor(ReadOnlySpan<byte> text)
    {
        _text = text;
        _reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 16 });
        _reader.Read();
    }

    /// <summary>Reads the value of a member; false when no such key is known.</summary>
    public delegate bool Member(ref JsonCursor at, string key);

    /// <summary>Reads an item of a list.</summary>
    public delegate T Item<T>(ref JsonCursor at);

    /// <summary>The error that what stands here is wrong.</summary>
    public readonly JsonShapeException Wrong(string what) => new(what, Line);

    /// <summary>Reads an object that has each of the keys once and no other.</summary>
    public void Object(string what, scoped ReadOnlySpan<string> keys, Member read)
    {
        var line = Line;
        var seen = Members(what, read);
        foreach (var key in keys)
        {
            if (!seen.Contains(key)) throw new JsonShapeException($"{what} has no {key}", line);
        }
    }

    /// <summary>Reads an object of any known keys, each at most once.</summary>
    /// <returns>Its keys.</returns>
    public HashSet<string> Members(string what, Member read)
    {
        if (_reader.TokenType != JsonTokenType.StartObject) throw Wrong($"{what} is no object");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var key = String();
            if (!seen.Add(key)) throw Wrong($"{what} has {VisibleText.Quote(key)} twice");
            var before = this;
            _reader.Read();
            if (!read(ref this, key)) throw before.Wrong($"{what} has {VisibleText.Quote(key)}, which this build doesn't know");
        }

        return seen;
    }

    /// <summary>Reads a list.</summary>
    public ImmutableArray<T> List<T>(string what, Item<T> read)
    {
        if (_reader.TokenType != JsonTokenType.StartArray) throw Wrong($"{what} is no list");
        var items = ImmutableArray.CreateBuilder<T>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray) items.Add(read(ref this));
        return items.ToImmutable();
    }

    public readonly bool IsNull => _reader.TokenType == JsonTokenType.Null;

    public readonly string Text(string what) => _reader.TokenType == JsonTokenType.String ? String() : throw Wrong($"{what} is no text");

    public readonly string? TextOrNull(string what) => IsNull ? null : Text(what);

    /// <summary>A whole number within bounds.</summary>
    public readonly long Whole(string what, long least, long most)
    {
        if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt64(out var value)) throw Wrong($"{what} is no whole number");
        if (value < least) throw Wrong(string.Create(CultureInfo.InvariantCulture, $"{what} is {value}, less than {least}"));
        return value <= most ? value : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"{what} is {value}, more than {most}"));
    }

    /// <summary>A number that is not negative.</summary>
    public readonly double Number(string what)
    {
        if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetDouble(out var value) || !double.IsFinite(value)) throw Wrong($"{what} is no number");
        return value >= 0 ? value : throw Wrong($"{what} is negative");
    }

    /// <summary>Steps over a value of any shape.</summary>
    public void Skip() => _reader.Skip();

    /// <summary>Requires that nothing follows.</summary>
    public void End() => _reader.Read();

    private readonly int Line => _text[..(int)_reader.TokenStartIndex].Count((byte)'\n') + 1;

    private readonly string String()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong("a text is no valid UTF-8, or has half a character");
        }
    }
}

/// <summary>JSON of another shape than expected.</summary>
internal sealed class JsonShapeException(string message, int line) : Exception(message)
{
    /// <summary>The line, from 1.</summary>
    public int Line { get; } = line;
}
