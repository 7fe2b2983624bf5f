using CliWrap;
using RunScope.Testing;

namespace Samples;

/// <summary>Every kind of row: our own, and NUnit's.</summary>
public class RowKinds
{
    private static readonly string Long = new('x', 300);

    private static readonly object[] Single = [1, 2];

    // Not in an attribute: metadata can't hold it.
    private static IEnumerable<string> Halves => ["half \ud800"];

    private static IEnumerable<object[]> LongRows => [[Long + "1"], [Long + "2"]];

    private static IEnumerable<object?[]> Alike() => [[new Opaque("a")], [new Opaque("b")]];

    private static IEnumerable<TestCaseData> Described() =>
    [
        new TestCaseData(1).SetName("in the author's words"),
        new TestCaseData(2).SetCategory("described"),
        new TestCaseData(3).Ignore("this row waits"),
        new TestCaseData(4).Explicit("only by name"),
        new TestCaseData(5).SetArgDisplayNames("five"),
    ];

    private static IEnumerable<object[]> Broken() => throw new InvalidOperationException("no rows today");

    [ProfileProcess("true")]
    [ProfileCaseSource(nameof(Single))]
    public void From_a_field(int level) => Assert.That(level, Is.InRange(1, 2));

    [ProfileProcess]
    [ProfileCaseSource(typeof(OtherRows), nameof(OtherRows.Words))]
    public Command From_another_class(string word) => Cli.Wrap("echo").WithArguments(word);

    [ProfileProcess("true")]
    [ProfileCaseSource(nameof(Described))]
    public void From_test_case_data(ProcessProfile profile, int level) => Assert.That(profile.Target.Name, Is.EqualTo("true"), $"{level}");

    [ProfileProcess("true")]
    [ProfileCase("before")]
    [ProfileCaseSource(nameof(Broken))]
    [ProfileCaseSource("Nobody")]
    public void From_a_broken_member(string word) => Assert.That(word, Is.EqualTo("before"));

    [ProfileProcess("true")]
    [TestCaseSource(nameof(LongRows))]
    public void From_NUnits_own_source(string text) => Assert.That(text, Has.Length.EqualTo(301));

    [ProfileProcess(CommandFrom = nameof(Echo))]
    [ProfileCase(null)]
    [ProfileCase("")]
    [ProfileCase(" a\"b'\\ <&> é \u2028 \u202e")]
    [ProfileCase("\u0001\u001b[31m\n\t\u007f")]
    public void Odd(string? text, ProcessProfile profile) => Assert.That(profile.Target.Arguments[0], Is.EqualTo(text ?? "null"));

    [ProfileProcess("true")]
    [ProfileCase("nul \0")]
    [ProfileCaseSource(nameof(Halves))]
    public void Not_text(string text) => Assert.That(text, Is.Not.Null);

    [ProfileProcess("true")]
    [ProfileCaseSource(nameof(LongRows))]
    public void Very_long(string text) => Assert.That(text, Has.Length.EqualTo(301));

    [ProfileProcess(CommandFrom = nameof(EchoOpaque))]
    [ProfileCaseSource(nameof(Alike))]
    public void Shown_alike(object opaque, ProcessProfile profile) => Assert.That(profile.Target.Arguments[0], Is.EqualTo(((Opaque)opaque).Word));

    [ProfileProcess("true")]
    [ProfileCase(1)]
    [ProfileCase(1)]
    public void Equal(int level) => Assert.That(level, Is.EqualTo(1));

    [ProfileProcess("true")]
    [ProfileCase(1, "2")]
    public void After_what_is_injected(ProcessProfile profile, int level, CancellationToken cancellationToken, string word)
    {
        Assert.That(profile.Target.Name, Is.EqualTo("true"));
        Assert.That(cancellationToken.IsCancellationRequested, Is.False);
        Assert.That((level, word), Is.EqualTo((1, "2")));
    }

    [ProfileProcess("true")]
    [ProfileCase("a")]
    public void With_defaults(string word, int level = 7, ProcessProfile? profile = null)
    {
        Assert.That(profile, Is.Not.Null);
        Assert.That((word, level), Is.EqualTo(("a", 7)));
    }

    [ProfileProcess(CommandFrom = nameof(EchoAll))]
    [ProfileCase("a")]
    [ProfileCase("a", "b", "c")]
    public void With_params(ProcessProfile profile, string first, params string[] rest) =>
        Assert.That(profile.Target.Arguments, Is.EqualTo((string[])[first, .. rest]));

    [ProfileProcess("true")]
    [ProfileCase(1)]
    [ProfileCase("a")]
    public void Generic<T>(T value, ProcessProfile profile) => Assert.That((value!.GetType(), profile.Target.Name), Is.EqualTo((typeof(T), "true")));

    [ProfileProcess(CommandFrom = nameof(Echo))]
    public void Combined([Values("a", "b")] string text) => Assert.That(text, Is.AnyOf("a", "b"));

    [ProfileProcess("true")]
    public void Overloaded(ProcessProfile profile) => Assert.That(profile.ExitCode, Is.Zero);

    [ProfileProcess("true")]
    public void Overloaded(CancellationToken cancellationToken) => cancellationToken.ThrowIfCancellationRequested();

    private static Command Echo(string? text) => Cli.Wrap("echo").WithArguments([text ?? "null"]);

    private static Command EchoOpaque(object opaque) => Cli.Wrap("echo").WithArguments(((Opaque)opaque).Word);

    private static Command EchoAll(string first, params string[] rest) => Cli.Wrap("echo").WithArguments([first, .. rest]);

    private sealed class Opaque(string word)
    {
        internal string Word { get; } = word;

        public override string ToString() => "opaque";
    }
}

public static class OtherRows
{
    public static IEnumerable<string> Words => ["one", "two"];
}
