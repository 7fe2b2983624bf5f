using RunScope.Testing.Attach;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Tests;

public class PermissionsTests
{
    private static readonly MachineFacts User = new("1 2 3", "1", "2", "Name:\tdotnet\nCapEff:\t0000000000000000\n", false, 1000);

    [Theory]
    [InlineData(null, true)]
    [InlineData("0", true)]
    [InlineData("1", true)]
    [InlineData("2", false)]
    [InlineData("3", false)]
    public void Children_may_be_looked_into_up_to_yama_scope_1(string? scope, bool permitted)
    {
        var answer = Permissions.Tracing(User with { YamaScope = scope });

        answer.Permitted.ShouldBe(permitted);
        (answer.Remedy is null).ShouldBe(permitted);
        if (!permitted) answer.Reason.ShouldContain($"kernel.yama.ptrace_scope is {scope}");
    }

    [Theory]
    [InlineData("-1", true)]
    [InlineData("2", true)]
    [InlineData("3", false)]
    [InlineData("4", false)]
    [InlineData(null, false)]
    public void Events_are_permitted_up_to_perf_event_paranoid_2(string? level, bool permitted) =>
        Permissions.Events(User with { PerfParanoid = level }).Permitted.ShouldBe(permitted);

    [Fact]
    public void A_capability_lifts_yama_scope_2_but_nothing_lifts_scope_3()
    {
        var capable = User with { Status = "Name:\tdotnet\nCapEff:\t0000000000080000\n" };

        Permissions.Tracing(capable with { YamaScope = "2" }).Permitted.ShouldBeTrue();
        Permissions.Tracing(capable with { YamaScope = "3" }).Permitted.ShouldBeFalse();
    }

    [Fact]
    public void A_container_is_named_with_its_own_remedy() =>
        Permissions.Tracing(User with { YamaScope = "2", InContainer = true }).Remedy!.ShouldContain("--cap-add SYS_PTRACE");

    [Fact]
    public void Without_the_schedulers_accounting_there_is_no_profile()
    {
        var answer = Permissions.Accounting(User with { Schedstat = null });

        answer.Permitted.ShouldBeFalse();
        answer.Reason.ShouldContain("CONFIG_SCHED_INFO");
    }

    [Fact]
    public void A_refusal_is_explained_by_its_likeliest_cause()
    {
        Permissions.WhyRefused(User, 7, LinuxError.ESRCH, 1000).ShouldContain("has ended");
        Permissions.WhyRefused(User, 7, LinuxError.EPERM, 0).ShouldContain("belongs to user 0, this is user 1000");
        Permissions.WhyRefused(User with { YamaScope = "2" }, 7, LinuxError.EPERM, 1000).ShouldContain("sysctl kernel.yama.ptrace_scope=1");
        Permissions.WhyRefused(User with { YamaScope = "3" }, 7, LinuxError.EPERM, 1000).ShouldEndWith("boot with kernel.yama.ptrace_scope=1 (it can't be lowered while running)");
        Permissions.WhyRefused(User, 7, LinuxError.EPERM, 1000).ShouldContain("keeps its own user out");
        Permissions.WhyRefused(User with { YamaScope = null }, 7, LinuxError.EACCES, 1000).ShouldEndWith("run this as root");
    }

    [Fact]
    public void This_machine_answers_every_question() =>
        Permissions.Of(MachineFacts.Read()).ShouldAllBe(p => p.Reason.Length > 0 && p.What.Length > 0 && (p.Permitted || p.Remedy != null));

    [Theory]
    [InlineData(1000u, true, "1", "kernel.yama.ptrace_scope is 1, which allows it for one's own descendants only. Run this as root, launch the program under `runscope run` instead, or lift it for everybody by `sudo sysctl kernel.yama.ptrace_scope=0`")]
    [InlineData(1000u, true, "2", "kernel.yama.ptrace_scope is 2, which allows it to root only.")]
    [InlineData(1000u, true, "3", "kernel.yama.ptrace_scope is 3, which forbids it to everybody until the next boot.")]
    [InlineData(1000u, true, "0", "the kernel refused it with EACCES. Run this as root, or launch the program under `runscope run` instead.")]
    [InlineData(1000u, false, "1", "it keeps its own user out (a setuid program, one with file capabilities, or PR_SET_DUMPABLE). Run this as root.")]
    [InlineData(0u, true, "1", "it runs as user 0, and this is user 1000. Run this as that user or as root.")]
    public void Why_a_running_process_may_not_be_looked_into_is_said_with_what_would_lift_it(uint owner, bool dumpable, string scope, string words) =>
        Permissions.WhyNotRead(User with { YamaScope = scope }, owner, dumpable, LinuxError.EACCES).ShouldStartWith(words);

    [Fact]
    public void Lifting_a_limit_is_told_with_what_it_costs() =>
        Permissions.WhyNotRead(User, 1000, true, LinuxError.EPERM).ShouldEndWith("until the next boot, after which every process of a user may read the memory of all the others of that user, passwords and keys in it.");
}
