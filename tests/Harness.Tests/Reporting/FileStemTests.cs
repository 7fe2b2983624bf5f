using System.Text;
using CsCheck;
using RunScope.Testing.Files;

namespace RunScope.Testing.Tests.Reporting;

public class FileStemTests
{
    // Few characters, so that names which sanitise alike are common.
    private static readonly Gen<string> CloseNames = Gen.Char["ab_-./: 0\u0301é"].Array[0, 6].Select(chars => new string(chars));

    [Theory]
    [InlineData("Compressing_is_cpu_bound")]
    [InlineData("Samples.Compression.It-works2")]
    [InlineData("Überprüfung")]
    public void A_plain_name_stays_as_it_is(string name) => FileStem.From(name).ShouldBe(name);

    [Theory]
    [InlineData("Sums(a: 1, b: \"x/y\")", "Sums_a_1_b_x_y_-")]
    [InlineData("../../etc/passwd", "_._.._etc_passwd-")]
    [InlineData("..", "_.-")]
    [InlineData("-rf", "_rf-")]
    [InlineData("", "_-")]
    public void A_name_that_no_file_should_have_is_changed_and_ends_in_a_hash(string name, string start)
    {
        var stem = FileStem.From(name);

        stem.ShouldStartWith(start);
        stem.Length.ShouldBe(start.Length + 12);
    }

    [Fact]
    public void The_hash_is_the_same_in_every_process() => FileStem.From("a/b").ShouldBe("a_b-6df7cee24c76");

    [Fact]
    public void Two_names_that_sanitise_alike_do_not_share_a_file()
    {
        string[] names = ["a/b", "a:b", "a b", "a_b", "a__b", "a\u0000b", "a\ud800b", "a\udc00b"];

        names.Select(FileStem.From).ShouldBeUnique();
    }

    [Fact]
    public void Long_names_that_differ_at_their_end_do_not_share_a_file()
    {
        var name = new string('é', 400);

        FileStem.From(name + "1").ShouldNotBe(FileStem.From(name + "2"));
    }

    [Fact]
    public void A_test_that_is_named_like_a_companion_of_another_report_has_files_of_its_own()
    {
        FileStem.From("Import.verdict").ShouldNotBe("Import.verdict");
        FileStem.From("Import.run2").ShouldNotBe("Import.run2");
        FileStem.From(FileStem.From("a/b")).ShouldNotBe(FileStem.From("a/b"));
    }

    [Fact]
    public void Every_name_gives_one_short_visible_file_name() => Gen.String.Sample(name =>
    {
        var stem = FileStem.From(name);
        return stem.Length > 0
            && Encoding.UTF8.GetByteCount(stem) <= PlainName.MaxBytes
            && stem[0] is not '.'
            && stem.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-')
            && FileStem.From(name) == stem;
    });

    [Fact]
    public void Different_names_give_different_stems() => Gen.Select(CloseNames, CloseNames).Sample(
        (left, right) => left == right || FileStem.From(left) != FileStem.From(right),
        iter: 20_000);
}
