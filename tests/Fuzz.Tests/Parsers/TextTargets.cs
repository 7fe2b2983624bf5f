using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Cli.Judging;
using RunScope.Testing.Cli.Live;
using RunScope.Testing.Files;
using RunScope.Testing.Hosting;
using RunScope.Testing.Tests.Fuzzing;
using static RunScope.Testing.Tests.Parsers.Inputs;

namespace RunScope.Testing.Tests.Parsers;

/// <summary>What people write: attributes, options, names. What is read is a value within its bounds and reads back; what isn't is refused in words.</summary>
internal static class TextTargets
{
    private static readonly string[] Units = ["h", "min", "m", "s", "ms", "us", "µs", "ns", "B", "kB", "KiB", "MB", "MiB", "GB", "GiB", "TB", "TiB", "%", ".", "-", " ", ","];

    public static FuzzTarget[] All { get; } =
    [
        new("duration", 20_000, 3_000_000, Utf8("250ms", "5s", "1m30s", "1h", "1h 2min 3s 4ms 5us 6ns", "0.5s", "922337203685477.5807ms", ""), Units, Duration),
        new("size", 20_000, 3_000_000, Utf8("64MB", "512KiB", "1.5 GiB", "0B", "8388607TiB", "9223372036854775807B"), Units, Size),
        new("floor", 20_000, 1_000_000, Utf8("20ms, 4MiB, 100", "5", "1.5s"), Units, Floor),
        new("glob", 20_000, 2_000_000, Utf8("worker-*\0worker-12", "*a*b*c*\0aXbYc", "?\0é", ".NET*\0.NET TP Worker"), ["*", "?", "**", "\0", "worker"], Glob),
        new("thread set", 10_000, 1_000_000, Utf8("Application\0", "All\0dotnet", "Main\0", "worker-*\0sh"), ["Application", "All", "Main", "*", "\0"], Threads),
        new("--limit", 10_000, 200_000, Utf8("DiskSleep<=5%", "Running+Runnable>=90%", "DiskSleep[worker-*]<=200ms", "PeakMemory<=64MB", "OnCpu<=1.5", "ContextSwitches[Main] >= 3", "VoluntarySwitches≤1"),
            [.. LimitMetrics.Names, "<=", ">=", "≤", "≥", "[", "]", "+", .. Units], Limit),
        new("bounds of an attribute", 1_000, 30_000, Utf8("\0\0\0\0\0\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a5s\0" + "1GB", "????????????????0.5\0" + "1h"), [.. Units, "\0"], Bounds),
        new("pattern of secrets", 800, 20_000, Utf8("license=\\S+", "(?<secret>[a-z]+)", "a{2,5}b|c", "(a+)+$"), ["(", ")", "[", "]", "{1,1000}", "*", "+", "?", "(?<secret>", "|", "\\p{L}", "\\1", "(?=", "^", "$"], Pattern),
        new("argument string", 20_000, 2_000_000, Utf8("a \"b c\" d", "\\\\\"x\\\" y\"", "''"), ["\"", "\\", " ", "\\\"", "\t"], Arguments),
        new("keys of a terminal", 20_000, 2_000_000, Utf8("q\u001b[A\u001bOP\u001b[5~", "\u001b", "é"), ["\u001b[", "\u001bO", "~", ";", "M"], Keys),
        new("holder of the lock", 20_000, 2_000_000, Utf8("4127\n88123456\nA.B.C\n", "1\n2\n"), ["\n", "-1"], Holder),
        new("name made visible", 20_000, 1_000_000, Utf8("worker", "a\u001b[31m\u202e\0", "👩‍💻"), [], Visible),
        new("name of a file", 20_000, 1_000_000, Utf8("A.B.C(1, 2)", "..", "index", "x.run1", "-rf"), ["/", "..", "\\", "index", ".verdict", ".entry"], Stem),
    ];

    private static string Duration(byte[] input)
    {
        if (!Durations.TryParse(Text(input), out var value, out var problem)) return Kind(Message(problem));
        Require(value >= TimeSpan.Zero, "it is negative");
        Require(Durations.TryParse(Durations.Exact(value), out var again, out _) && again == value, $"{value} reads back as {again}");
        Durations.Format(value);
        return "ok";
    }

    private static string Size(byte[] input)
    {
        if (!Sizes.TryParse(Text(input), out var value, out var problem)) return Kind(Message(problem));
        Require(value.Bytes >= 0, "it is negative");
        Sizes.Format(value.Bytes, 3, binary: true);
        Message(value.ToString());
        return "ok";
    }

    private static string Floor(byte[] input)
    {
        var (floor, problem) = FloorText.Read(Text(input));
        if (problem is not null) return Kind(Message(problem));
        foreach (var value in (double?[])[floor!.Seconds, floor.Bytes, floor.Count]) Require(value is null or (>= 0 and < double.PositiveInfinity), $"{value}");
        return "ok";
    }

    private static string Glob(byte[] input)
    {
        var (pattern, name) = Two(Text(input));
        if (NameGlob.Problem("Threads", pattern) is { } problem) return Kind(Message(problem));
        var matches = new NameGlob(pattern).Matches(name);
        if (pattern.Length < 20 && name.Length < 40) Equal(matches, Slow([.. pattern.EnumerateRunes()], [.. name.EnumerateRunes()]), "whether it matches");
        return $"ok {matches}";
    }

