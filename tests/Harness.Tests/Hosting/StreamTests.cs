using System.Text;
using CliWrap;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

[Collection(RealProcesses.Name)]
public sealed class StreamTests
{
    private const int Size = 50_000_000;

    [Fact]
    public async Task Fifty_megabytes_pass_through_all_three_streams_byte_for_byte()
    {
        var sent = new byte[Size];
        new Random(7).NextBytes(sent);
        var (stdout, stderr) = (new MemoryStream(Size), new MemoryStream(Size));
        var command = sent.AsMemory() | Workload.Verb("cat") | (PipeTarget.ToStream(stdout), PipeTarget.ToStream(stderr));

        var profile = await Workload.ProfileAsync(command);

        profile.ExitCode.ShouldBe(0);
        stdout.ToArray().AsSpan().SequenceEqual(sent).ShouldBeTrue();
        stderr.ToArray().AsSpan().SequenceEqual(sent).ShouldBeTrue();
        profile.Output.Truncated.ShouldBeTrue();
    }

    [Fact]
    public async Task Output_that_nobody_asked_for_is_drained_and_its_end_kept()
    {
        var profile = await Workload.ProfileAsync(Workload.Verb("output", "--bytes", "3MiB"));

        profile.ExitCode.ShouldBe(0);
        profile.Output.Truncated.ShouldBeTrue();
        TruthLine.Parse(profile.Output.StdoutTail!).BytesWritten.ShouldBe(6 << 20);
        profile.Output.StderrTail!.ShouldContain("000000000767");
    }

    [Fact]
    public async Task Output_that_is_not_UTF8_is_kept_readable_and_the_bytes_pass_unchanged()
    {
        var stdout = new MemoryStream();
        var command = Workload.Verb("output", "--bytes", "8KiB", "--invalid", "yes") | PipeTarget.ToStream(stdout);

        var profile = await Workload.ProfileAsync(command);

        stdout.ToArray().AsSpan(13, 4).SequenceEqual(new byte[] { 0xff, 0xfe, 0x80, 0xc3 }).ShouldBeTrue();
        profile.Output.StdoutTail!.ShouldStartWith("000000000000.\uFFFD");
        ProfileJson.Parse(ProfileJson.ToJson(profile)).Output.ShouldBe(profile.Output);
    }

    [Fact]
    public async Task A_stream_that_the_process_closes_ends_while_the_process_works_on()
    {
        var read = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var command = Workload.Wrap("sh").WithArguments(["-c", "echo last words; exec >/dev/null 2>&1; exec sleep 600"]).WithStandardOutputPipe(PipeTarget.Create(async (stream, cancellation) =>
        {
            using var reader = new StreamReader(stream, Encoding.UTF8);
            read.TrySetResult(await reader.ReadToEndAsync(cancellation));
        }));

        await using var running = await ProcessProfiler.StartAsync(command);
        var text = await read.Task.Patiently();

        text.ShouldBe("last words\n");
        Processes.IsAlive(Processes.Living(running.ProcessId)).ShouldBeTrue();
        (await running.StopAsync().Patiently()).ExitSignal.ShouldBe(15);
    }

    [Fact]
    public async Task A_process_that_closes_its_input_is_noticed_while_it_works_on()
    {
        var noticed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var endless = PipeSource.Create(async (stream, cancellation) =>
        {
            try
            {
                while (true) await stream.WriteAsync(new byte[64 * 1024], cancellation);
            }
            catch (IOException e)
            {
                noticed.TrySetResult(e);
            }
        });
        var command = Workload.Wrap("sh").WithArguments(["-c", "exec </dev/null; exec sleep 600"]).WithStandardInputPipe(endless);

        await using var running = await ProcessProfiler.StartAsync(command);
        await noticed.Task.Patiently();

        Processes.IsAlive(Processes.Living(running.ProcessId)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_process_that_closes_its_streams_is_profiled_to_its_end()
    {
        var (profile, truth) = await Workload.TruthOfAsync(["close-streams", "--cpu-time", "300ms"]);

        profile.ExitCode.ShouldBe(0);
        profile.CpuTime!.Value.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(300));
        truth.Verb.ShouldBe("close-streams");
    }

    [Fact]
    public async Task An_error_of_the_callers_own_pipe_reaches_the_caller()
    {
        var children = Processes.OwnChildren();
        var command = Workload.Wrap("sh").WithArguments(["-c", "echo one; exit 3"]) | PipeTarget.ToDelegate(_ => throw new InvalidTimeZoneException("mine"));

        var error = await Should.ThrowAsync<InvalidTimeZoneException>(() => Workload.ProfileAsync(command));

        error.Message.ShouldBe("mine");
        Processes.OwnChildren().ShouldBe(children);
    }

    [Fact]
    public async Task An_input_file_that_is_not_there_is_no_empty_input_but_the_callers_error()
    {
        var children = Processes.OwnChildren();
        var command = PipeSource.FromFile("/nonexistent/input") | Workload.Verb("cat");

        await Should.ThrowAsync<DirectoryNotFoundException>(() => Workload.ProfileAsync(command));

        Processes.OwnChildren().ShouldBe(children);
    }

    [Fact]
    public async Task A_reader_that_is_slower_than_the_process_still_gets_every_line()
    {
        var lines = 0;
        var command = Workload.Wrap("seq").WithArguments("200") | PipeTarget.ToDelegate(async _ =>
        {
            lines++;
            await Task.Delay(10);
        });

        await Workload.ProfileAsync(command);

        lines.ShouldBe(200);
    }

    [Fact]
    public async Task Standard_input_that_nobody_gives_is_at_its_end()
    {
        var (profile, stdout) = await Workload.OutputOfAsync(Workload.Verb("cat"));

        profile.ExitCode.ShouldBe(0);
        stdout.ShouldBe("");
    }
}
