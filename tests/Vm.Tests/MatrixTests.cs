using System.Text.Json;
using System.Text.RegularExpressions;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

/// <summary>All that is promised, at each setting of kernel.yama.ptrace_scope and kernel.perf_event_paranoid, as an ordinary user and as root; in one boot.</summary>
[Trait("Category", "Long")]
public sealed partial class MatrixTests(MatrixTests.Boot boot) : IClassFixture<MatrixTests.Boot>
{
    public static TheoryData<int> Scopes { get; } = [0, 1, 2, 3];

    [NeedsVmTheory]
    [MemberData(nameof(Scopes))]
    public void An_ordinary_user_gets_a_true_profile(int scope)
    {
        var conditions = Conditions.Of(boot.Guest[$"conditions{scope}"]);

        conditions.ShouldHaveHeld();
        foreach (var check in (string[])["launch", "tree", "attach-child", "attach-daemonised"]) ShouldBeAsScopeAllows(conditions[check], scope <= 1, scope);
        ShouldBeAsScopeAllows(conditions["attach-unrelated"], scope == 0, scope);
        if (scope <= 1) conditions["launch-non-dumpable"].ShouldLackCalls("keep their own user out", "Run this as root");
        else ShouldBeAsScopeAllows(conditions["launch-non-dumpable"], false, scope);
        conditions["attach-non-dumpable"].ShouldLackCalls("it keeps its own user out", "Run this as root");
        conditions["attach-other-user"].ShouldLackCalls("it runs as user 0, and this is user 65534", "Run this as that user or as root");
        conditions["attach-pid-1"].ShouldLackCalls("it runs as user 0, and this is user 65534", "Run this as that user or as root");
        conditions["nothing-left"].Outcome.ShouldBe("full");
    }

    [NeedsVmTheory]
    [MemberData(nameof(Scopes))]
    public void Perf_events_that_are_denied_make_no_difference(int scope)
    {
        var conditions = Conditions.Of(boot.Guest[$"paranoid{scope}"]);

        conditions.ShouldHaveHeld();
        ShouldBeAsScopeAllows(conditions["launch"], scope <= 1, scope);
    }

    [NeedsVmTheory]
    [MemberData(nameof(Scopes))]
    public void A_decorated_test_passes_under_its_runner(int scope)
    {
        var run = boot.Guest[$"quickstart{scope}"];

        run.ExitCode.ShouldBe(0, run.ToString());
        run.Stdout.ShouldContain("Passed!");
    }

    [NeedsVmTheory]
    [MemberData(nameof(Scopes))]
    public void The_doctor_says_what_is_lost_and_how_to_get_it(int scope)
    {
        var run = boot.Guest[$"doctor{scope}"];
        run.ExitCode.ShouldBe(0, run.ToString());
        using var json = JsonDocument.Parse(run.Stdout);

        var limits = json.RootElement.GetProperty("limitations").EnumerateArray().ToDictionary(l => l.GetProperty("id").GetString()!, l => l.GetProperty("remedy").GetString());

        // The guest sees the machine's files: where those are a container's, so are its.
        var container = json.RootElement.GetProperty("machine").GetProperty("container");
        limits.ContainsKey("callsOfLaunched").ShouldBe(scope >= 2, run.Stdout);
        limits.ContainsKey("callsOfAttached").ShouldBe(scope == 1, run.Stdout);
        limits.ShouldContainKey("callsOfOthers");
        if (scope == 2) limits["callsOfLaunched"].ShouldBe((container.ValueKind == JsonValueKind.Null ? "" : "start the container with --cap-add SYS_PTRACE, or ") + "sudo sysctl kernel.yama.ptrace_scope=1");
        json.RootElement.GetProperty("trials").GetProperty("launch").GetProperty("calls").GetBoolean().ShouldBe(scope <= 1, run.Stdout);
        json.RootElement.GetProperty("machine").GetProperty("ptraceScope").GetInt32().ShouldBe(scope);
    }

    [NeedsVmTheory]
    [MemberData(nameof(Scopes))]
    public void The_tool_attaches_and_says_what_is_missing(int scope)
    {
        var run = boot.Guest[$"attach{scope}"];

        run.ExitCode.ShouldBe(0, run.ToString());
        var told = Blanks().Replace(run.Stdout + run.Stderr, " ");
        told.ShouldContain("attached to sleep");
        if (scope == 0) told.ShouldNotContain("limited:");
        else told.ShouldContain($"kernel.yama.ptrace_scope is {scope}", customMessage: run.ToString());
        told.ShouldContain(scope == 0 ? "clock_nanosleep" : "hrtimer_nanosleep", customMessage: run.ToString());
    }

    [NeedsVmTheory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Root_reads_calls_up_to_scope_2(int scope, bool calls)
    {
        var conditions = Conditions.Of(boot.Guest[$"root{scope}"]);

        conditions.ShouldHaveHeld();
        ShouldBeAsScopeAllows(conditions["launch"], calls, scope);
        ShouldBeAsScopeAllows(conditions["attach-unrelated"], calls, scope);
    }

    private static void ShouldBeAsScopeAllows(CheckedLine check, bool calls, int scope)
    {
        if (calls) check.ShouldBeFull();
        else check.ShouldLackCalls($"kernel.yama.ptrace_scope is {scope}", scope == 3 ? "until the next boot" : "sudo sysctl kernel.yama.ptrace_scope=");
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();

    /// <summary>Boots once for all.</summary>
    public sealed class Boot : IAsyncLifetime
    {
        internal Guest Guest { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            if (NeedsVmFactAttribute.Missing is not null) return;
            Guest = await Guest.BootAsync("matrix", string.Concat(Enumerable.Range(0, 4).Select(Steps)), TimeSpan.FromMinutes(60));
        }

        public Task DisposeAsync() => Task.CompletedTask;

        private static string Steps(int scope) => $"""
            scope {scope}
            paranoid 2
            step conditions{scope} {Guest.Nobody} '{Conditions.Command()}'
            paranoid 3
            step paranoid{scope} {Guest.Nobody} '{Conditions.Command("launch", "doctor")}'
            step doctor{scope} {Guest.Nobody} '{Conditions.Program("runscope")} doctor --json'
            step attach{scope} {Guest.Nobody} 'rm -f /tmp/pid; setsid sh -c "echo \$\$ >/tmp/pid; exec sleep 600" & while ! [ -s /tmp/pid ]; do sleep 0.1; done; {Conditions.Program("runscope")} attach $(cat /tmp/pid) --duration 1s; status=$?; kill $(cat /tmp/pid); exit $status'
            step quickstart{scope} {Guest.Nobody} 'dotnet test $REPOSITORY/examples/QuickStart.Xunit/bin/{Repository.Configuration}/net10.0/QuickStart.Xunit.dll --filter FirstTest --results-directory /tmp/results'
            {(scope >= 2 ? $"step root{scope} 0 '{Conditions.Command("launch", "attach-unrelated", "doctor")}'" : "")}

            """;
    }
}
