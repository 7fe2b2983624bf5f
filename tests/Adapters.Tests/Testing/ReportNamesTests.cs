using RunScope.Testing.Reporting;
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

            ReportNames.Claim(folder, "name", "first", "Tests").ShouldBe("name");
            ReportNames.Claim(folder, "name", "second", "Tests").ShouldBe("name #2");
            ReportNames.Claim(folder, "name", "third", "Tests").ShouldBe("name #3");
            ReportNames.Claim(folder, "name", "second", "Tests").ShouldBe("name #2");
            ReportNames.Claim(folder, "name", "first", "Tests").ShouldBe("name");
            ReportNames.Claim(Path.GetRandomFileName(), "name", "second", "Tests").ShouldBe("name");
        }

        [Fact]
        public void A_report_of_another_assembly_keeps_its_name()
        {
            var folder = Directory.CreateTempSubdirectory("report-names-");
            try
            {
                foreach (var taken in (string[])["name", "(5)"])
                {
                    RunIndex.Put(folder.FullName, taken, new IndexEntry
                    {
                        Test = "test",
                        Class = "Class",
                        Assembly = "Other",
                        Outcome = IndexOutcome.Passed,
                        WrittenAt = DateTimeOffset.UtcNow,
                        Session = IndexSession.Current,
                    }).ShouldBeNull();
                }

                ReportNames.Claim(folder.FullName, "name", "first", "Tests").ShouldBe("Tests.name");
                ReportNames.Claim(folder.FullName, "name", "first", "Tests").ShouldBe("Tests.name");
                ReportNames.Claim(folder.FullName, "(5)", "first", "Tests").ShouldBe("Tests.(5)");
                ReportNames.Claim(folder.FullName, "free", "first", "Tests").ShouldBe("free");
            }
            finally
            {
                folder.Delete(recursive: true);
            }
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
