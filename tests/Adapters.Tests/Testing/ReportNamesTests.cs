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
            ReportNames.Of(typeof(ReportNamesTests), "", "Fast", test, chosen).ShouldBe(name);

        [Fact]
        public void Classes_with_the_same_name_are_told_apart_by_their_namespaces_and_outer_classes()
        {
            ReportNames.Of(typeof(Namesake), "", "Fast", "Fast", null).ShouldBe("RunScope.Testing.Tests.One.Namesake.Fast");
            ReportNames.Of(typeof(Two.Outer.Namesake), "", "Fast", "Fast", null).ShouldBe("RunScope.Testing.Tests.Two.Outer.Namesake.Fast");
        }

        [Theory]
        [InlineData(null, "ReportNamesTests(5).Fast(9)")]
        [InlineData("chosen", "chosen(5)(9)")]
        public void Fixtures_of_one_class_are_told_apart_by_their_arguments(string? chosen, string name) =>
            ReportNames.Of(typeof(ReportNamesTests), "(5)", "Fast", "Fast(9)", chosen).ShouldBe(name);

        [Fact]
        public void Closed_generic_classes_are_told_apart_by_their_types() =>
            ReportNames.Of(typeof(Generic<int>), "", "Fast", "Fast", null).ShouldBe("Generic<System.Int32>.Fast");

        [Fact]
        public void A_name_is_one_tests_alone_and_it_keeps_it()
        {
            var folder = Path.GetRandomFileName();

            ReportNames.Claim(folder, "name", "first").ShouldBe("name");
            ReportNames.Claim(folder, "name", "second").ShouldBe("name #2");
            ReportNames.Claim(folder, "name", "third").ShouldBe("name #3");
            ReportNames.Claim(folder, "name", "second").ShouldBe("name #2");
            ReportNames.Claim(folder, "name", "first").ShouldBe("name");
            ReportNames.Claim(Path.GetRandomFileName(), "name", "second").ShouldBe("name");
        }

        private static class Generic<T>;
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
