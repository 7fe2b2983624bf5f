using System.Text.RegularExpressions;
using CliWrap;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

/// <summary>Waiting for a real process to say that it is ready.</summary>
[Collection(RealProcesses.Name)]
public sealed partial class ReadinessTests
{
    [Fact]
    public async Task A_line_is_found_whether_it_was_written_before_the_wait_or_during_it()
    {
        var input = new TypedInput();
        await using var cat = await StartAsync("cat", input);

        var during = cat.WaitForOutputAsync("Listening");
        input.Type("starting");
        input.Type("Now Listening on port 5000");
        (await during.Patiently()).ShouldBe("Now Listening on port 5000");
        (await cat.WaitForOutputAsync("starting").Patiently()).ShouldBe("starting");
        (await cat.WaitForOutputAsync(Port()).Patiently()).ShouldBe("Now Listening on port 5000");
        input.End();

        (await cat.Completion.Patiently()).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Standard_error_counts_and_the_commands_own_target_gets_everything_all_the_same()
    {
        var lines = new List<string>();
        var command = Script("echo ready >&2; echo own; read line").WithStandardOutputPipe(PipeTarget.ToDelegate(lines.Add)).WithStandardInputPipe(new TypedInput().Source);
        await using var shell = await ProcessProfiler.StartAsync(command);

        (await shell.WaitForOutputAsync("ready").Patiently()).ShouldBe("ready");
        await shell.WaitForOutputAsync("own").Patiently();
        shell.StandardErrorTail.ShouldBe("ready\n");
        shell.StandardOutputTail.ShouldBe("own\n");
        await shell.StopAsync().Patiently();
        lines.ShouldBe(["own"]);
    }

    [Fact]
    public async Task A_line_that_is_written_in_pieces_is_given_whole()
    {
        await using var shell = await ProcessProfiler.StartAsync(Script("printf List; sleep 0.02; printf 'ening on '; sleep 0.02; printf '5000\\nmore\\n'; sleep 60"));

        (await shell.WaitForOutputAsync("Listening").Patiently()).ShouldBe("Listening on 5000");
    }

    [Fact]
    public async Task A_prompt_without_a_line_end_is_found()
    {
        await using var shell = await ProcessProfiler.StartAsync(Script("printf 'password: '; sleep 60"));

        (await shell.WaitForOutputAsync("password:").Patiently()).ShouldBe("password: ");
    }

    [Fact]
    public async Task A_prompt_is_found_while_the_other_stream_is_written_to_all_the_time()
    {
        await using var shell = await ProcessProfiler.StartAsync(Script("printf 'ready> '; while :; do echo tick >&2; sleep 0.02; done"));

        (await shell.WaitForOutputAsync("ready>", TimeSpan.FromSeconds(30)).Patiently()).ShouldBe("ready> ");
    }

    [Fact]
    public async Task A_line_that_may_still_grow_is_no_prompt_when_the_time_is_up()
    {
        await using var shell = await ProcessProfiler.StartAsync(Script("printf 'password: '; sleep 60"));

        await Patience.UntilAsync(() => shell.StandardOutputTail.Contains("password:"), "the prompt is there");

        (await Should.ThrowAsync<WorkloadNotReadyException>(() => shell.WaitForOutputAsync("password:", TimeSpan.FromMilliseconds(50)).Patiently()))
            .Message.ShouldContain("it didn't within 50 ms and still runs");
    }

    [Fact]
    public async Task Ten_thousand_lines_before_the_wait_hide_neither_the_first_nor_the_last()
    {
        await using var shell = await ProcessProfiler.StartAsync(Script("echo first-word; i=0; while [ $i -lt 10000 ]; do echo \"line $i of many that a chatty server writes\"; i=$((i+1)); done; echo last-word >&2; sleep 60"));
        await shell.WaitForOutputAsync("last-word").Patiently();

        (await shell.WaitForOutputAsync("first-word").Patiently()).ShouldBe("first-word");
        (await shell.WaitForOutputAsync("line 5000 of").Patiently()).ShouldStartWith("line 5000 of many");
        (await shell.WaitForOutputAsync("line 9999 of").Patiently()).ShouldStartWith("line 9999 of many");
        shell.StandardOutputTail.ShouldNotContain("first-word");
    }

    [Fact]
    public async Task Megabytes_of_bytes_and_lines_without_end_hide_no_word()
    {
        const string script = "head -c 3000000 /dev/zero | tr '\\0' x; printf 'in a long line'; head -c 3000000 /dev/urandom; printf '\\377\\376\\nready after bytes\\n'; sleep 60";
        await using var shell = await ProcessProfiler.StartAsync(Script(script));

        (await shell.WaitForOutputAsync("ready after bytes").Patiently()).ShouldBe("ready after bytes");
    }

    [Fact]
    public async Task A_process_that_ends_first_is_told_with_its_end_and_what_it_said()
    {
        await using var shell = await ProcessProfiler.StartAsync(Script("echo starting; echo 'cannot bind' >&2; exit 3"));

        var error = await Should.ThrowAsync<WorkloadNotReadyException>(() => shell.WaitForOutputAsync("Listening").Patiently());

        error.Profile!.ExitCode.ShouldBe(3);
        error.ProcessId.ShouldBe(shell.ProcessId);
        error.Message.ShouldStartWith($"Waited for \"sh\" (process {shell.ProcessId}) to write a line that contains \"Listening\": it exited with code 3 first.");
        error.Message.ShouldContain("\n  stderr:\n    cannot bind");
        error.Message.ShouldContain("\n  stdout:\n    starting");
    }

    [Fact]
    public async Task The_last_words_of_a_process_that_ends_count()
    {
        await using var shell = await ProcessProfiler.StartAsync(Script("printf 'ready at last'"));

        (await shell.WaitForOutputAsync("ready at last").Patiently()).ShouldBe("ready at last");
    }

    [Fact]
    public async Task A_wait_that_takes_too_long_says_what_there_was_instead()
    {
        await using var listener = await ProcessProfiler.StartAsync(Workload.Verb("listen"));
        var port = await listener.WaitForPortAsync().Patiently();
        await listener.WaitForOutputAsync("\"verb\":\"listen\"").Patiently();

        var error = await Should.ThrowAsync<WorkloadNotReadyException>(() => listener.WaitForOutputAsync("Listening", TimeSpan.FromMilliseconds(50)).Patiently());

        error.Profile.ShouldBeNull();
        error.Message.ShouldContain(": it didn't within 50 ms and still runs.");
        error.Message.ShouldContain($"\n  listens on: TCP 127.0.0.1:{port}");
        error.Message.ShouldContain("\"verb\":\"listen\"");
        error.Message.ShouldContain("upper and lower case count");
    }

    [Fact]
    public async Task The_time_limit_of_the_run_ends_a_wait_without_one()
    {
        await using var sleep = await ProcessProfiler.StartAsync(Workload.Verb("sleep", "--duration", "1m"), new ProfileOptions { Timeout = TimeSpan.FromMilliseconds(500) });

        var error = await Should.ThrowAsync<WorkloadNotReadyException>(() => sleep.WaitForOutputAsync("Listening").Patiently());

        error.Profile!.EndedBy.ShouldBe(EndedBy.Timeout);
        error.Message.ShouldContain("the time limit of its run, first");
    }

    [Fact]
    public async Task A_process_that_closes_its_output_is_not_waited_for()
    {
        await using var shell = await ProcessProfiler.StartAsync(Script("exec >&- 2>&-; sleep 60"));

        var error = await Should.ThrowAsync<WorkloadNotReadyException>(() => shell.WaitForOutputAsync("Listening").Patiently());

        error.Message.ShouldContain("it has closed its standard output and standard error, and still runs");
    }

    [Fact]
    public async Task A_wait_that_is_given_up_leaves_the_process_alone()
    {
        var input = new TypedInput();
        await using var cat = await StartAsync("cat", input);
        using var givenUp = new CancellationTokenSource();

        var wait = cat.WaitForOutputAsync("Listening", cancellationToken: givenUp.Token);
        await givenUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => wait.Patiently());
        input.End();
        (await cat.Completion.Patiently()).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task What_cannot_be_waited_for_is_refused()
    {
        await using var sleep = await ProcessProfiler.StartAsync(Workload.Verb("sleep", "--duration", "1m"));

        await Should.ThrowAsync<ArgumentException>(() => sleep.WaitForOutputAsync(""));
        await Should.ThrowAsync<ArgumentException>(() => sleep.WaitForOutputAsync("two\nlines"));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => sleep.WaitForOutputAsync("x", TimeSpan.Zero));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => sleep.WaitForPortAsync(65_536));
    }

    private static Command Script(string script) => Workload.Wrap("sh").WithArguments(["-c", script]);

    private static Task<RunningProcess> StartAsync(string program, TypedInput input) => ProcessProfiler.StartAsync(Workload.Wrap(program).WithStandardInputPipe(input.Source));

    [GeneratedRegex(@"port \d+$")]
    private static partial Regex Port();
}
