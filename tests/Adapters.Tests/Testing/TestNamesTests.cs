namespace RunScope.Testing.Tests;

public sealed class TestNamesTests
{
    [Theory]
    [InlineData("Fast(\"é 😀 <&>\")", "Fast(\"é 😀 <&>\")")]
    [InlineData("", "")]
    public void A_name_that_can_be_written_stays(string name, string written) => TestNames.Writable(name).ShouldBe(written);

    [Fact]
    public void Half_surrogate_pairs_are_spelled_out() => TestNames.Writable("a\ud83d b\ude00\ud83d\ude00\ud83d").ShouldBe("a\\ud83d b\\ude00\ud83d\ude00\\ud83d");
}
