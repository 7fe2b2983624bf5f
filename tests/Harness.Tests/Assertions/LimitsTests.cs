using System.Collections.Immutable;
using System.Reflection;
using RunScope.Testing.Assertions;

namespace RunScope.Testing.Tests;

public class LimitsTests
{
    [Fact]
    public void The_limits_of_a_method_and_its_classes_are_collected_with_the_exit_code()
    {
        Shown(nameof(Derived.Plain)).ShouldBe(["[WallTime(AtMost = \"20s\")]", "[ThreadState(DiskSleep, AtMost = 0.05)]", "[ThreadState(Running, AtLeast = 0.1)]", "[ExitCode(0)]"]);
        Of(nameof(Derived.Plain))[^1].Implied.ShouldBeTrue();
    }

    [Fact]
    public void A_limit_on_the_method_replaces_that_of_the_class_over_the_same_states()
    {
        Shown(nameof(Derived.Stricter)).ShouldBe(
            ["[ThreadState(DiskSleep, AtMost = 0.01)]", "[ExitCode(3)]", "[WallTime(AtMost = \"20s\")]", "[ThreadState(Running, AtLeast = 0.1)]"],
            ignoreOrder: true);
    }

    [Fact]
    public void A_limit_over_other_threads_stands_beside_that_of_the_class()
    {
        Shown(nameof(Derived.Beside)).ShouldContain("[ThreadState(DiskSleep, AtMost = 0.05)]");
    }

    [Fact]
    public void A_limit_of_thread_seconds_stands_beside_one_of_shares()
    {
        Shown(nameof(Derived.Times)).ShouldContain("[ThreadState(DiskSleep, AtMost = 0.05)]");
    }

    [Fact]
    public void Each_kind_of_switches_threads_and_storage_replaces_its_own_kind_alone()
    {
        Shown(nameof(Counted.Nearer), typeof(Counted)).ShouldBe(
        [
            "[ContextSwitches(Voluntary = true, AtMost = 5)]",
            "[ThreadCount(AtMost = 5)]",
            "[DiskIo(Read = true, AtMost = \"5MB\")]",
            "[PeakMemory(AtMost = \"5MB\")]",
            "[RunQueueDelay(AtMost = \"5s\", Threads = \"io-*\")]",
            "[ContextSwitches(AtMost = 9)]",
            "[ThreadCount(Total = true, AtMost = 9)]",
            "[DiskIo(AtMost = \"9MB\")]",
            "[RunQueueDelay(AtMost = \"9s\")]",
            "[BlockedTime(AtMost = \"9s\")]",
            "[ExitCode(0)]",
        ],
        ignoreOrder: true);
    }

    [Fact]
    public void A_limit_over_the_tree_is_not_replaced_by_one_over_threads()
    {
        Shown(nameof(OverTheTree.Stricter_over_threads), typeof(OverTheTree)).ShouldBe(
        [
            "[ContextSwitches(AtMost = 10, Threads = \"Application\")]",
            "[OnCpu(AtMost = 1, Processes = \"gzip\")]",
            "[ContextSwitches(AtMost = 1000)]",
            "[OnCpu(AtMost = 2)]",
            "[ExitCode(0)]",
        ],
        ignoreOrder: true);
        Shown(nameof(OverTheTree.Stricter), typeof(OverTheTree)).ShouldBe(["[ContextSwitches(AtMost = 10)]", "[OnCpu(AtMost = 2)]", "[ExitCode(0)]"]);
    }

    [Fact]
    public void A_limit_over_the_tree_stays_so_whatever_threads_the_others_are_over()
    {
        var limits = Limits.Of(typeof(OverTheTree).GetMethod(nameof(OverTheTree.Stricter_over_threads))!, threads: "pool-*", processes: "sh");

        limits.OfType<ContextSwitchesAttribute>().Select(l => (l.Threads, l.Processes)).ShouldBe([("Application", "sh"), (null, null)]);
        limits.OfType<OnCpuAttribute>().Select(l => (l.Threads, l.Processes)).ShouldBe([("pool-*", "gzip"), (null, null)]);
    }

