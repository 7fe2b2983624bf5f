using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Configuration;

/// <summary>
/// Reads a file's text into entries, each with its line. Not the library's own JSON source: that knows no lines, takes 5 and "5" for the same, and
/// passes over keys that mean nothing.
/// </summary>
internal ref struct JsonLayer
{
    private static readonly string[] Sections = ["reports", "regression", "environment"];

    // A file of which so much is wrong is no configuration: each problem takes more room than what it is about.
    private const int MostProblems = 200;

    private readonly string _path;
    private readonly ReadOnlySpan<byte> _text;
    private readonly List<ConfigurationEntry> _entries = [];
    private readonly List<string> _problems = [];
    private Utf8JsonReader _reader;

    private JsonLayer(string path, ReadOnlySpan<byte> text)
    {
        _path = path;
        _text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        _reader = new Utf8JsonReader(_text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
    }

    /// <summary>The entries of a file and everything that is wrong with it.</summary>
    public static (ImmutableArray<ConfigurationEntry> Entries, ImmutableArray<string> Problems) Read(string path, ReadOnlySpan<byte> text)
    {
        var layer = new JsonLayer(path, text);
        try
        {
            layer.ReadDocument();
        }
        catch (JsonException e)
        {
            var message = e.Message.Split(" LineNumber:")[0].TrimEnd('.');
            layer._problems.Add(string.Create(
                CultureInfo.InvariantCulture, $"{path}:{e.LineNumber + 1}: the JSON can't be read from there on ({VisibleText.Of(message)}). Correct it; an editor that knows JSON shows the place."));
        }
        catch (InvalidOperationException)
        {
            layer._problems.Add($"{layer.Place}: the text isn't UTF-8. Save the file as UTF-8.");
        }

        return ([.. layer._entries], [.. layer._problems]);
    }

    private readonly string Place => string.Create(CultureInfo.InvariantCulture, $"{_path}:{_text[..(int)_reader.TokenStartIndex].Count((byte)'\n') + 1}");

    private void ReadDocument()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.StartObject) ReadObject("");
        else Add("the file holds no JSON object: write { \"timeLimit\": \"5m\" }");

        // What stands behind the end is an error of the reader.
        while (_reader.Read())
        {
        }
    }

    private void ReadObject(string prefix)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (_problems.Count < MostProblems && _reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var name = _reader.GetString()!;
            var place = Place;
            if (!seen.Add(name)) _problems.Add($"{place}: {VisibleText.Of(prefix + name)} stands there a second time (upper and lower case are the same): keep one.");
            _reader.Read();
            if (prefix == "environment.") ReadVariable(name, place);
            else if (prefix.Length == 0 && name == "$schema") _reader.Skip();
            else ReadKey(prefix + name, place);
        }
    }

    private void ReadKey(string name, string place)
    {
        if (SectionOf(name) is { } section && _reader.TokenType == JsonTokenType.StartObject)
        {
            ReadObject(section + ".");
            return;
        }

        if (name.Equals("reports", StringComparison.OrdinalIgnoreCase) || name.Equals("regression", StringComparison.OrdinalIgnoreCase))
        {
            var example = name.Equals("reports", StringComparison.OrdinalIgnoreCase) ? $"\"folder\": \"{ConfigurationKeys.DefaultReportFolder}\"" : "\"minEffect\": 0.05";
            WrongForm(name, place, $"an object, such as {{ {example} }}");
            return;
        }

        if (ConfigurationKeys.Find(name) is not { } key)
        {
            _problems.Add(Unknown(name, place));
            _reader.Skip();
            return;
        }

        if (key.Kind == ValueKind.Patterns) ReadPatterns(key, place);
        else if (key.Kind == ValueKind.Words) ReadWords(key, place);
        else if (key.Kind == ValueKind.Variables) WrongForm(name, place, "an object of names and values, such as { \"TZ\": \"UTC\" }", isSecret: true);
        else ReadValue(key, place);
    }

    private static string? SectionOf(string name) => Sections.FirstOrDefault(s => s.Equals(name, StringComparison.OrdinalIgnoreCase));

    private void ReadValue(ConfigurationKey key, string place)
    {
        var form = _reader.TokenType;
        var right = key.Kind switch
        {
            ValueKind.WholeNumber or ValueKind.Share => form == JsonTokenType.Number,
            ValueKind.Flag => form is JsonTokenType.True or JsonTokenType.False,
            _ => form == JsonTokenType.String,
        };
        if (right) Enter(key, "", Shown(), place);
        else WrongForm(key.Name, place, Form(key));
    }

    private void ReadPatterns(ConfigurationKey key, string place)
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            WrongForm(key.Name, place, "an array of regular expressions, such as [ \"license=\\\\S+\" ]", isSecret: true);
            return;
        }

        for (var i = 0; _problems.Count < MostProblems && _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; i++)
        {
            var part = i.ToString(CultureInfo.InvariantCulture);
            if (_reader.TokenType == JsonTokenType.String) Enter(key, part, _reader.GetString()!, Place);
            else WrongForm($"{key.Name}[{part}]", Place, "a regular expression in quotes", isSecret: true);
        }
    }

    private void ReadWords(ConfigurationKey key, string place)
    {
        var right = $"an array of words, such as [ \"{key.Words[0]}\" ]";
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            WrongForm(key.Name, place, right);
            return;
        }

        var words = new List<string>();
        while (_problems.Count < MostProblems && _reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType == JsonTokenType.String) words.Add(_reader.GetString()!);
            else WrongForm(key.Name, Place, right);
        }

        Enter(key, "", string.Join(", ", words), place);
    }

    private void ReadVariable(string name, string place)
    {
        var key = ConfigurationKeys.Of("environment");
        if (name.Length == 0 || name.Contains('=') || name.Contains('\0')) _problems.Add($"{place}: environment has the name {VisibleText.Quote(name)}, which no variable can have.");
        if (_reader.TokenType == JsonTokenType.Null) _entries.Add(new ConfigurationEntry(key, name, "(taken away)", null, place));
        else if (_reader.TokenType == JsonTokenType.String) Enter(key, name, _reader.GetString()!, place);
        else WrongForm($"environment.{VisibleText.Of(name)}", place, "a value in quotes, or null to take the variable away", isSecret: true);
    }

    private readonly void Enter(ConfigurationKey key, string part, string text, string place)
    {
        var (value, problem) = ConfigurationValues.Read(key, text, numericFlags: false);
        var name = key.Kind switch { ValueKind.Patterns => $"{key.Name}[{part}]", ValueKind.Variables => $"{key.Name}.{VisibleText.Of(part, 60)}", _ => key.Name };
        if (problem is null) _entries.Add(new ConfigurationEntry(key, part, text, value, place));
        else _problems.Add($"{place}: {name}{problem}{(key.Kind is ValueKind.Word or ValueKind.Flag ? ": write one of them" : ". Correct it")}, or leave the key out.");
    }

    /// <param name="name">The key.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="right">What it takes.</param>
    /// <param name="isSecret">Whether what was found may be a secret, so that only its form is told.</param>
    private void WrongForm(string name, string place, string right, bool isSecret = false)
    {
        var found = _reader.TokenType switch
        {
            JsonTokenType.String when isSecret => "a text",
            JsonTokenType.Number when isSecret => "a number",
            JsonTokenType.True or JsonTokenType.False when isSecret => "true or false",
            JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => VisibleText.Of(Raw(), 40),
            JsonTokenType.Null => "null",
            JsonTokenType.StartArray => "an array",
            _ => "an object",
        };
        _reader.Skip();
        _problems.Add($"{place}: {name} is {found}; it takes {right}.");
    }

    private readonly string Form(ConfigurationKey key) => key.Kind switch
    {
        ValueKind.Duration => _reader.TokenType == JsonTokenType.Number ? $"a duration with its unit, such as \"{VisibleText.Of(Raw(), 20)}s\" for seconds or \"{VisibleText.Of(Raw(), 20)}ms\"" : "a duration, such as \"30s\"",
        ValueKind.WholeNumber => $"a whole number without quotes, {ConfigurationValues.Range(key)}",
        ValueKind.Share => "a share without quotes, from 0 to 1, such as 0.03 for 3 %",
        ValueKind.Flag => "true or false, without quotes",
        ValueKind.Word => $"one of {string.Join(", ", key.Words.Select(w => $"\"{w}\""))}",
        _ => "a text in quotes",
    };

    private readonly string Shown() => _reader.TokenType == JsonTokenType.String ? _reader.GetString()! : Raw();

    private readonly string Raw() => System.Text.Encoding.UTF8.GetString(_reader.TokenType == JsonTokenType.String ? _text[(int)_reader.TokenStartIndex..(int)_reader.BytesConsumed] : _reader.ValueSpan);

    private static string Unknown(string name, string place)
    {
        var names = ConfigurationKeys.All.Select(k => k.Name).Append("reports").Append("regression").Append("$schema");
        var nearest = ConfigurationKeys.Nearest(name, names) ?? ConfigurationKeys.Nearest(name.Split('.')[^1], names);
        var advice = nearest is null ? $"the keys are {string.Join(", ", ConfigurationKeys.All.Select(k => k.Name))}." : $"did you mean {nearest}?";
        return $"{place}: there is no key {VisibleText.Of(name, 60)}; {advice}";
    }

    private readonly void Add(string problem) => _problems.Add($"{Place}: {problem}.");
}
