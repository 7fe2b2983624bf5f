namespace RunScope.Testing.Tests;

public class RunTests
{
    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("kill -SEGV $$", 128 + 11)]
    [InlineData("kill -TERM $$", 128 + 15)]
    public async Task The_tool_ends_as_the_workload_did(string script, int exitCode)
    {
        var result = await Tool.RunAsync(["run", "--", "sh", "-c", script]);

        result.ExitCode.ShouldBe(exitCode, result.Error);
    }

    [Fact]
    public async Task The_workloads_streams_are_its_own_and_the_tools_words_go_to_standard_error()
    {
        var result = await Tool.RunAsync(["run", "sh", "-c", "cat; echo to-stderr >&2"], input: "through\n");

        result.Output.ShouldBe("through\n");
        result.Error.ShouldContain("to-stderr");
        result.Error.ShouldContain("Running");
        result.Error.ShouldContain("exit code 0");
    }

    [Fact]
    public async Task Options_after_the_first_word_of_the_command_belong_to_the_command()
    {
        var result = await Tool.RunAsync(["run", "--rate", "50", "printf", "%s|", "--json", "x", "--", "--rate=7", ""]);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldBe("--json|x|--|--rate=7||");
    }

    [Fact]
    public async Task Words_that_cannot_be_written_change_neither_the_exit_code_nor_the_files()
    {
        using var folder = new TemporaryFolder();
        var json = folder.File("p.json");

        var result = await Tool.StartAsync("sh", ["-c", "exec \"$0\" run --json \"$1\" -- sh -c 'exit 7' 2>/dev/full", Tool.Path, json]);

        result.ExitCode.ShouldBe(7);
        ProfileJson.Parse(await File.ReadAllTextAsync(json), json).ExitCode.ShouldBe(7);
    }

    [Fact]
    public async Task Nothing_coloured_goes_into_a_pipe()
    {
        var result = await Tool.RunAsync(["run", "true"]);

        result.Error.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task A_compressor_wants_a_CPU_nearly_always_and_its_books_are_closed()
    {
        using var folder = TemporaryFolder.InMemory();
        var file = folder.File("corpus.bin");
        await File.WriteAllBytesAsync(file, RandomBytes(16 << 20));
        var json = folder.File("p.json");

        var result = await Tool.RunAsync(["run", "--json", json, "--", "gzip", "-9", "-k", "-f", file]);

        result.ExitCode.ShouldBe(0, result.Error);
        var profile = ProfileJson.Parse(await File.ReadAllTextAsync(json), json);
        ((profile.States.Running + profile.States.Runnable) / profile.States.Total).ShouldBeGreaterThan(0.9);
        foreach (var thread in profile.Threads)
            (thread.States.Total - (thread.End!.Value - thread.Start)).Duration().ShouldBeLessThan(TimeSpan.FromMilliseconds(1));
        profile.Target.Arguments.ShouldBe(["-9", "-k", "-f", file]);
        profile.CpuTime!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task The_report_is_one_page_of_its_own()
    {
        using var folder = new TemporaryFolder();
        var html = folder.File("p.html");

        var result = await Tool.RunAsync(["run", "--html", html, "--", "sleep", "0.1"]);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Error.ShouldContain(html);
        var page = await File.ReadAllTextAsync(html);
        page.ShouldStartWith("<!DOCTYPE html>", Case.Insensitive);
        page.ShouldNotContain("http://localhost");
        File.GetUnixFileMode(html).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData(127, "no such program", "no-such-program-anywhere")]
    [InlineData(127, "there is no file", "./no/such/file")]
    [InlineData(126, "is a folder", "/tmp")]
    [InlineData(126, "may not execute", "/etc/passwd")]
    public async Task What_cannot_be_started_is_said_with_the_shells_exit_code(int exitCode, string word, string file)
    {
        var result = await Tool.RunAsync(["run", file]);

        result.ExitCode.ShouldBe(exitCode);
        result.Error.ShouldContain(word);
        result.Error.ShouldContain(file);
    }

    [Fact]
    public async Task A_script_without_interpreter_line_is_refused_with_the_remedy()
    {
        using var folder = new TemporaryFolder();
        var script = folder.File("script");
        await File.WriteAllTextAsync(script, "echo hello\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var result = await Tool.RunAsync(["run", script]);

        result.ExitCode.ShouldBe(126);
        result.Error.ShouldContain("#!/bin/sh");
        result.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_command_that_takes_too_long_is_ended_with_124()
    {
        var result = await Tool.RunAsync(["run", "--timeout", "200ms", "sleep", "600"]);

        result.ExitCode.ShouldBe(124);
        result.Error.ShouldContain("timed out");
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_is_said_before_anything_runs()
    {
        using var folder = new TemporaryFolder();
        var witness = folder.File("witness");

        var result = await Tool.RunAsync(["run", "--json", folder.File("missing/p.json"), "--", "touch", witness]);

        result.ExitCode.ShouldBe(125);
        result.Error.ShouldContain("Nothing was run");
        File.Exists(witness).ShouldBeFalse();
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_in_the_end_is_said_and_the_exit_code_stays_the_commands()
    {
        using var folder = new TemporaryFolder();
        var html = folder.File("p.html");

        var result = await Tool.RunAsync(["run", "--html", html, "--", "sh", "-c", "mkdir \"$1\"; exit 7", "sh", html]);

        result.ExitCode.ShouldBe(7);
        result.Error.ShouldContain($"cannot write {html}");
        result.Error.ShouldNotContain("report:");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "--rate", "0", "true")]
    [InlineData("run", "--rate", "many", "true")]
    [InlineData("run", "--engine", "perf", "true")]
    [InlineData("run", "--timeout", "5", "true")]
    [InlineData("run", "--timeout", "200h", "true")]
    [InlineData("run", "--timeout", "500us", "true")]
    [InlineData("run", "--timeout", "0s", "true")]
    [InlineData("run", "--no-such-option", "true")]
    [InlineData("fly")]
    [InlineData]
    public async Task Wrong_usage_is_64_with_a_way_to_help(params string[] arguments)
    {
        var result = await Tool.RunAsync(arguments);

        result.ExitCode.ShouldBe(64);
        result.Error.ShouldContain("runscope --help");
    }

    [Fact]
    public async Task A_time_limit_that_cannot_be_kept_is_told_with_those_that_can()
    {
        var result = await Tool.RunAsync(["run", "--timeout", "200h", "true"]);

        result.Error.ShouldContain("--timeout is \"200h\"; it takes 1 ms to 168 h.");
    }

    [Fact]
    public async Task Help_shows_examples_and_is_no_error()
    {
        var result = await Tool.RunAsync(["run", "--help"]);

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("runscope run -- gzip");
    }

    [Fact]
    public async Task A_termination_signal_is_passed_on_to_the_workload()
    {
        // The workload ends the tool, which passes the signal on to the workload, which takes it as its own end.
        var result = await Tool.RunAsync(["run", "sh", "-c", "trap 'exit 42' TERM; kill -TERM $PPID; while :; do sleep 0.01; done"]);

        result.ExitCode.ShouldBe(42);
    }

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