    // The definition, word for word.
    private static bool Slow(ReadOnlySpan<System.Text.Rune> pattern, ReadOnlySpan<System.Text.Rune> name)
    {
        var reached = new bool[name.Length + 1];
        reached[0] = true;
        foreach (var rune in pattern)
        {
            var next = new bool[name.Length + 1];
            for (var i = 0; i <= name.Length; i++)
            {
                if (rune.Value == '*') next[i] = reached[i] || (i > 0 && next[i - 1]);
                else next[i] = i > 0 && reached[i - 1] && (rune.Value == '?' || rune == name[i - 1]);
            }

            reached = next;
        }

        return reached[^1];
    }

    private static string Threads(byte[] input)
    {
        var (threads, processes) = Two(Text(input));
        var problems = ThreadSet.Problems(threads, processes.Length == 0 ? null : processes).ToArray();
        foreach (var problem in problems) Message(problem);
        if (problems.Length > 0) return Kind(problems[0]);
        Message(ThreadSet.Parse(threads, processes.Length == 0 ? null : processes).ToString());
        return "ok";
    }

    private static string Limit(byte[] input)
    {
        if (!LimitMetrics.TryMake(Text(input), out var limit, out var problem)) return Kind(Message(problem));
        Require(!limit.Validate().Any(), "it was accepted and isn't valid");
        Made.Judge(limit);
        return "ok " + limit.GetType().Name;
    }

    private static string Bounds(byte[] input)
    {
        if (input.Length < 16) return "short";
        var (low, high) = (BitConverter.ToDouble(input, 0), BitConverter.ToDouble(input, 8));
        var (atLeast, atMost) = Two(Text(input[16..]));
        ProfileAssertionAttribute[] made =
        [
            new ThreadStateAttribute(TaskState.DiskSleep) { AtLeast = low, AtMost = high }, new ThreadStateAttribute(TaskState.Sleeping) { AtLeastTime = atLeast, AtMostTime = atMost }, new OnCpuAttribute { AtLeast = low, AtMost = high },
            new WallTimeAttribute { AtLeast = atLeast, AtMost = atMost }, new ContextSwitchesAttribute { AtLeast = low, AtMost = high }, new ThreadCountAttribute { AtLeast = low, AtMost = high },
            new PeakMemoryAttribute { AtLeast = atLeast, AtMost = atMost }, new DiskIoAttribute { AtLeast = atLeast, AtMost = atMost }, new CpuTimeAttribute { AtMost = atMost, Threads = atLeast }, new ExitCodeAttribute((int)BitConverter.ToInt32(input, 0)),
        ];
        var accepted = 0;
        foreach (var limit in made)
        {
            var problems = limit.Validate().ToArray();
            foreach (var problem in problems) Message(problem);
            if (problems.Length > 0) continue;
            Made.Judge(limit);
            accepted++;
        }

        return accepted > 0 ? $"ok {accepted}" : "refused";
    }

    private static string Pattern(byte[] input)
    {
        var pattern = Text(input);
        if (SecretPatterns.Problem(pattern) is { } problem) return Kind(Message(problem));
        Redactor.Of([pattern], builtIn: false).Text("license=abc def " + pattern);
        return "ok";
    }

    private static string Arguments(byte[] input)
    {
        var words = ArgumentString.Split(Text(input));
        Require(words.Sum(w => w.Length) <= input.Length, "there is more than there was");
        return $"ok {Math.Min(words.Count, 5)}";
    }

    private static string Keys(byte[] input)
    {
        var decoder = new KeyDecoder();
        var keys = input.Chunk(3).SelectMany(c => decoder.Decode(c)).ToList();
        keys.AddRange(decoder.Flush());
        Require(!decoder.IsWaiting && keys.Count <= input.Length, "there are more keys than bytes");
        return "ok " + string.Join(" ", keys.Select(k => k.Name).Distinct().Take(3));
    }

    private static string Holder(byte[] input)
    {
        if (RunHolder.Parse(Text(input)) is not { } holder) return "refused";
        Message(holder.ToString());
        Require(holder.Process.ProcessId >= 0 && RunHolder.Parse(holder.Text) == holder, "it reads back as another");
        return "ok";
    }

    private static string Visible(byte[] input)
    {
        var text = Text(input);
        Require(VisibleText.Of(text).Length <= 120, "it is too long");
        var quoted = VisibleText.Quote(text);
        Require(quoted.Length <= 62, "it is too long in quotes");
        Message(quoted);
        return "ok";
    }

    private static string Stem(byte[] input)
    {
        var stem = FileStem.From(Text(input));
        Require(stem.Length > 0 && !stem.Contains('/') && stem[0] is not ('.' or '-') && System.Text.Encoding.UTF8.GetByteCount(stem) <= PlainName.MaxBytes, stem);
        return "ok " + (stem == Text(input));
    }

    private static (string, string) Two(string text) => text.Split('\0', 2) is [var first, var second] ? (first, second) : (text, "");
}
