namespace RunScope.Testing.Tests;

public sealed class FixTests
{
    [Theory]
    [InlineData("RSCOPE002", "[ProfileProcess(\"true\"), OnCpu(AtMost = 1), ThreadState(TaskState.Running, AtLeast = 60 /* percent */)] public void Test() { }", "AtLeast = 0.60 /* percent */")]
    [InlineData("RSCOPE002", "[ProfileProcess(\"true\"), ThreadState(TaskState.Running, AtMost = 2.5)] public void Test() { }", "AtMost = 0.025)")]
    [InlineData("RSCOPE003", "[ProfileProcess(\"true\"), WallTime(AtMost = \"5 sec\")] public void Test() { }", "AtMost = \"5s\"")]
    [InlineData("RSCOPE003", "[ProfileProcess(\"true\"), CpuTime(AtMost = \"1,5 Minutes\")] public void Test() { }", "AtMost = \"1.5m\"")]
    [InlineData("RSCOPE003", "[ProfileProcess(\"true\"), CpuTime(AtMost = \"1 hour 30 mins\")] public void Test() { }", "AtMost = \"1h30m\"")]
    [InlineData("RSCOPE003", "[ProfileProcess(\"true\"), CpuTime(AtMost = \"00:01:30\")] public void Test() { }", "AtMost = \"1m30s\"")]
    [InlineData("RSCOPE003", "[ProfileProcess(\"true\", TimeLimit = \"30S\")] public void Test() { }", "TimeLimit = \"30s\"")]
    [InlineData("RSCOPE009", "[ProfileProcess(\"true\"), OnCpu(AtMost = 1, Threads = \"compression-worker-*\")] public void Test() { }", "Threads = \"compression-wor\"")]
    [InlineData("RSCOPE010", "private Command MakeServer() => Cli.Wrap(\"a\"); private Command Other => Cli.Wrap(\"b\"); [ProfileProcess(CommandFrom = \"MakeSever\")] public void Test() { }", "CommandFrom = nameof(MakeServer)")]
    [InlineData("RSCOPE010", "private Command Make() => Cli.Wrap(\"a\"); private string Text => \"\"; [ProfileProcess(CommandFrom = nameof(Text))] public void Test() { }", "CommandFrom = nameof(Make)")]
    [InlineData("RSCOPE011", "private Command Make() => Cli.Wrap(\"a\"); [ProfileProcess(CommandFrom = \"Make\")] public void Test() { }", "CommandFrom = nameof(Make)")]
    [InlineData("RSCOPE011", "private Command Old() => Cli.Wrap(\"a\"); [ProfileProcess(\"true\"), NoRegression(ReferenceFrom = \"Old\")] public void Test() { }", "ReferenceFrom = nameof(Old)")]
    [InlineData("RSCOPE013", "[ProfileProcess(\"true\")] public async void Test() => await Task.Yield();", "public async Task Test()")]
    [InlineData("RSCOPE018", "[ProfileProcess(\"true\"), NoRegression(MinEffect = 2.5)] public void Test() { }", "MinEffect = 0.025")]
    [InlineData("RSCOPE019", "private Command Old() => Cli.Wrap(\"a\"); private Command New() => Cli.Wrap(\"b\"); [ProfileProcess(\"true\"), NoRegression(ReferenceFrom = \"Olt\")] public void Test() { }", "ReferenceFrom = nameof(Old)")]
    public async Task The_obvious_fix_is_offered_and_what_it_makes_compiles(string id, string body, string expected)
    {
        var (_, code) = (await Fixed.OfAsync(id, body)).ShouldHaveSingleItem();

        code.ShouldContain(expected);
    }

    [Fact]
    public async Task A_number_without_a_unit_may_be_seconds_or_milliseconds() =>
        (await Fixed.OfAsync("RSCOPE003", "[ProfileProcess(\"true\"), WallTime(AtMost = \"500\")] public void Test() { }"))
            .Select(f => f.Title).ShouldBe(["Write \"500s\"", "Write \"500ms\""]);

