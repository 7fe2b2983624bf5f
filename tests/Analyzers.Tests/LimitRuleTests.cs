namespace RunScope.Testing.Tests;

public sealed class LimitRuleTests
{
    [Theory]
    [InlineData("ThreadState(TaskState.Running, AtLeast = 60)", "RSCOPE002", "ThreadState.AtLeast: 60 is not a share: write 0.60 for 60 %")]
    [InlineData("ThreadState(TaskState.Running, AtMost = 1.5)", "RSCOPE002", "ThreadState.AtMost: 1.5 is not a share: write 0.015 for 1.5 %")]
    [InlineData("ThreadState(TaskState.Running, AtMost = -0.1)", "RSCOPE002", "ThreadState.AtMost: -0.1 is not a share: write a number from 0 to 1, such as 0.60 for 60 %")]
    [InlineData("ThreadState(TaskState.Running, AtMost = 100 + 1)", "RSCOPE002", "ThreadState.AtMost: 101 is not a share: write a number from 0 to 1, such as 0.60 for 60 %")]
    [InlineData("WallTime(AtMost = \"5 sec\")", "RSCOPE003", "WallTime.AtMost: \"5 sec\" has a unit that is none of h, min, m, s, ms, us, ns: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("CpuTime(AtLeast = \"5\")", "RSCOPE003", "CpuTime.AtLeast: \"5\" has a number without a unit: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("ThreadState(TaskState.Running, AtLeastTime = \"\")", "RSCOPE003", "ThreadState.AtLeastTime: \"\" is empty: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("OnCpu(AtLeast = -1)", "RSCOPE005", "OnCpu.AtLeast: -1 is no number of CPUs: write 0 or more")]
    [InlineData("OnCpu(AtMost = double.PositiveInfinity)", "RSCOPE005", "OnCpu.AtMost: infinity is no number of CPUs: write 0 or more")]
    [InlineData("ExitCode(0, 256)", "RSCOPE005", "ExitCode: 256 is no exit code: the kernel keeps 0 to 255")]
    [InlineData("ExitCode(-1)", "RSCOPE005", "ExitCode: -1 is no exit code: the kernel keeps 0 to 255")]
    [InlineData("WallTime", "RSCOPE006", "WallTime sets no bound: write AtLeast, AtMost or both")]
    [InlineData("WallTime(AtMost = null)", "RSCOPE006", "WallTime sets no bound: write AtLeast, AtMost or both")]
    [InlineData("OnCpu(AtLeast = double.NaN)", "RSCOPE006", "OnCpu sets no bound: write AtLeast, AtMost or both")]
    [InlineData("ThreadState(TaskState.Running)", "RSCOPE006", "ThreadState sets no bound: write AtLeast or AtMost for a share, AtLeastTime or AtMostTime for thread-seconds")]
    [InlineData("ThreadState(TaskState.Running, AtLeast = 0.5, AtMostTime = \"5s\")", "RSCOPE006", "ThreadState limits both a share and a time: write two attributes, one for each")]
    [InlineData("ThreadState(AtLeast = 0.5)", "RSCOPE008", "ThreadState names no state: write one or more, such as TaskState.DiskSleep")]
    [InlineData("ThreadState(TaskState.Zombie, AtLeast = 0.5)", "RSCOPE008", "ThreadState Zombie is no state that a living thread spends time in: limit WallTime, or another state")]
    [InlineData("ThreadState(TaskState.Running, TaskState.Running, AtLeast = 0.5)", "RSCOPE008", "ThreadState Running is named twice")]
    [InlineData("ThreadState((TaskState)99, AtLeast = 0.5)", "RSCOPE008", "ThreadState 99 is no TaskState")]
    [InlineData("ThreadState(TaskState.Running, AtLeast = 0.5, Threads = \"a-name-of-18-bytes\")", "RSCOPE009", "Threads = \"a-name-of-18-bytes\" can never match: the kernel keeps 15 bytes of a name and this needs 18: write \"a-name-of-18-by\"")]
    [InlineData("OnCpu(AtMost = 1, Processes = \"\")", "RSCOPE009", "Processes is empty: leave it out, or write a name such as \"worker-*\"")]
    [InlineData("WallTime(AtMost = \"5s\", Threads = \"worker-*\")", "RSCOPE009", "WallTime is of the whole process: leave Threads and Processes out")]
    public async Task A_limit_that_would_be_refused_at_discovery_is_an_error(string limit, string id, string message)
    {
        foreach (var usings in new[] { Code.Xunit, Code.NUnit })
        {
            var found = (await Code.AnalyzeTestsAsync($"[ProfileProcess(\"true\")]\n[{limit}]\npublic void Test() {{ }}", usings)).ShouldHaveSingleItem();

            found.Id.ShouldBe(id);
            found.GetMessage().ShouldBe(message);
        }
    }

    [Theory]
    [InlineData("ThreadState(TaskState.Running, TaskState.Runnable, AtLeast = 0.9)")]
    [InlineData("ThreadState(TaskState.Running, AtLeast = 0, AtMost = 1)")]
    [InlineData("ThreadState(TaskState.Running, AtLeast = double.NaN, AtMost = 60.0 / 100)")]
    [InlineData("ThreadState(TaskState.Stopped, TaskState.TracingStop, AtMostTime = \"1 min 30 s\", Threads = \"worker-*\", Processes = \"dotnet\")")]
    [InlineData("ThreadState(TaskState.Running, AtLeast = 0.5, Threads = \"Application\")")]
    [InlineData("ThreadState(TaskState.Running, AtLeast = 0.5, Threads = \"*exactly-15-byte*\")")]
    [InlineData("WallTime(AtLeast = \"0s\", AtMost = \"1h30m\")")]
    [InlineData("CpuTime(AtMost = Longest)")]
    [InlineData("OnCpu(AtLeast = 3.5)")]
    [InlineData("ExitCode")]
    [InlineData("ExitCode(0, 1, 255)")]
    public async Task A_limit_that_is_right_is_not_mentioned(string limit) =>
        (await Code.AnalyzeTestsAsync($"private const string Longest = \"30s\";\n[ProfileProcess(\"true\")]\n[{limit}]\npublic void Test() {{ }}")).ShouldBeEmpty();

    [Theory]
    [InlineData("PeakMemory(AtMost = \"64 mb\")", "RSCOPE004", "PeakMemory.AtMost: \"64 mb\" has a unit that is none of B, kB, MB, GB, TB, KiB, MiB, GiB, TiB: write \"64MB\", \"512KiB\" or \"1GiB\"")]
    [InlineData("PeakMemory(AtMost = \"5s\")", "RSCOPE004", "PeakMemory.AtMost: \"5s\" has a unit that is none of B, kB, MB, GB, TB, KiB, MiB, GiB, TiB: write \"64MB\", \"512KiB\" or \"1GiB\"")]
    [InlineData("PeakMemory(AtLeast = \"1GiB\", AtMost = \"64MB\")", "RSCOPE007", "PeakMemory at least 1GiB and PeakMemory at most 64MB can't both hold")]
    [InlineData("ThreadCount(AtMost = -1)", "RSCOPE005", "ThreadCount.AtMost: -1 is no number of threads: write a whole number, 0 or more")]
    [InlineData("ThreadCount(AtLeast = 2.5)", "RSCOPE005", "ThreadCount.AtLeast: 2.5 is no number of threads: write a whole number, 0 or more")]
    [InlineData("ContextSwitches(AtMost = 0.5)", "RSCOPE005", "ContextSwitches.AtMost: 0.5 is no number of switches: write a whole number, 0 or more")]
    [InlineData("DiskIo(AtMost = \"1MB\", Threads = \"worker\")", "RSCOPE009", "DiskIo is of the whole process: leave Threads and Processes out")]
    [InlineData("ThreadCount(AtLeast = 2)", null, null)]
    [InlineData("PeakMemory(AtLeast = \"64MB\", AtMost = \"1 GiB\")", null, null)]
    public async Task Sizes_and_counts_are_checked_as_well(string limit, string? id, string? message)
    {
        var found = (await Code.AnalyzeTestsAsync($"[ProfileProcess(\"true\"), {limit}] public void Test() {{ }}")).SingleOrDefault();

        (found?.Id, found?.GetMessage()).ShouldBe((id, message));
    }

    [Theory]
    [InlineData("[WallTime(AtLeast = \"5s\"), WallTime(AtMost = \"2s\")]", "WallTime at least 5s and WallTime at most 2s can't both hold")]
    [InlineData("[OnCpu(AtMost = 1)]\n[OnCpu(AtLeast = 2)]", "OnCpu at most 1 and OnCpu at least 2 can't both hold")]
    [InlineData("[ThreadState(TaskState.Running, AtLeast = 0.9), ThreadState(TaskState.Running, AtMost = 0.5, Threads = \"Application\")]", "Running at least 90.0 % and Running at most 50.0 % can't both hold")]
    [InlineData("[ThreadState(TaskState.Running, TaskState.Runnable, AtLeast = 0.9), ThreadState(TaskState.Runnable, TaskState.Running, AtMost = 0.5)]", "Running + Runnable at least 90.0 % and Runnable + Running at most 50.0 % can't both hold")]
    [InlineData("[ThreadState(TaskState.Running, AtLeast = 0.9), ThreadState(TaskState.Running, TaskState.Runnable, AtMost = 0.5)]", "Running at least 90.0 % and Running + Runnable at most 50.0 % can't both hold")]
    [InlineData("[ThreadState(TaskState.Running, AtLeast = 0.6), ThreadState(TaskState.Sleeping, AtLeast = 0.5)]", "Running at least 60.0 % and Sleeping at least 50.0 % can't both hold: together they are more than all time")]
    public async Task Limits_that_no_run_can_keep_together_are_a_warning(string limits, string message)
    {
        var found = (await Code.AnalyzeTestsAsync($"[ProfileProcess(\"true\")]\n{limits}\npublic void Test() {{ }}")).ShouldHaveSingleItem();

        (found.Id, found.Severity).ShouldBe(("RSCOPE007", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning));
        found.GetMessage().ShouldBe(message);
        found.AdditionalLocations.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Bounds_of_one_attribute_that_contradict_each_other_are_an_error_since_discovery_refuses_them()
    {
        var found = (await Code.AnalyzeTestsAsync("[ProfileProcess(\"true\"), WallTime(AtLeast = \"90s\", AtMost = \"1m\")] public void Test() { }")).ShouldHaveSingleItem();

        (found.Id, found.Severity).ShouldBe(("RSCOPE007", Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
        found.GetMessage().ShouldBe("WallTime at least 90s and WallTime at most 1m can't both hold");
    }

    [Theory]
    [InlineData("[WallTime(AtLeast = \"2s\"), WallTime(AtMost = \"2000ms\")]")]
    [InlineData("[WallTime(AtLeast = \"5s\"), CpuTime(AtMost = \"2s\")]")]
    [InlineData("[OnCpu(AtLeast = 2, Threads = \"worker-*\"), OnCpu(AtMost = 1)]")]
    [InlineData("[OnCpu(AtLeast = 2, Processes = \"a\"), OnCpu(AtMost = 1, Processes = \"b\")]")]
    [InlineData("[ThreadState(TaskState.Running, AtLeast = 0.5), ThreadState(TaskState.Running, AtMostTime = \"0s\")]")]
    [InlineData("[ThreadState(TaskState.Running, TaskState.Runnable, AtLeast = 0.9), ThreadState(TaskState.Running, AtMost = 0.5)]")]
    [InlineData("[ThreadState(TaskState.Running, AtLeast = 0.7), ThreadState(TaskState.Sleeping, AtLeast = 0.3)]")]
    [InlineData("[ThreadState(TaskState.Running, TaskState.Runnable, AtLeast = 0.6), ThreadState(TaskState.Runnable, TaskState.Sleeping, AtLeast = 0.6)]")]
    public async Task Limits_that_can_be_kept_together_are_not_mentioned(string limits) =>
        (await Code.AnalyzeTestsAsync($"[ProfileProcess(\"true\")]\n{limits}\npublic void Test() {{ }}")).ShouldBeEmpty();

    [Fact]
    public async Task A_nearer_limit_replaces_one_of_the_class_and_does_not_contradict_it() =>
        (await Code.AnalyzeAsync(Code.Compile(Code.Xunit, """
            [WallTime(AtMost = "2s")]
            public class Tests
            {
                [ProfileProcess("true")]
                [WallTime(AtLeast = "5s")]
                public void Test() { }
            }
            """))).ShouldBeEmpty();

    [Fact]
    public async Task Limits_on_classes_and_assemblies_are_checked_as_well()
    {
        var found = await Code.AnalyzeAsync(Code.Compile(Code.Xunit, """
            [assembly: WallTime(AtMost = "soon")]
            [assembly: CpuTime(AtMost = "1s", AtLeast = "2s")]

            [ThreadState(TaskState.Running, AtLeast = 60)]
            public class Tests
            {
                [ProfileProcess("true")]
                public void Test() { }
            }
            """));

        found.Select(d => d.Id).ShouldBe(["RSCOPE003", "RSCOPE007", "RSCOPE002"]);
    }

    [Fact]
    public async Task A_limit_of_the_users_own_is_left_to_its_author() =>
        (await Code.AnalyzeAsync(Code.Compile(Code.Xunit, """
            using System.Collections.Immutable;

            public sealed class GradeAttribute : ProfileAssertionAttribute
            {
                public double AtLeast { get; set; }
                public string AtMost { get; set; } = "";
                public override Finding Evaluate(ImmutableArray<ProcessProfile> runs) => null!;
            }

            public class Tests
            {
                [ProfileProcess("true"), Grade(AtLeast = 60, AtMost = "A+", Threads = "a name of more than 15 bytes")]
                public void Test() { }

                [ProfileProcess("true"), Grade]
                public void Another() { }
            }
            """))).ShouldBeEmpty();

    [Theory]
    [InlineData("[WallTime(AtMost = \"5s\")] public void Test() { }", "WallTime limits nothing: Test has no [ProfileProcess]: add it, or remove the limit")]
    [InlineData("[Fact, OnCpu(AtMost = 1)] public void Test() { }", "OnCpu limits nothing: Test has no [ProfileProcess]: add it, or remove the limit")]
    [InlineData("[WallTime(AtMost = \"5s\")] public class Inner { [Fact] public void Test() { } }", "WallTime limits nothing: no test of Inner has [ProfileProcess]: add it to one, or remove the limit")]
    [InlineData("[NoRegression] public void Test() { }", "NoRegression limits nothing: Test has no [ProfileProcess]: add it, or remove the limit")]
    [InlineData("[NoRegression] public class Inner { [Fact] public void Test() { } }", "NoRegression limits nothing: no test of Inner has [ProfileProcess]: add it to one, or remove the limit")]
    public async Task A_limit_where_nothing_is_profiled_is_a_warning(string body, string message)
    {
        var found = (await Code.AnalyzeTestsAsync(body)).ShouldHaveSingleItem();

        (found.Id, found.Severity).ShouldBe(("RSCOPE001", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning));
        found.GetMessage().ShouldBe(message);
    }

    [Theory]
    [InlineData("[WallTime(AtMost = \"5s\")] public class Base { } public class Derived : Base { [ProfileProcess(\"true\")] public void Test() { } }")]
    [InlineData("[WallTime(AtMost = \"5s\")] public abstract class Base { }")]
    [InlineData("public class Base { [ProfileProcess(\"true\")] public void Test() { } } [WallTime(AtMost = \"5s\")] public class Derived : Base { }")]
    [InlineData("public class Base { [WallTime(AtMost = \"5s\")] public virtual void Test() { } } public class Derived : Base { [ProfileProcess(\"true\")] public override void Test() { } }")]
    [InlineData("public class Base { [ProfileProcess(\"true\")] public virtual void Test() { } } public class Derived : Base { [WallTime(AtMost = \"5s\")] public sealed override void Test() { } }")]
    [InlineData("[WallTime(AtMost = \"5s\")] public partial class Parts { } public partial class Parts { [ProfileProcess(\"true\")] public void Test() { } }")]
    public async Task A_limit_that_a_profiled_test_inherits_is_not_mentioned(string body) => (await Code.AnalyzeTestsAsync(body)).ShouldBeEmpty();
}
