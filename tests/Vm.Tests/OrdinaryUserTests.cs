using System.Globalization;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

/// <summary>A stock Debian kernel, an ordinary user, no sysctl changed: what is promised of it, in one boot.</summary>
public sealed class OrdinaryUserTests(OrdinaryUserTests.Boot boot) : IClassFixture<OrdinaryUserTests.Boot>
{
    [NeedsVmFact]
    public void At_scope_1_what_is_launched_is_profiled_fully()
    {
        var conditions = Conditions.Of(boot.Guest["scope1"]);

        conditions["launch"].ShouldBeFull();
        conditions.ShouldHaveHeld();
    }

    [NeedsVmFact]
    public void At_scope_1_a_process_that_is_no_descendant_is_watched_without_its_calls() =>
        Conditions.Of(boot.Guest["scope1"])["attach-unrelated"].ShouldLackCalls("kernel.yama.ptrace_scope is 1", "sudo sysctl kernel.yama.ptrace_scope=0");

    [NeedsVmFact]
    public void At_scope_2_what_is_launched_is_profiled_without_its_calls()
    {
        var conditions = Conditions.Of(boot.Guest["scope2"]);

        conditions["launch"].ShouldLackCalls("kernel.yama.ptrace_scope is 2", "sudo sysctl kernel.yama.ptrace_scope=1");
        conditions.ShouldHaveHeld();
    }

    [NeedsVmFact]
    public void At_scope_2_the_doctor_sees_no_calls_either() => Conditions.Of(boot.Guest["scope2"])["doctor"].Outcome.ShouldBe("reduced");

    [NeedsVmFact]
    public void What_runs_while_the_clock_is_set_back_is_profiled_fully()
    {
        var run = boot.Guest["clock"];
        var conditions = Conditions.Of(run);

        conditions["launch"].ShouldBeFull();
        conditions.ShouldHaveHeld();
        var clock = run.Stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => long.Parse(l, CultureInfo.InvariantCulture)).ToArray();
        clock[^1].ShouldBeLessThan(clock[0] - 3600);
    }

    /// <summary>Boots once for all.</summary>
    public sealed class Boot : IAsyncLifetime
    {
        internal Guest Guest { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            if (NeedsVmFactAttribute.Missing is not null) return;

            // Debian's own setting of perf_event_paranoid is 3. The scope is raised within the boot.
            Guest = await Guest.BootAsync("ordinary-user", $"""
                scope 1
                step scope1 {Guest.Nobody} '{Conditions.Command("launch", "attach-unrelated")}'
                while :; do date -s "@$(($(date +%s) - 3600))" >/dev/null; sleep 0.3; done & back=$!
                step clock {Guest.Nobody} 'date +%s >&2; {Conditions.NativeRecorder} {Conditions.Command("launch", "nothing-left")}; status=$?; date +%s >&2; exit $status'
                kill $back
                scope 2
                step scope2 {Guest.Nobody} '{Conditions.NativeRecorder} {Conditions.Command("launch", "doctor")}'
                """, TimeSpan.FromMinutes(15));
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
