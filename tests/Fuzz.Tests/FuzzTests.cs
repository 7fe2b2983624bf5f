using RunScope.Testing.Tests.Fuzzing;
using RunScope.Testing.Tests.Parsers;

namespace RunScope.Testing.Tests;

/// <summary>Every parser against inputs that nobody meant it for: it reads them right or refuses them in words, in bounded time and memory.</summary>
public class FuzzTests
{
    private static readonly Dictionary<string, FuzzTarget> Targets = new FuzzTarget[][] { ProcTargets.All, ProtocolTargets.All, JsonTargets.All, TextTargets.All }.SelectMany(t => t).ToDictionary(t => t.Name);

    public static TheoryData<string> Names => [.. Targets.Keys];

    internal static FuzzTarget Of(string parser) => Targets[parser];

    [Theory, MemberData(nameof(Names))]
    public void Whatever_it_is_given_a_parser_reads_right_or_refuses(string parser) => FuzzRun.Quick(Of(parser));
}

/// <summary>The same for hours, if need be; see <c>./test.sh --long</c>.</summary>
[Trait("Category", "Long")]
public class LongFuzzTests
{
    public static TheoryData<string> Names => FuzzTests.Names;

    [Theory, MemberData(nameof(Names))]
    public void Whatever_it_is_given_a_parser_reads_right_or_refuses(string parser) => FuzzRun.Long(FuzzTests.Of(parser));
}
