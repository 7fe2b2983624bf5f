using RunScope.Testing.Assertions;

namespace RunScope.Testing.Tests;

public class ValidationTests
{
    public static TheoryData<ProfileAssertionAttribute, string> Wrong => new()
    {
        { new ThreadStateAttribute(TaskState.Running) { AtLeast = 60 }, "[ThreadState(Running, AtLeast = 60)]: 60 is not a share: write 0.60 for 60 %" },
        { new ThreadStateAttribute(TaskState.Running) { AtMost = 1.5 }, "[ThreadState(Running, AtMost = 1.5)]: 1.5 is not a share: write 0.015 for 1.5 %" },
        { new ThreadStateAttribute(TaskState.Running) { AtLeast = -0.1 }, "[ThreadState(Running, AtLeast = -0.1)]: -0.1 is not a share: write a number from 0 to 1, such as 0.60 for 60 %" },
        { new ThreadStateAttribute(TaskState.Running) { AtMost = double.PositiveInfinity }, "[ThreadState(Running, AtMost = Infinity)]: infinity is not a share: write a number from 0 to 1, such as 0.60 for 60 %" },
        { new ThreadStateAttribute(TaskState.Running), "[ThreadState(Running)]: sets no bound: write AtLeast or AtMost for a share, AtLeastTime or AtMostTime for thread-seconds" },
        { new ThreadStateAttribute(TaskState.Running) { AtLeast = 0.9, AtMost = 0.1 }, "[ThreadState(Running, AtLeast = 0.9, AtMost = 0.1)]: at least 90.0 % and at most 10.0 % can't both hold: AtLeast is above AtMost" },
        { new ThreadStateAttribute(TaskState.Running) { AtLeast = 0.9, AtMostTime = "1s" }, "[ThreadState(Running, AtLeast = 0.9, AtMostTime = \"1s\")]: limits both a share and a time: write two attributes, one for each" },
        { new ThreadStateAttribute(TaskState.Running) { AtMostTime = "10" }, "[ThreadState(Running, AtMostTime = \"10\")]: \"10\" has a number without a unit: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"" },
        { new ThreadStateAttribute(TaskState.Running) { AtLeastTime = "2s", AtMostTime = "1s" }, "[ThreadState(Running, AtLeastTime = \"2s\", AtMostTime = \"1s\")]: at least 2 s and at most 1 s can't both hold: AtLeast is above AtMost" },
        { new ThreadStateAttribute { AtMost = 0.1 }, "[ThreadState(AtMost = 0.1)]: names no state: write one or more, such as TaskState.DiskSleep" },
        { new ThreadStateAttribute(TaskState.Sleeping, TaskState.Sleeping) { AtMost = 0.1 }, "[ThreadState(Sleeping, Sleeping, AtMost = 0.1)]: Sleeping is named twice" },
        { new ThreadStateAttribute(TaskState.Unknown) { AtMost = 0.1 }, "[ThreadState(Unknown, AtMost = 0.1)]: Unknown is no state that a thread spends time in: limit the states that it may be, or see the profile's warnings" },
        { new ThreadStateAttribute(TaskState.Zombie) { AtMost = 0.1 }, "[ThreadState(Zombie, AtMost = 0.1)]: Zombie is no state that a living thread spends time in: limit WallTime, or another state" },
        { new ThreadStateAttribute(TaskState.Dead) { AtMost = 0.1 }, "[ThreadState(Dead, AtMost = 0.1)]: Dead is no state that a living thread spends time in: limit WallTime, or another state" },
        { new ThreadStateAttribute(TaskState.Idle) { AtMost = 0.1 }, "[ThreadState(Idle, AtMost = 0.1)]: Idle is a state of kernel threads only: a process's thread that waits is Sleeping" },
        { new ThreadStateAttribute((TaskState)99) { AtMost = 0.1 }, "[ThreadState(99, AtMost = 0.1)]: 99 is no TaskState" },
        { new ThreadStateAttribute(TaskState.Running) { AtMost = 0.1, Threads = "" }, "[ThreadState(Running, AtMost = 0.1, Threads = \"\")]: Threads is empty: leave it out, or write a name such as \"worker-*\"" },
        { new OnCpuAttribute(), "[OnCpu]: sets no bound: write AtLeast, AtMost or both" },
        { new OnCpuAttribute { AtLeast = -1 }, "[OnCpu(AtLeast = -1)]: -1 is no number of CPUs: write 0 or more" },
        { new OnCpuAttribute { AtLeast = 2, AtMost = 1 }, "[OnCpu(AtLeast = 2, AtMost = 1)]: at least 2 and at most 1 can't both hold: AtLeast is above AtMost" },
        { new WallTimeAttribute(), "[WallTime]: sets no bound: write AtLeast, AtMost or both" },
        { new WallTimeAttribute { AtMost = "30" }, "[WallTime(AtMost = \"30\")]: \"30\" has a number without a unit: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"" },
        { new WallTimeAttribute { AtMost = "30s", Threads = "All" }, "[WallTime(AtMost = \"30s\", Threads = \"All\")]: WallTime is of the whole process: leave Threads and Processes out" },
        { new CpuTimeAttribute(), "[CpuTime]: sets no bound: write AtLeast, AtMost or both" },
        { new CpuTimeAttribute { AtLeast = "-1s" }, "[CpuTime(AtLeast = \"-1s\")]: \"-1s\" is negative, which no duration is: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"" },
        { new CpuTimeAttribute { AtMost = "1s", Processes = "x" }, "[CpuTime(AtMost = \"1s\", Processes = \"x\")]: CpuTime is of the whole process: leave Threads and Processes out" },
        { new RunQueueDelayAttribute(), "[RunQueueDelay]: sets no bound: write AtLeast, AtMost or both" },
        { new RunQueueDelayAttribute { AtMost = "5" }, "[RunQueueDelay(AtMost = \"5\")]: \"5\" has a number without a unit: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"" },
        { new BlockedTimeAttribute { AtLeast = "2s", AtMost = "1s" }, "[BlockedTime(AtLeast = \"2s\", AtMost = \"1s\")]: at least 2 s and at most 1 s can't both hold: AtLeast is above AtMost" },
        { new BlockedTimeAttribute { AtMost = "1s", Threads = "a-name-that-is-too-long" }, "[BlockedTime(AtMost = \"1s\", Threads = \"a-name-that-is-too-long\")]: Threads = \"a-name-that-is-too-long\" can never match: the kernel keeps 15 bytes of a name and this needs 23: write \"a-name-that-is-\"" },
        { new ContextSwitchesAttribute { Voluntary = true }, "[ContextSwitches(Voluntary = true)]: sets no bound: write AtLeast, AtMost or both" },
        { new ContextSwitchesAttribute { AtMost = 1.5 }, "[ContextSwitches(AtMost = 1.5)]: 1.5 is no number of switches: write a whole number, 0 or more" },
        { new ContextSwitchesAttribute { AtLeast = 2000, AtMost = 1000 }, "[ContextSwitches(AtLeast = 2000, AtMost = 1000)]: at least 2,000 and at most 1,000 can't both hold: AtLeast is above AtMost" },
        { new ThreadCountAttribute { AtLeast = -1 }, "[ThreadCount(AtLeast = -1)]: -1 is no number of threads: write a whole number, 0 or more" },
        { new ThreadCountAttribute { Total = true, AtMost = double.PositiveInfinity }, "[ThreadCount(Total = true, AtMost = Infinity)]: infinity is no number of threads: write a whole number, 0 or more" },
        { new PeakMemoryAttribute(), "[PeakMemory]: sets no bound: write AtLeast, AtMost or both" },
        { new PeakMemoryAttribute { AtMost = "64" }, "[PeakMemory(AtMost = \"64\")]: \"64\" has no unit: write \"64MB\", \"512KiB\" or \"1GiB\"" },
        { new PeakMemoryAttribute { AtMost = "1GiB", Threads = "All" }, "[PeakMemory(AtMost = \"1GiB\", Threads = \"All\")]: PeakMemory is of the whole process: leave Threads and Processes out" },
        { new DiskIoAttribute { AtLeast = "2MB", AtMost = "1MB" }, "[DiskIo(AtLeast = \"2MB\", AtMost = \"1MB\")]: at least 2 MB and at most 1 MB can't both hold: AtLeast is above AtMost" },
        { new DiskIoAttribute { Read = true, AtMost = "1mb" }, "[DiskIo(Read = true, AtMost = \"1mb\")]: \"1mb\" has a unit that is none of B, kB, MB, GB, TB, KiB, MiB, GiB, TiB: write \"64MB\", \"512KiB\" or \"1GiB\"" },
        { new ExitCodeAttribute(-1), "[ExitCode(-1)]: -1 is no exit code: the kernel keeps 0 to 255, a program that exits with -1 ends with 255" },
        { new ExitCodeAttribute(256), "[ExitCode(256)]: 256 is no exit code: the kernel keeps 0 to 255" },
    };

    public static TheoryData<ProfileAssertionAttribute> Right =>
    [
        new ThreadStateAttribute(TaskState.Running, TaskState.Runnable) { AtLeast = 0.9 },
        new ThreadStateAttribute(TaskState.DiskSleep) { AtMost = 0, Threads = "worker-*", Processes = "dotnet" },
        new ThreadStateAttribute(TaskState.TracingStop) { AtMostTime = "250ms" },
        new OnCpuAttribute { AtLeast = 1.5, Threads = "Main" },
        new WallTimeAttribute { AtLeast = "1s", AtMost = "1s" },
        new CpuTimeAttribute { AtMost = "1m30s" },
        new RunQueueDelayAttribute { AtMost = "100ms", Threads = "worker-*" },
        new BlockedTimeAttribute { AtLeast = "1s", AtMost = "2s", Processes = "dotnet" },
        new ContextSwitchesAttribute { Voluntary = true, Involuntary = true, AtMost = 0 },
        new ThreadCountAttribute { Total = true, AtLeast = 1, AtMost = 1, Threads = "Main" },
        new PeakMemoryAttribute { AtMost = "1.5GiB" },
        new DiskIoAttribute { Written = true, AtMost = "0B" },
        new ExitCodeAttribute(),
        new ExitCodeAttribute(0, 255),
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_declaration_is_answered_with_the_right_form(ProfileAssertionAttribute limit, string message)
    {
        Limits.Problems([limit]).ShouldBe([message]);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_limit_that_was_never_checked_is_refused_when_it_is_judged(ProfileAssertionAttribute limit, string message)
    {
        var error = Should.Throw<RunScopeException>(() => limit.Evaluate([Made.Gzip()]));

        error.Message.ShouldContain(message[(message.IndexOf("]: ", StringComparison.Ordinal) + 3)..]);
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void A_right_declaration_has_no_problem(ProfileAssertionAttribute limit)
    {
        Limits.Problems([limit]).ShouldBeEmpty();
    }

    [Fact]
    public void Every_problem_is_reported_and_not_only_the_first()
    {
        var limit = new ThreadStateAttribute(TaskState.Zombie) { AtLeast = 60, AtMost = 70, Threads = "a-name-that-is-too-long" };

        Limits.Problems([limit, new WallTimeAttribute()]).Length.ShouldBe(5);
    }
}
