using System.Collections;
using CliWrap;
using RunScope.Testing;

namespace Samples;

/// <summary>Every kind of row that xUnit has.</summary>
public class RowKinds
{
    private static readonly string Long = new('x', 300);

    public static TheoryData<int> Members => new(1, 2);

    // Not in an attribute: metadata can't hold it.
    public static IEnumerable<object[]> Halves => [["half \ud800"]];

    public static IEnumerable<object[]> LongRows => [[Long + "1"], [Long + "2"]];

    // Not serializable, and shown alike: found when the test runs, and told apart by their reports.
    public static IEnumerable<object[]> Alike => [[new Opaque("a")], [new Opaque("b")]];

    public static IEnumerable<object[]> BrokenRows => throw new InvalidOperationException("no rows today");

    public static IEnumerable<object[]> LateRows => [["a", new Opaque("a"), "b", "c"], ["a"]];

    [ProfileProcess("true")]
    [MemberData(nameof(Members))]
    public void From_a_member(int level, ProcessProfile? profile = null) => Assert.InRange(level, 1, profile is null ? 0 : 2);

    [ProfileProcess("true")]
    [ClassData(typeof(ClassRows))]
    public void From_a_class(int level, string word) => Assert.Equal(level, word.Length);

    [ProfileProcess(CommandFrom = nameof(Echo))]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" a\"b'\\ <&> é \u2028 \u202e")]
    [InlineData("\u0001\u001b[31m\n\t\u007f")]
    public void Odd(string? text, ProcessProfile profile) => Assert.Equal(text ?? "null", profile.Target.Arguments[0]);

    [ProfileProcess("true")]
    [InlineData("nul \0")]
    [MemberData(nameof(Halves))]
    public void Not_text(string text) => Assert.NotNull(text);

    [ProfileProcess("true")]
    [MemberData(nameof(LongRows))]
    public void Very_long(string text) => Assert.Equal(301, text.Length);

    [ProfileProcess(CommandFrom = nameof(EchoOpaque))]
    [MemberData(nameof(Alike))]
    public void Shown_alike(object opaque, ProcessProfile profile) => Assert.Equal(((Opaque)opaque).Word, profile.Target.Arguments[0]);

    [ProfileProcess("true")]
    [InlineData(1, "2")]
    public void After_what_is_injected(ProcessProfile profile, int level, CancellationToken cancellationToken, string word)
    {
        Assert.Equal("true", profile.Target.Name);
        Assert.False(cancellationToken.IsCancellationRequested);
        Assert.Equal((1, "2"), (level, word));
    }

    [ProfileProcess("true")]
    [InlineData("a")]
    public void With_defaults(string word, int level = 7, ProcessProfile? profile = null)
    {
        Assert.NotNull(profile);
        Assert.Equal(("a", 7), (word, level));
    }

    [ProfileProcess(CommandFrom = nameof(EchoAll))]
    [InlineData("a")]
    [InlineData("a", "b", "c")]
    public void With_params(ProcessProfile profile, string first, params string[] rest) => Assert.Equal([first, .. rest], [.. profile.Target.Arguments]);

    [ProfileProcess(CommandFrom = nameof(EchoRest))]
    public void With_params_and_no_row(ProcessProfile profile, params string[] rest) => Assert.Equal((1, 0), (profile.Target.Arguments.Length, rest.Length));

    [ProfileProcess("true")]
    [InlineData(1)]
    [InlineData("a")]
    public void Generic<T>(T value, ProcessProfile profile) => Assert.Equal((typeof(T), "true"), (value!.GetType(), profile.Target.Name));

    [ProfileProcess("true")]
    [InlineData(1, Skip = "this row waits")]
    [InlineData(2)]
    public void Skipped_by_row(int level) => Assert.Equal(2, level);

    [ProfileProcess("true", Skip = "all wait")]
    [InlineData(1)]
    public void Skipped_whole(int level) => Assert.Fail($"The body ran, with {level}.");

    [ProfileProcess("true")]
    [MemberData(nameof(BrokenRows))]
    public void From_a_broken_member(int level) => Assert.Fail($"The body ran, with {level}.");

    [ProfileProcess("true")]
    [MemberData(nameof(LateRows))]
    public void Late_with_params(string first, object opaque, params string[] rest) => Assert.Equal(("a", "b,c"), (first, string.Join(',', rest)));

    [ProfileProcess("true", DisplayName = "a name (of the author's own)")]
    [InlineData(1)]
    public void Named(int level) => Assert.Equal(1, level);

    private static Command Echo(string? text) => Cli.Wrap("echo").WithArguments([text ?? "null"]);

    private static Command EchoOpaque(object opaque) => Cli.Wrap("echo").WithArguments(((Opaque)opaque).Word);

    private static Command EchoAll(string first, params string[] rest) => Cli.Wrap("echo").WithArguments([first, .. rest]);

    private static Command EchoRest(params string[] rest) => Cli.Wrap("echo").WithArguments(["rest", .. rest]);

    private sealed class ClassRows : IEnumerable<object[]>
    {
        public IEnumerator<object[]> GetEnumerator() => ((IEnumerable<object[]>)[[1, "a"], [2, "bb"]]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Opaque(string word)
    {
        internal string Word { get; } = word;

        public override string ToString() => "opaque";
    }
}
