using System.Runtime.InteropServices;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

public class SleepTests
{
    [Fact]
    public async Task Sleep_is_not_woken_once_while_it_is_attached_to()
    {
        await using var sleep = OwnProcess.Start("sleep", "1000");

        // clock_nanosleep: 230 of x86-64, 115 of the table that newer architectures share (asm-generic/unistd.h).
        var number = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "230 " : "115 ";
        await Patience.UntilAsync(() => Call(sleep.Id).StartsWith(number, StringComparison.Ordinal), "it sleeps");
        var (call, switches) = (Call(sleep.Id), Switches(sleep.Id));

        var watched = await Attachment.DuringAsync(sleep, _ => Task.CompletedTask, rounds: 100);

        // A stop would have restarted the call under another number (restart_syscall), and woken the thread.
        Call(sleep.Id).ShouldBe(call);
        Switches(sleep.Id).ShouldBe(switches);
        var thread = watched.Profile.Threads.ShouldHaveSingleItem();
        thread.States.Sleeping.ShouldBe(thread.States.Total);
        thread.CpuTime.ShouldBe(TimeSpan.Zero);
        watched.ShouldMostlyWaitIn(thread, "clock_nanosleep");
        watched.Profile.Target.Command.ShouldEndWith("sleep");
        watched.Profile.Target.Arguments.ShouldBe(["1000"]);
        watched.Rounds.SelectMany(r => r.Samples).ShouldAllBe(s => s.ThreadName == "sleep" && s.State == TaskState.Sleeping);
        (await sleep.EndAsync()).ShouldBe(128 + Kernel.SIGTERM);
    }

    /// <summary>The call that it waits in, with its arguments, stack pointer and instruction.</summary>
    private static string Call(int pid) => File.ReadAllText($"/proc/{pid}/syscall");

    private static (string, string) Switches(int pid)
    {
        var status = ProcText.Status($"/proc/{pid}");
        return (status["voluntary_ctxt_switches"], status["nonvoluntary_ctxt_switches"]);
    }
}
