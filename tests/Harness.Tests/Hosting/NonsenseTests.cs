using CliWrap;
using CliWrap.Buffered;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

/// <summary>A program in the recorder's place that says what no recorder says.</summary>
public sealed class NonsenseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NeedsProgramFact("python3", "python3")]
    public async Task A_message_that_makes_no_sense_is_an_error_in_words_and_what_was_started_is_ended()
    {
        string[] said =
        [
            "frame(b'S', b'abc')", "frame(b'S', number(1 << 40) + number(1))", "frame(b'!', number(1 << 62))", "frame(b'S', number(os.getpid()) + number(start)); frame(b'R', b'\\xff' * 100)",
        ];
        foreach (var words in said)
        {
            _folder.Write("recorder-native/RunScope.Testing.Recorder", $"""
                #!/usr/bin/env python3
                import os, socket, struct, sys
                number = lambda n: struct.pack("<q", n)
                start = int(open("/proc/self/stat").read().rsplit(")", 1)[1].split()[19])
                s = socket.socket(socket.AF_UNIX)
                s.connect(sys.argv[1])
                def frame(kind, payload): s.sendall(kind + struct.pack("<i", len(payload)) + payload)
                {words}
                while s.recv(4096): pass
                """);

            var result = await Cli.Wrap(Workload.Host).WithArguments(["profile", "true"]).WithEnvironmentVariables(e => e.Set("RUNSCOPE_RECORDER", _folder.Path)).WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync().Task.Patiently();

            result.StandardOutput.ShouldContain("RecorderLostException", Case.Sensitive, words);
            result.StandardOutput.ShouldContain("A message between test host and recorder is damaged", Case.Sensitive, words);
            result.ExitCode.ShouldBe(1, words);
        }
    }
}