    [Fact]
    public void A_key_of_ones_own_lets_two_of_a_kind_stand_beside_each_other()
    {
        Limits.Of(typeof(Keyed).GetMethod(nameof(Keyed.Two))!).OfType<KeyedAttribute>().Select(k => k.Name).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Limits_of_an_overridden_method_hold_unless_replaced()
    {
        Shown(nameof(Derived.Overridden)).Where(l => l.StartsWith("[CpuTime", StringComparison.Ordinal) || l.StartsWith("[OnCpu", StringComparison.Ordinal))
            .ShouldBe(["[CpuTime(AtMost = \"2s\")]", "[OnCpu(AtMost = 1)]"]);
    }

    [Fact]
    public void The_threads_of_the_run_are_those_of_limits_that_name_none()
    {
        var limits = Limits.Of(typeof(Derived).GetMethod(nameof(Derived.Beside))!, threads: "pool-*");

        limits.OfType<ThreadStateAttribute>().Where(l => l.States.Contains(TaskState.DiskSleep)).Select(l => l.Threads).ShouldBe(["io-*", "pool-*"]);
        limits.OfType<WallTimeAttribute>().Single().Threads.ShouldBeNull();
        Limits.Problems(limits).ShouldBeEmpty();
    }

    [Fact]
    public void A_limit_that_a_user_derived_is_judged_and_checked_like_any_other()
    {
        var limits = Of(nameof(Derived.Own));

        Limits.Problems(limits).ShouldBe(["[Odd]: is odd"]);
        Limits.Judge("t", [Made.Gzip()], limits).Findings[0].Metric.ShouldBe("Oddness");
    }

    [Fact]
    public void Limits_cover_the_body_when_every_run_has_one_and_the_exit_code_the_whole_run()
    {
        var body = new Phase
        {
            Name = Phase.Body,
            Start = Made.Seconds(1),
            End = Made.Seconds(2),
            Threads = [new PhaseThread(1, new StateTimes { Running = Made.Seconds(1) }, new Evidence(), Made.Seconds(1))],
            CpuTime = Made.Seconds(1),
        };
        var run = Made.Gzip() with { Phases = [body], ExitCode = 7 };

        var verdict = Limits.Judge("t", [run], [new WallTimeAttribute { AtMost = "1s" }, new ThreadStateAttribute(TaskState.Running) { AtLeast = 1 }, new OnCpuAttribute { AtLeast = 1 }, new ExitCodeAttribute(7)]);

        verdict.Outcome.ShouldBe(VerdictOutcome.Ok);
    }

    private static ImmutableArray<ProfileAssertionAttribute> Of(string method) =>
        Limits.Of(typeof(Derived).GetMethod(method, BindingFlags.Instance | BindingFlags.Public)!);

    private static IEnumerable<string> Shown(string method) => Of(method).Select(l => l.ToString()!);

    private static IEnumerable<string> Shown(string method, Type type) => Limits.Of(type.GetMethod(method)!).Select(l => l.ToString()!);

    [ContextSwitches(AtMost = 9), ContextSwitches(Voluntary = true, AtMost = 9)]
    [ThreadCount(AtMost = 9), ThreadCount(Total = true, AtMost = 9)]
    [DiskIo(AtMost = "9MB"), DiskIo(Read = true, AtMost = "9MB")]
    [PeakMemory(AtMost = "9MB"), RunQueueDelay(AtMost = "9s"), BlockedTime(AtMost = "9s")]
    private sealed class Counted
    {
        [ContextSwitches(Voluntary = true, AtMost = 5), ThreadCount(AtMost = 5), DiskIo(Read = true, AtMost = "5MB"), PeakMemory(AtMost = "5MB")]
        [RunQueueDelay(AtMost = "5s", Threads = "io-*")]
        public void Nearer()
        {
        }
    }

    [ContextSwitches(AtMost = 1000), OnCpu(AtMost = 2)]
    private sealed class OverTheTree
    {
        [ContextSwitches(AtMost = 10, Threads = "Application"), OnCpu(AtMost = 1, Processes = "gzip")]
        public void Stricter_over_threads()
        {
        }

        [ContextSwitches(AtMost = 10)]
        public void Stricter()
        {
        }
    }

    [Keyed(Name = "a"), Keyed(Name = "b")]
    private sealed class Keyed
    {
        [Keyed(Name = "a")]
        public void Two()
        {
        }
    }

    private sealed class KeyedAttribute : ProfileAssertionAttribute
    {
        public string Name { get; set; } = "";

        protected internal override string Key => Name;

        public override Finding Evaluate(ImmutableArray<ProcessProfile> runs) => throw new NotSupportedException();
    }

    [WallTime(AtMost = "10s")]
    [ThreadState(TaskState.Running, AtLeast = 0.1)]
    private class Base
    {
        [CpuTime(AtMost = "1s"), OnCpu(AtMost = 1)]
        public virtual void Overridden()
        {
        }
    }

    [WallTime(AtMost = "20s")]
    [ThreadState(TaskState.DiskSleep, AtMost = 0.05)]
    private sealed class Derived : Base
    {
        public void Plain()
        {
        }

        [ThreadState(TaskState.DiskSleep, AtMost = 0.01)]
        [ExitCode(3)]
        public void Stricter()
        {
        }

        [ThreadState(TaskState.DiskSleep, AtMost = 0.5, Threads = "io-*")]
        public void Beside()
        {
        }

        [ThreadState(TaskState.DiskSleep, AtMostTime = "1s")]
        public void Times()
        {
        }

        [CpuTime(AtMost = "2s")]
        public override void Overridden()
        {
        }

        [Odd]
        public void Own()
        {
        }
    }

    private sealed class OddAttribute : ProfileAssertionAttribute
    {
        public override IEnumerable<string> Validate() => ["is odd"];

        public override Finding Evaluate(ImmutableArray<ProcessProfile> runs) =>
            new() { Outcome = FindingOutcome.Kept, Metric = "Oddness", Limit = "at most 1", Actual = "1" };
    }
}
