using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

/// <summary>The tool where it is given little, or shown little.</summary>
public sealed class ToolTests
{
    private static readonly Surrounding Hidden = new("hidden-program")
    {
        // A setuid program is root's, and isn't shown to its own parent.
        Setup = """
            mount -t proc -o hidepid=2 proc /proc
            cp "$(command -v sleep)" "$PLACE/bin/sleep"
            chmod 4755 "$PLACE/bin/sleep"
            """,
    };

    [NeedsRootFact]
    public async Task A_workload_that_is_hidden_is_said_to_be_and_still_ends_at_its_time_limit()
    {
        var step = await Stage.RunAsync(Hidden, "$PLACE/programs/runscope run --timeout 1s -- $PLACE/bin/sleep 600");

        step.ExitCode.ShouldBe(124, step.ToString());
        step.Stderr.ShouldContain("Processes are hidden: the workload is one, so nothing is known of its threads");
        step.Stderr.ShouldContain("Run this as root, or lift it for everybody by `sudo mount -o remount,hidepid=0 /proc`");
        step.Stderr.ShouldNotContain("measured all the same");
    }

    [NeedsRootFact]
    public async Task Children_that_are_hidden_are_missed()
    {
        var step = await Stage.RunAsync(Hidden, "$PLACE/programs/runscope run -- sh -c \"$PLACE/bin/sleep 0.5; true\"");

        step.ExitCode.ShouldBe(0, step.ToString());
        step.Stderr.ShouldContain("Processes are hidden, maybe: children of the workload used ");
    }

    [NeedsRootFact]
    public async Task What_outlives_the_workload_and_is_hidden_is_said_to_run_still()
    {
        var step = await Stage.RunAsync(Hidden, "RUNSCOPE_GRACEPERIOD=100ms $PLACE/programs/runscope run -- sh -c \"$PLACE/bin/sleep 5 >/dev/null 2>&1 & sleep 0.3; exit 3\"");

        step.ExitCode.ShouldBe(3, step.ToString());
        step.Stderr.ShouldContain("Processes are hidden: some of the workload's outlived it, could not be ended, and may still run.", customMessage: step.ToString());
        step.Stderr.ShouldContain("sudo mount -o remount,hidepid=0 /proc");
    }

    [NeedsRootFact]
    public async Task With_too_few_descriptors_the_tool_says_so_and_starts_nothing()
    {
        var step = await Stage.RunAsync(new Surrounding("64-descriptors") { Before = "prlimit --nofile=64" }, "$PLACE/programs/runscope run -- sh -c \"echo started\"");

        step.ExitCode.ShouldBe(125, step.ToString());
        step.Stdout.ShouldBeEmpty();
        step.Stderr.ShouldContain("this one may have 64 files open at once (RLIMIT_NOFILE)", customMessage: step.ToString());
        step.Stderr.ShouldContain("Raise the hard limit");
    }

    private sealed class NeedsRootFactAttribute : FactAttribute
    {
        public NeedsRootFactAttribute() => Skip = NeedsRootTheoryAttribute.Missing;
    }
}
