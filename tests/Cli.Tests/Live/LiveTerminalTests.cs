using System.Diagnostics;
using System.Globalization;

namespace RunScope.Testing.Tests;

/// <summary>The view in a real terminal.</summary>
public sealed class LiveTerminalTests
{
    [NeedsTmuxFact]
    public async Task A_process_is_watched_by_keys_and_left_untouched_and_the_terminal_is_given_back_at_q()
    {
        // Threads whose names hold escape sequences.
        using var target = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "workloads"), ["names", "--duration", "30m"]) { RedirectStandardOutput = true })!;
        try
        {
            await using var tmux = await Tmux.StartAsync(Watched($"live {target.Id}"), 110, 32);
            var banner = $"^REAL PROCESS DATA: workloads, {target.Id}";
            await tmux.WaitForAsync(banner);
            (await tmux.AskAsync("#{alternate_on} #{cursor_flag}")).ShouldBe("1 0");
            var screen = await tmux.WaitForAsync(@"^ +\d+ a\\nb\\tc\\r\\x1b");
            screen.ShouldMatch(@"(?m)^S Sleeping +S{20,} +\d+\.\d %");
            screen.ShouldMatch(@"clock_nanosleep");

            await tmux.KeysAsync("5", "/", "w", "o", "r", "k", "e", "r", "-");
            await tmux.WaitForAsync("^filter: worker-");
            (await tmux.WaitForAsync(@"TIDv(.|\n)* worker-\*\[0\]")).ShouldNotContain("ctl");
            await tmux.KeysAsync("Enter", "p", "+");
            await tmux.WaitForAsync("PAUSED: the view stands still, sampling goes on");
            await tmux.WaitForAsync(" 200 Hz ");
            await tmux.KeysAsync("p", "Escape");
            await tmux.ResizeAsync(60, 15);
            screen = await tmux.WaitForAsync("^whole +S+");
            screen.ShouldMatch(banner);
            await tmux.KeysAsync("?");
            await tmux.WaitForAsync("^any key back");
            await tmux.KeysAsync("x");
            await tmux.ResizeAsync(110, 32);

            // Another process, and back.
            var shell = await tmux.AskAsync("#{pane_pid}");
            await tmux.KeysAsync("l");
            await tmux.WaitForAsync("PID USER +THREADS");

            // By what no other process is called (tmux itself has the script in its line too): digits of an ID may stand in any command line.
            await tmux.KeysAsync(["/", .. $"sh*{Path.GetFileName(Path.GetDirectoryName(tmux.File("script")))}*".Select(c => c.ToString())]);
            await tmux.WaitForAsync($@"^ +{shell} ");
            await tmux.KeysAsync("Enter", "Enter");
            screen = await tmux.WaitForAsync($"^REAL PROCESS DATA: sh, {shell}$");
            screen.ShouldMatch("Esc back");
            await tmux.KeysAsync("Escape");
            await tmux.WaitForAsync(banner);

            await tmux.KeysAsync("r");
            screen = await tmux.WaitForAsync($@"^report: runscope-workloads-{target.Id}-\d+-\d+\.html and ");
            var report = System.Text.RegularExpressions.Regex.Match(screen, @"and (runscope-\S+\.json)").Groups[1].Value;
            var profile = ProfileJson.Parse(await File.ReadAllTextAsync(tmux.File(report)));
            profile.Target.Simulated.ShouldBeFalse();
            profile.Target.ProcessId.ShouldBe(target.Id);
            (await File.ReadAllTextAsync(tmux.File(Path.ChangeExtension(report, ".html")))).ShouldNotContain("SIMULATED DATA", Case.Sensitive);

            await tmux.KeysAsync("q");
            screen = await tmux.WaitForAsync("^EXIT=0");
            screen.ShouldMatch(@"workloads \(\d+\): watched for ");
            await ShouldBeGivenBackAsync(tmux);
            target.HasExited.ShouldBeFalse();
            (await File.ReadAllTextAsync($"/proc/{target.Id}/status")).ShouldContain("TracerPid:\t0\n");
        }
        finally
        {
            target.Kill();
        }
    }

    [NeedsTmuxFact]
    public async Task Simulated_data_say_so_in_place_of_the_process_and_Ctrl_C_gives_the_terminal_back()
    {
        await using var tmux = await Tmux.StartAsync($"TERM=dumb {Tool.Path} live --demo 2>&1 | tee /dev/null\n{Watched("live --demo")}", 100, 30);
        var screen = await tmux.WaitForAsync(@"^ +\d+ worker-3 ");
        screen.ShouldStartWith("SIMULATED DATA, NOT A REAL PROCESS");
        screen.ShouldNotContain("REAL PROCESS DATA");

        await tmux.KeysAsync("l", "r");
        await tmux.WaitForAsync(@"^report: runscope-simulated-");
        await tmux.KeysAsync("C-c");

        screen = await tmux.WaitForAsync("^EXIT=0");
        screen.ShouldMatch("(?m)^SIMULATED DATA, NOT A REAL PROCESS\nrunscope ");
        await ShouldBeGivenBackAsync(tmux);
        var json = Directory.EnumerateFiles(tmux.File(""), "runscope-simulated-*.json").ShouldHaveSingleItem();
        ProfileJson.Parse(await File.ReadAllTextAsync(json)).Target.Simulated.ShouldBeTrue();
        (await File.ReadAllTextAsync(Path.ChangeExtension(json, ".html"))).ShouldContain("SIMULATED DATA, NOT A REAL PROCESS</p>");
    }

    [NeedsTmuxFact]
    public async Task A_signal_ends_the_view_and_the_terminal_is_given_back()
    {
        await using var tmux = await Tmux.StartAsync(Watched("live --demo"), 80, 24);
        await tmux.WaitForAsync("^SIMULATED DATA");

        Process.Start("kill", ["-TERM", (await tmux.ChildAsync("runscope")).ToString(CultureInfo.InvariantCulture)]).Dispose();

        await tmux.WaitForAsync("^EXIT=143");
        await ShouldBeGivenBackAsync(tmux);
    }

    [Fact]
    public async Task A_terminal_that_goes_away_ends_the_view_as_SIGHUP_does()
    {
        using var folder = new TemporaryFolder();
        var code = folder.File("code");

        // A hangup goes to the shell alone, which leads the session; it says what the tool ended with where no terminal is needed.
        var command = $"trap : HUP; TERM=xterm '{Tool.Path}' live --demo; echo $? >'{code}.new'; mv '{code}.new' '{code}'";
        await using var terminal = StartedProgram.Start("script", "-qec", $"stty cols 80 rows 24; {command}", "/dev/null");
        await terminal.OutputHasAsync("SIMULATED DATA");

        terminal.Send(9);

        for (var i = 0; i < 3000 && !File.Exists(code); i++) await Task.Delay(50);
        (await File.ReadAllTextAsync(code)).ShouldBe("129\n");
    }

    [NeedsTmuxFact]
    public async Task A_command_started_here_shows_its_output_and_ends_with_the_view_whatever_it_says_to_SIGTERM()
    {
        await using var tmux = await Tmux.StartAsync(
            Watched($"live -- sh -c 'trap \"\" TERM; echo $$ >own; echo here I am; printf \"bad \\033[31mred\\n\" >&2; while :; do sleep 0.1; done'"), 110, 50);
        await tmux.WaitForAsync("^REAL PROCESS DATA: sh, ");

        await tmux.KeysAsync("o");
        (await tmux.WaitForAsync("^here I am$")).ShouldContain(@"bad \x1b[31mred");
        await tmux.KeysAsync("q");
        await tmux.WaitForAsync("^Quitting ends sh .*: y ends it");
        await tmux.KeysAsync("n");
        await tmux.WaitForAsync("^o back");
        await tmux.KeysAsync("q", "y");

        var screen = await tmux.WaitForAsync("^EXIT=0");
        screen.ShouldMatch(@"(?m)^runscope: sh \(\d+\) didn't end at SIGTERM and was killed");
        screen.ShouldMatch(@"sh \(\d+\): killed by SIGKILL");
        screen.ShouldContain("here I am");
        Directory.Exists("/proc/" + (await File.ReadAllTextAsync(tmux.File("own"))).Trim()).ShouldBeFalse();
        await ShouldBeGivenBackAsync(tmux);
    }

    [NeedsTmuxFact]
    public async Task Children_of_a_command_that_ends_at_SIGTERM_end_with_it()
    {
        // One has the command's output, the other none of it and no ear for SIGTERM.
        await using var tmux = await Tmux.StartAsync(
            Watched("live -- sh -c 'sleep 1000 & echo $! >one; sh -c \"trap : TERM; echo \\$\\$ >other; while :; do sleep 0.1; done\" >/dev/null 2>&1 & wait'"), 110, 30);
        await tmux.WaitForAsync("^REAL PROCESS DATA: sh, ");
        var children = new[] { await PidAsync(tmux, "one"), await PidAsync(tmux, "other") };

        await tmux.KeysAsync("q", "y");

        var screen = await tmux.WaitForAsync("^EXIT=0");
        screen.ShouldMatch(@"(?m)^runscope: sh \(\d+\) was ended \(SIGTERM\), and \d process(es)? that it had started (was|were) killed\.");
        screen.ShouldMatch(@"sh \(\d+\): killed by SIGTERM");
        children.ShouldAllBe(c => !Directory.Exists($"/proc/{c}"));
    }

    [NeedsTmuxFact]
    public async Task What_a_command_that_has_ended_left_behind_ends_with_the_view_and_its_exit_code_is_its_own()
    {
        await using var tmux = await Tmux.StartAsync(Watched("live -- sh -c 'sleep 1000 & echo $! >left; until [ -e go ]; do sleep 0.05; done; exit 7'"), 110, 30);
        await tmux.WaitForAsync("^REAL PROCESS DATA: sh, ");
        var (tool, left) = (await tmux.ChildAsync("runscope"), await PidAsync(tmux, "left"));

        // When its parent has gone it is the tool's, and nobody is asked any more whether the command should end.
        await File.WriteAllTextAsync(tmux.File("go"), "");
        for (var i = 0; i < 3000 && !(await File.ReadAllTextAsync($"/proc/{left}/status")).Contains($"PPid:\t{tool}\n", StringComparison.Ordinal); i++) await Task.Delay(50);
        await tmux.KeysAsync("q");

        var screen = await tmux.WaitForAsync("^EXIT=0");
        screen.ShouldMatch(@"(?m)^runscope: sh \(\d+\) had ended by itself; 1 process that it left behind was ended\.");
        screen.ShouldMatch(@"sh \(\d+\): exit code 7 after ");
        Directory.Exists($"/proc/{left}").ShouldBeFalse();
    }

    [NeedsTmuxFact]
    public async Task Ctrl_C_while_a_command_is_given_time_to_end_kills_it_and_leaves_nothing_behind()
    {
        // Ctrl-C goes to the shell of the terminal too.
        await using var tmux = await Tmux.StartAsync("trap : INT\nexport RUNSCOPE_GRACEPERIOD=30m\n" + Watched("live -- sh -c 'trap \"\" TERM INT; echo $$ >own; while :; do sleep 0.1; done'"), 110, 30);
        await tmux.WaitForAsync("^REAL PROCESS DATA: sh, ");
        await tmux.KeysAsync("q", "y");
        await tmux.WaitForAsync(@"^runscope: sh \(\d+\) was asked to end and has up to 30 min for it; Ctrl-C kills it at once");

        await tmux.KeysAsync("C-c");

        await tmux.WaitForAsync("^EXIT=0");
        Directory.Exists("/proc/" + (await File.ReadAllTextAsync(tmux.File("own"))).Trim()).ShouldBeFalse();
        await ShouldBeGivenBackAsync(tmux);
    }

    [Fact]
    public async Task Without_a_terminal_the_view_is_refused_with_what_to_use_instead()
    {
        var result = await Tool.RunAsync(["live", "--demo"]);

        result.ExitCode.ShouldBe(64);
        result.Output.ShouldBe("");
        result.Error.ShouldBe("runscope: Cannot show a live view: standard input is no terminal. Run it in a terminal, or use runscope attach PID, which writes text to pipes and files.\n");
    }

    [Theory]
    [InlineData("4127 would be a process, and what stands after -- a command", "4127", "--", "echo", "hi")]
    [InlineData("my_server would be a process, and what stands after -- a command", "--rate", "50", "my_server", "--", "./load")]
    [InlineData("there is no option --json", "4127", "--json")]
    [InlineData("4127 would be one process and 4128 another", "4127", "4128")]
    [InlineData("standard input is no terminal", "--rate", "50", "--", "./load", "4127", "--", "x")]
    public async Task What_names_no_one_target_is_refused(string told, params string[] words)
    {
        var result = await Tool.RunAsync(["live", .. words]);

        result.ExitCode.ShouldBe(64);
        result.Error.ShouldContain(told);
    }

    /// <summary>A line for the shell: the tool, what it ended with, and what it made of the terminal.</summary>
    private static string Watched(string arguments) => $"stty -a >before\n{Tool.Path} {arguments}\necho EXIT=$?\nstty -a >after";

    /// <summary>The ID that a shell in the terminal writes into a file.</summary>
    private static async Task<int> PidAsync(Tmux tmux, string file)
    {
        for (var i = 0; i < 3000; i++)
        {
            if (File.Exists(tmux.File(file)) && await File.ReadAllTextAsync(tmux.File(file)) is [.., '\n'] text) return int.Parse(text, CultureInfo.InvariantCulture);
            await Task.Delay(50);
        }

        throw new TimeoutException($"Nothing ever wrote {file}.");
    }

    private static async Task ShouldBeGivenBackAsync(Tmux tmux)
    {
        (await tmux.AskAsync("#{alternate_on} #{cursor_flag} #{wrap_flag}")).ShouldBe("0 1 1");
        for (var i = 0; i < 1000 && !(File.Exists(tmux.File("after")) && new FileInfo(tmux.File("after")).Length > 0); i++) await Task.Delay(50);
        (await File.ReadAllTextAsync(tmux.File("after"))).ShouldBe(await File.ReadAllTextAsync(tmux.File("before")));
    }
}
