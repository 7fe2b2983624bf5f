namespace RunScope.Testing.Tests;

public sealed class TestRuleTests
{
    private const string Members = """
        public Command Property => Cli.Wrap("true");
        private static Command Method() => Cli.Wrap("true");
        private Command OfLevel(int level) => Cli.Wrap("true");
        private Command WithDefault(int level = 1) => Cli.Wrap("true");
        private string Text => "true";
        private Command Field = Cli.Wrap("true");
        private Command Twice() => Cli.Wrap("true");
        private Command Twice(int level) => Cli.Wrap("true");

        """;

    [Theory]
    [InlineData("CommandFrom = nameof(Text)", "RSCOPE010", "CommandFrom = \"Text\": it gives string, not a CliWrap Command")]
    [InlineData("CommandFrom = nameof(Field)", "RSCOPE010", "CommandFrom = \"Field\": Tests has no method or property of that name")]
    [InlineData("CommandFrom = \"Metod\"", "RSCOPE010", "CommandFrom = \"Metod\": Tests has no method or property of that name")]
    [InlineData("CommandFrom = nameof(OfLevel)", "RSCOPE010", "CommandFrom = \"OfLevel\": it takes 1 parameters, and the test's data rows have 0")]
    [InlineData("CommandFrom = nameof(Twice)", "RSCOPE010", "CommandFrom = \"Twice\": Tests has 2 members of that name; it takes exactly one")]
    [InlineData("CommandFrom = \"Method\"", "RSCOPE011", "CommandFrom = \"Method\": write nameof(Method), which follows when the member is renamed")]
    [InlineData("", "RSCOPE012", "Test: nothing says what to profile: write [ProfileProcess(\"file\", \"argument\")], set CommandFrom = nameof(Member), or return a CliWrap Command from the test")]
    [InlineData("\"true\", CommandFrom = nameof(Method)", "RSCOPE012", "Test: the command comes from the attribute's file name and from CommandFrom; keep one")]
    [InlineData("\" \"", "RSCOPE012", "Test: the file name is empty")]
    [InlineData("\"true\", Runs = 0", "RSCOPE016", "Runs = 0; it takes 1 to 100000")]
    [InlineData("\"true\", WarmupRuns = -1", "RSCOPE016", "WarmupRuns = -1; it takes 0 to 100000")]
    [InlineData("\"true\", SampleRate = 1001", "RSCOPE016", "SampleRate = 1001; it takes 1 to 1000 rounds per second, or 0 for the default")]
    [InlineData("\"true\", Engine = (EngineChoice)77", "RSCOPE016", "Engine = 77, which is none of Auto, Procfs")]
    [InlineData("\"true\", Environment = [\"A=1\", \"=nameless\"]", "RSCOPE016", "Environment has \"=nameless\": write \"NAME=value\"")]
    [InlineData("\"true\", ReportName = \"../elsewhere\"", "RSCOPE016", "ReportName = \"../elsewhere\" is not a plain file name: use letters, digits, '.', '_' and '-', and begin with none of '.' and '-'")]
    [InlineData("\"true\", TimeLimit = \"0s\"", "RSCOPE016", "TimeLimit = \"0s\"; it takes 1 ms to 168 h")]
    [InlineData("\"true\", TimeLimit = \"200h\"", "RSCOPE016", "TimeLimit = \"200h\"; it takes 1 ms to 168 h")]
    [InlineData("\"true\", TimeLimit = \"fast\"", "RSCOPE003", "ProfileProcess.TimeLimit: \"fast\" is not a duration: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("\"true\", Threads = \"a-name-of-18-bytes\"", "RSCOPE009", "Threads = \"a-name-of-18-bytes\" can never match: the kernel keeps 15 bytes of a name and this needs 18: write \"a-name-of-18-by\"")]
    public async Task A_declaration_that_cannot_work_is_refused(string declaration, string id, string message)
    {
        foreach (var usings in new[] { Code.Xunit, Code.NUnit })
        {
            var found = (await Code.AnalyzeTestsAsync($"{Members}[ProfileProcess({declaration})]\npublic void Test() {{ }}", usings)).ShouldHaveSingleItem();

            found.Id.ShouldBe(id);
            found.GetMessage().ShouldStartWith(message);
        }
    }

    [Theory]
    [InlineData("public async void Test() => await Task.Yield();", "RSCOPE013", "Test is async void, so nobody could await it; let it return Task")]
    [InlineData("public int Test() => 1;", "RSCOPE014", "Test returns int; a profiled test returns void, Task, ValueTask, or the CliWrap Command to profile")]
    [InlineData("public void Test(RunningProcess running, ProcessProfile profile) { }", "RSCOPE014", "Test takes a RunningProcess and a ProcessProfile; the profile only exists when the process has ended: keep one")]
    [InlineData("public void Test(int level) { }", "RSCOPE015", "nothing fills the parameter 'level' of Test: add data rows, or take a ProcessProfile, a RunningProcess or a CancellationToken")]
    public async Task A_signature_that_cannot_work_is_refused(string method, string id, string message)
    {
        foreach (var usings in new[] { Code.Xunit, Code.NUnit })
        {
            var found = (await Code.AnalyzeTestsAsync($"[ProfileProcess(\"true\")]\n{method}", usings)).ShouldHaveSingleItem();

            found.Id.ShouldBe(id);
            found.GetMessage().ShouldBe(message);
        }
    }

