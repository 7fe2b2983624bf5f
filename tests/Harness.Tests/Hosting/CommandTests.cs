using System.Text;
using CliWrap;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

/// <summary>What a process is given and how it ends are those of plain CliWrap.</summary>
[Collection(RealProcesses.Name)]
public sealed class CommandTests
{
    private static readonly string[] Nasty =
    [
        "args", "", "a b", " ", "\t", "x\"y", "\"", "\"\"", "'", "a'b", "back\\slash", "end\\", "end\\\\", "\\\"", "two\nlines", "cr\r\n", "$HOME", "`id`", "*", "--flag=",
        "äöü ß", "日本語", "🚀", "e\u0301", "-", "--", "%s", "\u0001", "a\tb", "~",
    ];

    [Fact]
    public async Task Arguments_reach_the_process_as_with_plain_CliWrap()
    {
        var (plain, profiled) = await SeenBothWaysAsync(Workload.Verb(Nasty));

        profiled.ShouldBe(plain);
        profiled.ShouldContain("two\\nlines");
    }

    [Theory]
    [InlineData("args one \"two three\"  \"\" \"a\"\"b\" c\"d e\"f \\\\ \\\" \"end\\\\\" x\\y")]
    [InlineData("args \"never closed")]
    [InlineData("args \t tabs\tbetween \" \t \" ")]
    [InlineData("args \\\\\\\"odd \\\\\"even\" \"\"\"\" \"\"\"")]
    public async Task An_argument_string_is_split_as_with_plain_CliWrap(string arguments)
    {
        var (plain, profiled) = await SeenBothWaysAsync(Workload.Verb().WithArguments(arguments));

        profiled.ShouldBe(plain);
    }

    [Fact]
    public async Task Environment_variables_reach_the_process_as_with_plain_CliWrap()
    {
        var command = Workload.Verb("args").WithEnvironmentVariables(Workload.WithRuntime(new()
        {
            ["Logging:Level"] = "Debug",
            ["a.b-c d"] = "e",
            ["EMPTY"] = "",
            ["TWO_LINES"] = "1\n2",
            ["ümlaut"] = "=ß=",
            ["HOME"] = null,
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_STARTUP_HOOKS"] = "",
        }));

        var (plain, profiled) = await SeenBothWaysAsync(command);

        profiled.ShouldBe(plain);
        profiled.ShouldContain("\"Logging:Level\":\"Debug\"");
        profiled.ShouldNotContain("\"HOME\":");
    }

    [Fact]
    public async Task The_working_directory_is_that_of_the_command()
    {
        using var folder = new TemporaryFolder();
        var below = Directory.CreateDirectory(Path.Combine(folder.Path, "with space ü")).FullName;

        var (plain, profiled) = await SeenBothWaysAsync(Workload.Verb("args").WithWorkingDirectory(below));

        profiled.ShouldBe(plain);
        profiled.ShouldContain("with space");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(255)]
    public async Task The_exit_code_is_in_the_profile(int code)
    {
        var profile = await Workload.ProfileAsync(Workload.Wrap("sh").WithArguments(["-c", $"exit {code}"]));

        profile.ExitCode.ShouldBe(code);
        profile.ExitSignal.ShouldBeNull();
        profile.EndedBy.ShouldBe(EndedBy.Exit);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(15)]
    public async Task The_signal_that_ended_the_process_is_in_the_profile(int signal)
    {
        var (profile, truth) = await Workload.TruthOfAsync(["crash", $"{signal}"]);

        profile.ExitCode.ShouldBeNull();
        profile.ExitSignal.ShouldBe(signal);
        profile.EndedBy.ShouldBe(EndedBy.Exit);
        truth.Pid.ShouldBe(profile.Target.ProcessId);
    }

    [Fact]
    public async Task A_command_that_validates_exit_codes_still_gives_its_profile()
    {
        var profile = await Workload.ProfileAsync(Workload.Wrap("sh").WithArguments(["-c", "exit 7"]).WithValidation(CommandResultValidation.ZeroExitCode));

        profile.ExitCode.ShouldBe(7);
    }

    [Fact]
    public async Task Priority_and_affinity_of_the_command_hold_from_the_first_instruction()
    {
        var command = Workload.Wrap("cat").WithArguments(["/proc/self/stat", "/proc/self/status"])
            .WithResourcePolicy(new ResourcePolicy(System.Diagnostics.ProcessPriorityClass.BelowNormal, affinity: 1));

        var (_, stdout) = await Workload.OutputOfAsync(command);

        ProcView.StatField(stdout.Split('\n')[0], 19).ShouldBe("10");
        stdout.ShouldContain("Cpus_allowed_list:\t0\n");
    }

    private static async Task<(string Plain, string Profiled)> SeenBothWaysAsync(Command command)
    {
        var plain = new StringBuilder();
        await command.WithStandardOutputPipe(PipeTarget.ToStringBuilder(plain, Encoding.UTF8)).ExecuteAsync();

        // What is kept back of the test host's own variables is TestHostEnvironmentTests' to look at.
        var (_, profiled) = await Workload.OutputOfAsync(command, new ProfileOptions { InheritTestHostEnvironment = true });
        plain.ToString().ShouldContain("\"arguments\"");
        return (plain.ToString(), profiled);
    }
}
