using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;
using RunScope.Testing.Cli.Processes;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Tests.Processes;

public class PsTests
{
    private static readonly MachineFacts Facts = new("1 2 3", "1", "2", "CapEff:\t0000000000000000\n", false, 1000);

    [Fact]
    public async Task A_process_is_listed_with_what_it_does_and_without_what_it_hides()
    {
        // One that sleeps, whose name would colour a terminal and whose command line holds a password.
        var start = new ProcessStartInfo("bash", ["-c", "exec -a $'evil\\e[31m' bash -c 'echo there; read' x --password hunter2hunter2"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = System.Diagnostics.Process.Start(start)!;
        await process.StandardOutput.ReadLineAsync();
        try
        {
            var text = await Tool.RunAsync(["ps", $"{process.Id}"]);
            var json = await Tool.RunAsync(["ps", "--json", "--all", "evil*"]);

            text.ExitCode.ShouldBe(0, text.Error);
            var lines = text.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            lines.Length.ShouldBe(2);
            lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["PID", "NAME", "CPU", "%", "CPU", "TIME", "MEMORY", "THREADS", "STATES", "ATTACH", "COMMAND"]);
            lines[1].ShouldContain(@"evil\x1b[31m -c ");
            lines[1].ShouldEndWith("x --password ***");
            lines[1].ShouldContain("1S");
            text.Output.ShouldNotContain("\u001b");

            json.ExitCode.ShouldBe(0, json.Error);
            json.Output.ShouldNotContain("hunter2");
            var listed = JsonDocument.Parse(json.Output).RootElement.GetProperty("processes").EnumerateArray().Single();
            listed.GetProperty("pid").GetInt32().ShouldBe(process.Id);
            listed.GetProperty("parentPid").GetInt32().ShouldBe(Environment.ProcessId);
            listed.GetProperty("threads").GetInt32().ShouldBe(1);
            listed.GetProperty("states").GetProperty("sleeping").GetInt32().ShouldBe(1);
            listed.GetProperty("commandLine").EnumerateArray().Last().GetString().ShouldBe("***");
            listed.GetProperty("cpuTimeNs").GetInt64().ShouldBeGreaterThan(0);
            listed.GetProperty("attach").GetProperty("fidelity").GetString().ShouldBeOneOf("full", "statesOnly");
        }
        finally
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task No_such_process_is_said_and_ends_with_3()
    {
        var result = await Tool.RunAsync(["ps", "no-such-process-anywhere"]);

        result.ExitCode.ShouldBe(3);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain("no process of yours with a name like \"no-such-process-anywhere\"");
        result.Error.ShouldContain("--all");
    }

    [Theory]
    [InlineData("ps")]
    [InlineData("completion bash")]
    [InlineData("--version")]
    public async Task A_full_disk_behind_standard_output_is_said_with_125(string arguments)
    {
        var result = await Tool.StartAsync("sh", ["-c", $"exec \"$0\" {arguments} >/dev/full", Tool.Path]);

        result.ExitCode.ShouldBe(125, result.Error);
        result.Error.ShouldMatch("^runscope: .* could not be completed: .*[Nn]o space left");
        result.Error.ShouldNotContain("Unhandled");
    }

    [Fact]
    public void Only_processes_of_this_user_are_listed_unless_all_are_asked_for()
    {
        var table = new ProcessTable([Process(1), Process(2) with { User = 0 }, Process(3) with { IsKernelThread = true }, Process(4)], 0);

        new PsVerb().Listed(table, 1000, ownPid: 4).Select(p => p.Pid).ShouldBe([1]);
        new PsVerb { AllUsers = true }.Listed(table, 1000, ownPid: 4).Select(p => p.Pid).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData("full", 0, 1000, "1")]
    [InlineData("states only: ptrace_scope 1", LinuxError.EPERM, 1000, "1")]
    [InlineData("states only: other user", LinuxError.EACCES, 0, "1")]
    [InlineData("states only: protected", LinuxError.EACCES, 1000, "1")]
    [InlineData("states only: protected", LinuxError.EPERM, 1000, "0")]
    [InlineData("states only: protected", LinuxError.EPERM, 1000, null)]
    [InlineData("no: has ended", LinuxError.ESRCH, 1000, "1")]
    public void What_attaching_would_show_is_said_in_a_few_words(string words, int refused, uint user, string? scope) =>
        Attachability.Of(Process(1) with { User = user }, Facts with { YamaScope = scope }, refused).ToString().ShouldBe(words);

    [Fact]
    public void What_can_never_be_attached_to_is_told_without_asking()
    {
        Attachability.Of(Process(1) with { IsKernelThread = true }, Facts).ToString().ShouldBe("no: kernel thread");
        Attachability.Of(Process(1) with { HasEnded = true }, Facts).ToString().ShouldBe("no: has ended");
    }

    [Fact]
    public void Lines_are_cut_to_the_terminal_and_columns_stay_aligned()
    {
        var seen = ImmutableArray.Create(
            new SeenProcess(Process(7) with { CommandLine = [new string('x', 500)] }, new StateCounts { WantsCpu = 1, Sleeping = 12 }, 1.5, 61_000_000_000, new Attachability(AttachFidelity.Full, null)),
            new SeenProcess(Process(123456), null, null, null, new Attachability(AttachFidelity.None, "has ended")));

        var lines = PsText.Of(seen, Redactor.Default, null, 110).Split('\n');

        lines.ShouldAllBe(l => l.Length <= 110);
        lines[1].ShouldStartWith("     7  name  150.0  ");
        lines[1].ShouldContain("1R,12S");
        lines[1].ShouldEndWith("…");
        lines[2].ShouldContain("gone");
        lines[1].IndexOf("full", StringComparison.Ordinal).ShouldBe(lines[2].IndexOf(" no ", StringComparison.Ordinal) + 1);
    }

    [Fact]
    public void A_narrow_terminal_has_every_name_and_the_reasons_below_the_list()
    {
        var seen = ImmutableArray.Create(
            new SeenProcess(Process(1234567) with { Name = "a_name_of_15_by", CommandLine = ["a_name_of_15_by"] }, new StateCounts { WantsCpu = 1, Sleeping = 1200 }, 1.5, 61_000_000_000, new Attachability(AttachFidelity.StatesOnly, "ptrace_scope 1")),
            new SeenProcess(Process(7), default(StateCounts), 0, 0, new Attachability(AttachFidelity.Full, null)));

        var lines = PsText.Of(seen, Redactor.Default, null, 80).Split('\n');

        lines.ShouldAllBe(l => l.Length <= 80);
        lines[0].ShouldStartWith("    PID  NAME ");
        lines[1].ShouldStartWith("1234567  a_name_of_15_by ");
        lines[1].ShouldContain(" states ");
        PsText.Of(seen, Redactor.Default, null, null).ShouldContain("states only: ptrace_scope 1");
        PsVerb.Legend(seen).ShouldEndWith("Attach: states only: ptrace_scope 1 (1); runscope doctor says how to get more.");
    }

    [Fact]
    public void Users_are_named_as_the_file_says_and_a_broken_line_names_nobody()
    {
        var users = new UserNames("root:x:0:0:root:/root:/bin/bash\nbroken\n:x:7:\nann:x:1000:1000::/home/ann:/bin/sh\n");

        (users.Find(0), users.Find(1000), users.Find(7)).ShouldBe(("root", "ann", null));
    }

    private static ListedProcess Process(int pid) => new(pid, 1, 1, 1000, "name", ["name"], null, (byte)'S', 1, 0, 0, false, false);
}