    [Fact]
    public async Task A_test_that_returns_its_command_cannot_take_its_profile()
    {
        var found = (await Code.AnalyzeTestsAsync("[ProfileProcess] public Command Test(ProcessProfile profile) => Cli.Wrap(\"true\");")).ShouldHaveSingleItem();

        found.Id.ShouldBe("RSCOPE014");
        found.GetMessage().ShouldStartWith("Test returns the Command to profile, so it can't be given its profile or its process");
    }

    [Theory]
    [InlineData(false, "InlineData", "a data row has 0 values; nothing fills the parameter 'level' of Test")]
    [InlineData(false, "InlineData(1, 2)", "a data row has 2 values; Test takes 1 (ProcessProfile, RunningProcess and CancellationToken are filled by the harness)")]
    [InlineData(true, "ProfileCase", "a data row has 0 values; nothing fills the parameter 'level' of Test")]
    [InlineData(true, "ProfileCase(1, 2)", "a data row has 2 values; Test takes 1 (ProcessProfile, RunningProcess and CancellationToken are filled by the harness)")]
    public async Task A_data_row_that_does_not_fit_is_refused(bool nunit, string row, string message)
    {
        var found = await Code.AnalyzeTestsAsync($"[ProfileProcess(\"true\")]\n[{row}]\npublic void Test(int? level, ProcessProfile profile) {{ }}", nunit ? Code.NUnit : Code.Xunit);

        found.ShouldHaveSingleItem().Id.ShouldBe("RSCOPE015");
        found[0].GetMessage().ShouldBe(message);
    }

    [Theory]
    [InlineData("[ProfileProcess(\"gzip\", \"-9\", Runs = 3, WarmupRuns = 0, SampleRate = 0, TimeLimit = \"7h\", Engine = EngineChoice.Procfs, Environment = [\"A=\"], ReportName = \"Gzip.slow-1\")] public void Test() { }")]
    [InlineData("[ProfileProcess(\"true\", Threads = \"Main\", Processes = \"dotnet\")] public async Task Test(RunningProcess running, CancellationToken ct) => await Task.Delay(1, ct);")]
    [InlineData("[ProfileProcess(\"true\")] public ValueTask<int> Test(ProcessProfile profile) => new(1);")]
    [InlineData("[ProfileProcess(CommandFrom = nameof(Property))] public void Test() { }")]
    [InlineData("[ProfileProcess(CommandFrom = nameof(WithDefault))] public void Test() { }")]
    [InlineData("[ProfileProcess] public Command Test(CancellationToken ct) => Cli.Wrap(\"true\");")]
    [InlineData("[ProfileProcess(\"true\")] public void Test(int level = 1) { }")]
    [InlineData("[ProfileProcess(\"true\")] public void Test(params string[] rest) { }")]
    [InlineData("[ProfileProcess(\"true\"), InlineData(1, \"a\", \"b\")] public void Test(int level, params string[] rest) { }")]
    [InlineData("[ProfileProcess(CommandFrom = nameof(Factory.Method))] public void Test() { } public class Factory { public static Command Method() => null!; }")]
    public async Task A_declaration_that_works_is_not_mentioned(string test) => (await Code.AnalyzeTestsAsync(Members + test)).ShouldBeEmpty();

    [Theory]
    [InlineData(false, "[InlineData(1)]")]
    [InlineData(false, "[InlineData(null)]")]
    [InlineData(false, "[MemberData(nameof(Rows))]")]
    [InlineData(true, "[ProfileCase(1)]")]
    [InlineData(true, "[ProfileCase(null)]")]
    [InlineData(true, "[TestCase(1)]")]
    [InlineData(true, "[TestCaseSource(nameof(Rows))]")]
    public async Task Data_rows_fill_what_the_harness_does_not(bool nunit, string row) => (await Code.AnalyzeTestsAsync(
        $"{Members}public static IEnumerable<object?[]> Rows => [[1]];\n[ProfileProcess(CommandFrom = nameof(OfLevel))]\n{row}\npublic void Test(int level, ProcessProfile? profile = null) {{ }}",
        nunit ? Code.NUnit : Code.Xunit)).ShouldBeEmpty();

    [Theory]
    [InlineData("public abstract class Base { protected abstract Command Make(); [ProfileProcess(CommandFrom = nameof(Make))] public void Test() { } }")]
    [InlineData("public class Base { protected static Command Make() => null!; } public class Derived : Base { [ProfileProcess(CommandFrom = nameof(Make))] public void Test() { } }")]
    [InlineData("public class Base { private static Command Make() => null!; } public class Derived : Base { [ProfileProcess(CommandFrom = \"Make\")] public void Test() { } }")]
    [InlineData("public abstract class Base { [ProfileProcess(CommandFrom = \"OfDerived\")] public void Test() { } }")]
    public async Task A_member_of_a_base_or_of_whoever_derives_gives_the_command(string body) => (await Code.AnalyzeTestsAsync(body)).ShouldBeEmpty();
}
