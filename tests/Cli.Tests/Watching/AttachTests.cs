using System.Text.RegularExpressions;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Tests;

public sealed partial class AttachTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_process_is_watched_for_a_while_and_reported_judged_and_left_as_it_was()
    {
        await using var target = await StartedProgram.TargetAsync();
        var (json, html) = (_folder.File("p.json"), _folder.File("p.html"));
        var before = Status(target);

        var result = await Tool.RunAsync(["attach", $"{target.Id}", "--duration", "1s", "--rate", "200", "--json", json, "--html", html, "--limit", "WallTime<=1h", "--limit", "Running[worker-*]>=99%"]);

        result.ExitCode.ShouldBe(2, result.Error);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldNotContain("\u001b");
        result.Error.ShouldMatch($@"^attached to workloads \({target.Id}\), user \S+, \d+ threads: \S*workloads target --threads 3 ");
        result.Error.ShouldMatch(@"\n *thread name +state +call *\n");
        result.Error.ShouldContain("watching for 1 s, or until Ctrl-C; it runs on then\n");
        result.Error.ShouldMatch($@"\nworkloads \({target.Id}\): watched for \d+(\.\d+)? s, runs on, CPU ");
        result.Error.ShouldMatch(@"\nbusiest threads .*\n\d+ worker-[012] ");
        result.Error.ShouldMatch(@"\nmost blocked threads .*\n(.*\n)*?\d+ workloads +\d+\.\d % .* futex");
        result.Error.ShouldContain($"workloads ({target.Id}): 1 of 2 limits missed (workloads, 1 run, ");
        result.Error.ShouldContain("Running  at least 99.0 %, was ");
        result.Error.ShouldContain("ok: WallTime at most 60 min, was ");
        var profile = ProfileJson.Parse(await File.ReadAllTextAsync(json), json);
        profile.Target.ShouldSatisfyAllConditions(t => t.Simulated.ShouldBeFalse(), t => t.ProcessId.ShouldBe(target.Id), t => t.Name.ShouldBe("workloads"));
        profile.EndedBy.ShouldBe(EndedBy.Detach);
        profile.Engine.SampleRate.ShouldBe(200);
        profile.Threads.Count(t => t.Name.StartsWith("worker-", StringComparison.Ordinal)).ShouldBe(3);
        (await File.ReadAllTextAsync(html)).ShouldContain("at least 99.0 %");
        Status(target).ShouldBe(before);
        await EndsAsItWouldAsync(target);
    }

    [Theory]
    [InlineData(Signals.SIGINT)]
    [InlineData(Signals.SIGTERM)]
    [InlineData(Signals.SIGHUP)]
    public async Task A_signal_ends_the_watching_with_the_report_of_what_was_seen(int signal)
    {
        await using var target = await StartedProgram.TargetAsync();
        await using var tool = StartedProgram.Start(Tool.Path, "attach", $"{target.Id}", "--follow");
        await tool.OutputHasAsync("worker-");

        tool.Send(signal);

        (await tool.EndAsync()).ShouldBe(0, tool.Error);
        tool.Output.ShouldMatch(@"^ +time +rounds +threads +Running +Runnable +Sleeping +DiskSleep +Other +busiest thread +longest wait\n");
        tool.Output.ShouldMatch(@"\n +\d+:\d\d\.\d +\d+ +\d+ +\d+ % +\d+ % +\d+ % +\d+ % +\d+ %  \d+ worker-[012] \d+ % +\S+.* \d+ %\n");
        tool.Error.ShouldContain("runs on, CPU ");
        (tool.Output + tool.Error).ShouldNotContain("\u001b");
        await EndsAsItWouldAsync(target);
    }

    [Fact]
    public async Task All_threads_of_a_process_that_has_many_are_counted_and_the_first_is_among_them()
    {
        await using var target = StartedProgram.Start(Path.Combine(AppContext.BaseDirectory, "workloads"), "threads", "1500", "--duration", "30m");
        await target.OutputHasAsync("\n");

        var result = await Tool.RunAsync(["attach", $"{target.Id}", "--duration", "10ms", "--rate", "1"]);

        result.ExitCode.ShouldBe(0, result.Error);
        int.Parse(Regex.Match(result.Error, @", ([\d,]+) threads: ").Groups[1].Value.Replace(",", "", StringComparison.Ordinal)).ShouldBeGreaterThan(1500);
    }

    [Fact]
    public async Task A_second_signal_ends_the_tool_at_once()
    {
        await using var target = await StartedProgram.TargetAsync();
        await using var tool = StartedProgram.Start(Tool.Path, "attach", $"{target.Id}");
        await tool.ErrorHasAsync("watching until it ends");

        // Both wait until it runs on.
        tool.Send(19);
        tool.Send(Signals.SIGTERM);
        tool.Send(Signals.SIGINT);
        tool.Send(18);

        (await tool.EndAsync()).ShouldBeOneOf(128 + Signals.SIGTERM, 128 + Signals.SIGINT);
        await EndsAsItWouldAsync(target);
    }

    [Fact]
    public async Task The_targets_own_end_ends_the_watching()
    {
        await using var target = await StartedProgram.TargetAsync();
        await using var tool = StartedProgram.Start(Tool.Path, "attach", $"{target.Id}");
        await tool.ErrorHasAsync("watching until it ends");

        await EndsAsItWouldAsync(target);

        (await tool.EndAsync()).ShouldBe(0, tool.Error);
        tool.Error.ShouldMatch($@"\nworkloads \({target.Id}\): (ended after .*, exit code unknown|exit code 0 after .*), CPU ");
        tool.Error.ShouldContain("busiest threads");
    }

    [Fact]
    public async Task A_reader_of_the_rows_that_has_enough_ends_the_watching()
    {
        await using var target = await StartedProgram.TargetAsync();

        var result = await Tool.StartAsync("sh", ["-c", "\"$0\" attach \"$1\" --follow | head -n 1", Tool.Path, $"{target.Id}"]);

        result.Output.ShouldMatch(@"^ +time +rounds [^\n]*\n$");
        result.Error.ShouldContain("runs on, CPU ");
        await EndsAsItWouldAsync(target);
    }

    [Fact]
    public async Task A_terminal_has_a_line_that_is_written_over_until_Ctrl_C_and_NO_COLOR_is_kept()
    {
        await using var target = await StartedProgram.TargetAsync();
        var plain = await OnTerminalAsync("NO_COLOR=1");
        var coloured = await OnTerminalAsync("NO_COLOR=");

        // The runtime itself prepares the keypad.
        plain.ShouldNotMatch(@"\u001b\[[0-9;]*m");
        plain.ShouldMatch(@"\r\d+:\d\d  \d+ rounds?  \d+ threads  Running \d+ %  Runna.?");
        plain.Split('\n').SelectMany(l => l.Split('\r')).ShouldAllBe(line => Keypad().Replace(line, "").Length <= 50);
        coloured.ShouldMatch(@"\u001b\[[0-9;]*m");
        await EndsAsItWouldAsync(target);

        async Task<string> OnTerminalAsync(string variable)
        {
            var command = $"stty cols 50; exec env TERM=xterm-256color {variable} '{Tool.Path}' attach {target.Id}";
            await using var terminal = StartedProgram.Start("script", "-qec", command, "/dev/null");
            await terminal.OutputHasAsync(" threads  Running ");
            terminal.Type("\u0003");
            (await terminal.EndAsync()).ShouldBe(0, terminal.Output);
            return terminal.Output;
        }
    }

    [Fact]
    public async Task A_terminal_that_goes_away_takes_no_profile_with_it()
    {
        await using var target = await StartedProgram.TargetAsync();
        var (json, code) = (_folder.File("p.json"), _folder.File("code"));

        // A hangup goes to the shell alone, which leads the session; it says what the tool ended with where no terminal is needed.
        var command = $"stty cols 80; trap 'kill -HUP $!' HUP; TERM=xterm '{Tool.Path}' attach {target.Id} --json '{json}' & wait $!; wait $!; echo $? >'{code}.new'; mv '{code}.new' '{code}'";
        await using var terminal = StartedProgram.Start("script", "-qec", command, "/dev/null");
        await terminal.OutputHasAsync(" threads  Running ");

        terminal.Send(Signals.SIGKILL);

        for (var i = 0; i < 3000 && !File.Exists(code); i++) await Task.Delay(50);
        (await File.ReadAllTextAsync(code)).ShouldBe("0\n");
        ProfileJson.Parse(await File.ReadAllTextAsync(json), json).EndedBy.ShouldBe(EndedBy.Detach);
        await EndsAsItWouldAsync(target);
    }

    [Fact]
    public async Task Words_that_cannot_be_written_take_no_profile_with_them()
    {
        await using var target = await StartedProgram.TargetAsync();
        var json = _folder.File("p.json");

        var result = await Tool.StartAsync("sh", ["-c", "exec \"$0\" attach \"$1\" --duration 100ms --json \"$2\" 2>/dev/full", Tool.Path, $"{target.Id}", json]);

        result.ExitCode.ShouldBe(0);
        ProfileJson.Parse(await File.ReadAllTextAsync(json), json).Target.ProcessId.ShouldBe(target.Id);
        await EndsAsItWouldAsync(target);
    }

    [Fact]
    public async Task Rows_that_cannot_be_written_end_the_watching_with_its_report_and_its_profile()
    {
        await using var target = await StartedProgram.TargetAsync();
        var json = _folder.File("p.json");

        var result = await Tool.StartAsync("sh", ["-c", "exec \"$0\" attach \"$1\" --follow --json \"$2\" >/dev/full", Tool.Path, $"{target.Id}", json]);

        result.ExitCode.ShouldBe(125, result.Error);
        result.Error.ShouldContain("runs on, CPU ");
        result.Error.ShouldContain("runscope: Cannot write the rows of --follow to standard output: ");
        ProfileJson.Parse(await File.ReadAllTextAsync(json), json).EndedBy.ShouldBe(EndedBy.Detach);
        await EndsAsItWouldAsync(target);
    }

    [Fact]
    public async Task Names_of_threads_cannot_colour_or_move_anything()
    {
        await using var target = StartedProgram.Start(Path.Combine(AppContext.BaseDirectory, "workloads"), "names", "--duration", "10m");
        await using var tool = StartedProgram.Start(Tool.Path, "attach", $"{target.Id}", "--follow");
        await tool.OutputHasAsync(" %  ");

        tool.Send(Signals.SIGINT);

        (await tool.EndAsync()).ShouldBe(0, tool.Error);
        (tool.Output + tool.Error).Where(c => char.IsControl(c) && c != '\n').ShouldBeEmpty();
        tool.Error.ShouldContain("workloads names --duration 10m");
    }

    [Fact]
    public async Task A_process_that_is_not_there_or_is_not_the_only_one_is_said_with_3()
    {
        await using var one = await StartedProgram.TargetAsync();
        await using var other = await StartedProgram.TargetAsync();

        var several = await Tool.RunAsync(["attach", "workloads"]);
        var none = await Tool.RunAsync(["attach", "worklaods"]);
        var gone = await Tool.RunAsync(["attach", "4194305"]);

        several.ExitCode.ShouldBe(3, several.Error);
        foreach (var process in (StartedProgram[])[one, other]) several.Error.ShouldMatch($@"\n +{process.Id} .*workloads target --threads 3");
        several.Error.ShouldContain("are named \"workloads\"");
        none.ExitCode.ShouldBe(3, none.Error);
        none.Error.ShouldContain("There is no process named \"worklaods\". Did you mean workloads?");
        gone.ExitCode.ShouldBe(3, gone.Error);
        gone.Error.ShouldContain("There is no process 4194305");
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_said_before_anything_is_watched()
    {
        var result = await Tool.RunAsync(["attach", "1", "--html", _folder.File("missing/p.html")]);

        result.ExitCode.ShouldBe(125);
        result.Error.ShouldContain("Nothing was watched.");
    }

    [Theory]
    [InlineData("attach")]
    [InlineData("attach", "1", "--duration", "0s")]
    [InlineData("attach", "1", "--duration", "5")]
    [InlineData("attach", "1", "--timeout", "200h")]
    [InlineData("attach", "1", "--rate", "0")]
    [InlineData("attach", "1", "--engine", "perf")]
    [InlineData("attach", "1", "--limit", "ExitCode<=0")]
    [InlineData("attach", "1", "2")]
    public async Task Wrong_usage_is_64_with_a_way_to_help(params string[] arguments)
    {
        var result = await Tool.RunAsync(arguments);

        result.ExitCode.ShouldBe(64);
        result.Error.ShouldContain("runscope attach --help");
    }

    [GeneratedRegex(@"\u001b\[\?1[hl]\u001b[=>]")]
    private static partial Regex Keypad();

    /// <summary>What a debugger, a signal or a stop would have changed; SigQ is over all processes of the user.</summary>
    private static string Status(StartedProgram target) =>
        string.Join('\n', File.ReadLines($"/proc/{target.Id}/status").Where(l => l.StartsWith("TracerPid:", StringComparison.Ordinal) || (l.StartsWith("Sig", StringComparison.Ordinal) && !l.StartsWith("SigQ:", StringComparison.Ordinal))));

    private static async Task EndsAsItWouldAsync(StartedProgram target)
    {
        target.IsRunning.ShouldBeTrue();
        target.EndInput();
        (await target.EndAsync()).ShouldBe(0, target.Error);
    }
}
