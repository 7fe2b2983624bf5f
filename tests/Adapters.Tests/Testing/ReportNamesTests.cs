using RunScope.Testing.Tests.One;

namespace RunScope.Testing.Tests
{
    public sealed class ReportNamesTests
    {
        [Theory]
        [InlineData("Fast", null, "ReportNamesTests.Fast")]
        [InlineData("Fast(9)", null, "ReportNamesTests.Fast(9)")]
        [InlineData("Fast", "chosen", "chosen")]
        [InlineData("Fast(9)", "chosen", "chosen(9)")]
        [InlineData("in its author's words", "chosen", "chosen.in its author's words")]
        public void A_report_is_named_for_its_class_method_and_row(string test, string? chosen, string name) =>
            ReportNames.Of(typeof(ReportNamesTests), "Fast", test, chosen).ShouldBe(name);

        [Fact]
        public void Classes_with_the_same_name_are_told_apart_by_their_namespaces_and_outer_classes()
        {
            ReportNames.Of(typeof(Namesake), "Fast", "Fast", null).ShouldBe("RunScope.Testing.Tests.One.Namesake.Fast");
            ReportNames.Of(typeof(Two.Outer.Namesake), "Fast", "Fast", null).ShouldBe("RunScope.Testing.Tests.Two.Outer.Namesake.Fast");
        }
    }
}

namespace RunScope.Testing.Tests.One
{
    internal static class Namesake;
}

namespace RunScope.Testing.Tests.Two
{
    internal static class Outer
    {
        internal static class Namesake;
    }
}
