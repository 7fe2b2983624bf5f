using System.Globalization;
using CliWrap;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

/// <summary>Each error says what was tried, on what, what happened and what to do next, and comes before anything runs.</summary>
[Collection(RealProcesses.Name)]
public sealed class LaunchErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_bare_name_that_is_nowhere_names_the_folders_of_PATH()
    {
        var error = await ErrorOfAsync(Cli.Wrap("no-such-program-anywhere"));

        error.ShellExitCode.ShouldBe(127);
        error.Message.ShouldSatisfyAllConditions(
            m => m.ShouldStartWith("Cannot start \"no-such-program-anywhere\""),
            m => m.ShouldContain($"the folders of PATH ({string.Join(':', Environment.GetEnvironmentVariable("PATH")!.Split(':').Distinct())})"),
            m => m.ShouldContain("Install it, or give its full path."));
    }

    [Theory]
    [InlineData("./nowhere")]
    [InlineData("sub folder/nowhere")]
    [InlineData("/nonexistent/nowhere")]
    public async Task A_path_to_nothing_names_the_file_that_was_looked_for(string path)
    {
        var error = await ErrorOfAsync(Cli.Wrap(path).WithWorkingDirectory(_folder.Path));

        error.ShellExitCode.ShouldBe(127);
        error.Message.ShouldSatisfyAllConditions(
            m => m.ShouldStartWith($"Cannot start \"{path}\""),
            m => m.ShouldContain($"there is no file {Path.GetFullPath(path, _folder.Path)}"),
            m => m.ShouldContain("give the full path, or build the program first"));
    }

    [Fact]
    public async Task A_file_without_the_execute_permission_says_chmod()
    {
        var file = _folder.Write("tool", "#!/bin/sh\n", executable: false);

        var error = await ErrorOfAsync(Cli.Wrap(file));

        error.ShellExitCode.ShouldBe(126);
        error.Message.ShouldContain($"may not execute {file}");
        error.Message.ShouldContain("chmod +x");
    }

    [Fact]
    public async Task A_folder_is_no_program()
    {
        var error = await ErrorOfAsync(Cli.Wrap(_folder.Path));

        error.ShellExitCode.ShouldBe(126);
        error.Message.ShouldContain($"{_folder.Path} is a folder. Name the program in it.");
    }

    [Fact]
    public async Task A_script_without_interpreter_line_says_which_line_to_write()
    {
        var marker = Path.Combine(_folder.Path, "it-ran");
        var file = _folder.Write("script", $"touch '{marker}'\n");

        var error = await ErrorOfAsync(Cli.Wrap(file));

        error.ShellExitCode.ShouldBe(126);
        error.Message.ShouldStartWith($"Cannot start {file}: ");
        error.Message.ShouldContain("a first line such as #!/bin/sh");
        error.Message.ShouldContain("ENOEXEC");
        File.Exists(marker).ShouldBeFalse();
    }

    [Fact]
    public async Task A_script_whose_interpreter_is_missing_names_the_interpreter()
    {
        var file = _folder.Write("script", "#!/opt/no-such-shell -e\nexit 0\n");

        var error = await ErrorOfAsync(Cli.Wrap(file));

        error.ShellExitCode.ShouldBe(127);
        error.Message.ShouldContain("the interpreter \"/opt/no-such-shell\", which doesn't exist. Install it or correct the line");
    }

    [Fact]
    public async Task A_file_that_is_no_program_at_all_is_refused()
    {
        var file = _folder.Write("data", "\u0001\u0002\u0003 not a program");

        var error = await ErrorOfAsync(Cli.Wrap(file));

        error.Message.ShouldContain("neither a program for this machine nor a script");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task An_empty_command_asks_for_a_program(string name)
    {
        var error = await ErrorOfAsync(Cli.Wrap(name));

        error.Message.ShouldContain("The command to profile is empty: name a program");
    }

    [Fact]
    public async Task A_working_directory_that_vanished_is_named()
    {
        var gone = Path.Combine(_folder.Path, "gone");

        var error = await ErrorOfAsync(Cli.Wrap("true").WithWorkingDirectory(gone));

        error.Message.ShouldContain($"its working directory {gone} does not exist. Create it first");
    }

    [Fact]
    public async Task A_working_directory_that_is_a_file_is_told_from_one_that_vanished()
    {
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "");

        var error = await ErrorOfAsync(Cli.Wrap("true").WithWorkingDirectory(file));

        error.Message.ShouldContain($"its working directory {file} is not a directory");
    }

    [Fact]
    public async Task An_argument_with_a_NUL_character_is_refused()
    {
        var error = await ErrorOfAsync(Cli.Wrap("echo").WithArguments(["a\0b"]));

        error.Message.ShouldContain("NUL");
    }

    [Fact]
    public async Task An_argument_that_is_too_long_for_the_kernel_says_so()
    {
        var error = await ErrorOfAsync(Cli.Wrap("true").WithArguments([new string('x', 4 << 20)]));

        error.Message.ShouldContain("too large for the kernel");
        error.Message.Length.ShouldBeLessThan(1000);
    }

    [Fact]
    public async Task Options_out_of_range_are_all_named_before_anything_runs()
    {
        var options = new ProfileOptions { SampleRate = 0, Timeout = TimeSpan.Zero };

        var error = await Should.ThrowAsync<ArgumentException>(() => ProcessProfiler.ProfileAsync(Cli.Wrap("true"), options));

        error.Message.ShouldContain("SampleRate is 0");
        error.Message.ShouldContain("Timeout is 00:00:00");
    }

    [Fact]
    public async Task A_relative_path_with_spaces_counts_from_the_working_directory()
    {
        _folder.Write("my tools/say hi", "#!/bin/sh\nprintf 'hi %s' \"$1\"\n");
        var command = Workload.Wrap("my tools/say hi").WithArguments(["a  b"]).WithWorkingDirectory(_folder.Path);

        var (profile, stdout) = await Workload.OutputOfAsync(command);

        stdout.ShouldBe("hi a  b");
        profile.Target.Command.ShouldBe("my tools/say hi");
    }

    [Fact]
    public async Task After_every_error_the_same_host_profiles_the_next_command()
    {
        for (var i = 0; i < 3; i++) await ErrorOfAsync(Cli.Wrap(_folder.Write("script" + i.ToString(CultureInfo.InvariantCulture), "no line\n")));

        var profile = await Workload.ProfileAsync(Workload.Wrap("true"));

        profile.ExitCode.ShouldBe(0);
    }

    private static async Task<WorkloadLaunchException> ErrorOfAsync(Command command) =>
        await Should.ThrowAsync<WorkloadLaunchException>(() => ProcessProfiler.ProfileAsync(command).Patiently());
}
