using System.Diagnostics;
using CliWrap.Builders;
using CsCheck;
using RunScope.Testing.Hosting;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

[Collection(RealProcesses.Name)]
public sealed class ArgumentStringTests
{
    private const string Telling = "\"\\ \ta'\n";

    // Mostly what the rules are about, now and then any other character.
    private static readonly Gen<char> Character = Gen.Frequency((8, Gen.Int[0, Telling.Length - 1].Select(i => Telling[i])), (1, Gen.Char['!', '\ud7ff']));

    [Fact]
    public void Splitting_gives_back_whatever_CliWrap_has_escaped() =>
        Character.Array[0, 12].Select(c => new string(c)).Array[0, 6].Sample(arguments =>
            ArgumentString.Split(new ArgumentsBuilder().Add(arguments).Build()).ShouldBe(arguments));

    [Fact]
    public void Splitting_takes_any_text() =>
        Character.Array[0, 40].Select(c => new string(c)).Sample(text => ArgumentString.Split(text).Sum(a => a.Length) <= text.Length);

    [Fact]
    public void Splitting_does_what_dotnet_does() =>
        Character.Where(c => c is > ' ' and < '\u007f' or ' ' or '\t').Array[0, 24].Select(c => new string(c))
            .Sample(text => ArgumentString.Split(text).ShouldBe(SplitByDotNet(text)), iter: 150, threads: 1);

    [Theory]
    [InlineData("")]
    [InlineData("   \t ")]
    [InlineData("\"")]
    [InlineData("\"\"")]
    [InlineData("\"\"\"")]
    [InlineData("\"\"\"\"")]
    [InlineData("a\"\"b")]
    [InlineData("\"a\"\"b\"")]
    [InlineData("\\\\\"a b\\\\\" c")]
    [InlineData("\\\\\\\"a b")]
    [InlineData("\"a\\")]
    [InlineData("a\\\\ \\")]
    [InlineData("\"a\" \"b\"c \"d\"\t\"e\"")]
    [InlineData("ä\u00a0ö 日 \"本 語\"")]
    [InlineData("line\nbreak \"quoted\nbreak\"")]
    public void Splitting_nasty_strings_does_what_dotnet_does(string text) =>
        ArgumentString.Split(text).ShouldBe(SplitByDotNet(text));

    // .NET has no public parser: a real process says what it was given. The "x" tells no argument from an empty one.
    private static string[] SplitByDotNet(string text)
    {
        using var process = Process.Start(new ProcessStartInfo("printf", @"%s\0 x " + text) { RedirectStandardOutput = true, StandardOutputEncoding = System.Text.Encoding.UTF8 })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Split('\0')[1..^1];
    }
}