    [Theory]
    [InlineData("64 mb", "\"64MB\"")]
    [InlineData("1,5 gigabytes", "\"1.5GB\"")]
    [InlineData("64mib", "\"64MiB\"")]
    [InlineData("64M", "\"64MB\"", "\"64MiB\"")]
    [InlineData("64")]
    [InlineData("1,500MB")]
    [InlineData("large")]
    public async Task A_size_is_mended_where_its_unit_is_known(string size, params string[] expected) =>
        (await Fixed.OfAsync("RSCOPE004", $"[ProfileProcess(\"true\"), PeakMemory(AtMost = \"{size}\")] public void Test() {{ }}"))
            .Select(f => f.Title).ShouldBe(expected.Select(e => $"Write {e}"));

    [Theory]
    [InlineData("RSCOPE002", "[ProfileProcess(\"true\"), ThreadState(TaskState.Running, AtMost = 600)] public void Test() { }")]
    [InlineData("RSCOPE002", "private const double Most = 60; [ProfileProcess(\"true\"), ThreadState(TaskState.Running, AtMost = Most)] public void Test() { }")]
    [InlineData("RSCOPE003", "[ProfileProcess(\"true\"), WallTime(AtMost = \"soon\")] public void Test() { }")]
    [InlineData("RSCOPE003", "[ProfileProcess(\"true\"), WallTime(AtMost = \"5 fortnights\")] public void Test() { }")]
    [InlineData("RSCOPE003", "[ProfileProcess(\"true\"), WallTime(AtMost = \"1,500ms\")] public void Test() { }")]
    [InlineData("RSCOPE003", "[ProfileProcess(\"true\"), WallTime(AtMost = \"1m 2,250s\")] public void Test() { }")]
    [InlineData("RSCOPE009", "[ProfileProcess(\"true\"), OnCpu(AtMost = 1, Threads = \"*-compression-worker\")] public void Test() { }")]
    [InlineData("RSCOPE009", "[ProfileProcess(\"true\"), OnCpu(AtMost = 1, Threads = \"pool-*-compression-worker\")] public void Test() { }")]
    [InlineData("RSCOPE013", "public partial class Inner { [ProfileProcess(\"true\")] public partial void Test(); public async partial void Test() => await Task.Yield(); }")]
    [InlineData("RSCOPE013", "public abstract class Base { public abstract void Test(); } public class Derived : Base { [ProfileProcess(\"true\")] public override async void Test() => await Task.Yield(); }")]
    [InlineData("RSCOPE013", "public interface ITest { void Test(); } public class Inner : ITest { [ProfileProcess(\"true\")] public async void Test() => await Task.Yield(); }")]
    [InlineData("RSCOPE013", "public class Inner { [ProfileProcess(\"true\")] public virtual async void Test() => await Task.Yield(); } public class Derived : Inner { public override void Test() { } }")]
    [InlineData("RSCOPE009", "[ProfileProcess(\"true\"), OnCpu(AtMost = 1, Threads = \"\")] public void Test() { }")]
    [InlineData("RSCOPE018", "private const double Least = 3; [ProfileProcess(\"true\"), NoRegression(MinEffect = Least)] public void Test() { }")]
    [InlineData("RSCOPE018", "[ProfileProcess(\"true\"), NoRegression(MaxRuns = 3)] public void Test() { }")]
    [InlineData("RSCOPE010", "private Command First => Cli.Wrap(\"a\"); private Command Second => Cli.Wrap(\"b\"); [ProfileProcess(CommandFrom = \"Compressor\")] public void Test() { }")]
    public async Task Nothing_is_offered_where_nothing_is_obvious(string id, string body) => (await Fixed.OfAsync(id, body)).ShouldBeEmpty();

    [Fact]
    public void Every_rule_that_suggests_has_its_fix() =>
        Rules.Fixes.SelectMany(f => f.FixableDiagnosticIds).ShouldBe(["RSCOPE002", "RSCOPE003", "RSCOPE004", "RSCOPE009", "RSCOPE010", "RSCOPE011", "RSCOPE013", "RSCOPE018", "RSCOPE019"], ignoreOrder: true);
}
