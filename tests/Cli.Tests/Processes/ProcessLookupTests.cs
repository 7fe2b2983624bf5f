using System.Collections.Immutable;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;
using RunScope.Testing.Cli.Processes;

namespace RunScope.Testing.Tests.Processes;

public class ProcessLookupTests
{
    // IDs that no process of this machine has: pid_max is 4,194,304 at most.
    private const int First = 5_000_000;
    private const int Tool = First + 90;

    private static readonly ListedProcess Shell = Process(90 - 1, "bash", ["-bash"], "/usr/bin/bash");
    private static readonly ListedProcess Ourselves = Process(90, "runscope", ["runscope", "attach"], "/x/runscope", parent: Shell.Pid);

    [Theory]
    [InlineData("my_server")]
    [InlineData("long-name-of-a-server")]
    [InlineData("called-so")]
    public void A_process_answers_to_the_kernels_name_its_files_and_the_one_it_was_called_by(string word)
    {
        var server = Process(1, "my_server", ["/opt/called-so", "--port", "80"], "/opt/long-name-of-a-server");

        Find(word, server, Process(2, "other")).ShouldBe(new Lookup.One(server));
    }

    [Theory]
    [InlineData("server.py", "python3", "/usr/bin/python3.11", "python3", "-u", "-X", "dev", "/srv/server.py", "--port", "80")]
    [InlineData("http.server", "python3", "/usr/bin/python3.11", "python3", "-m", "http.server")]
    [InlineData("app.dll", "dotnet", "/usr/share/dotnet/dotnet", "dotnet", "exec", "--runtimeconfig", "x.json", "/srv/app.dll", "a")]
    [InlineData("app", "dotnet", "/usr/share/dotnet/dotnet", "dotnet", "/srv/app.dll")]
    [InlineData("app.js", "node", "/usr/bin/node", "node", "--inspect", "-r", "./pre.js", "app.js")]
    [InlineData("tool.jar", "java", "/usr/bin/java", "java", "-Xmx1g", "-cp", "a.jar:b.jar", "-jar", "/opt/tool.jar")]
    [InlineData("deploy.sh", "deploy.sh", "/usr/bin/dash", "/bin/sh", "./deploy.sh")]
    public void An_interpreter_answers_to_its_script(string word, string name, string file, params string[] line)
    {
        var process = Process(1, name, line, file);

        Find(word, process).ShouldBe(new Lookup.One(process));
    }

    [Theory]
    [InlineData("dotnet", "/usr/share/dotnet/dotnet", "dotnet", "test", "/x/app.dll")]
    [InlineData("python3", "/usr/bin/python3", "python3", "-c", "app.dll")]
    [InlineData("bash", "/usr/bin/bash", "bash", "/dev/fd/3")]
    [InlineData("cat", "/usr/bin/cat", "cat", "app.dll")]
    public void Not_every_argument_is_a_script(string name, string file, params string[] line) =>
        ProgramNames.Of(Process(1, name, line, file)).ShouldBe([name]);

    [Fact]
    public void Several_are_listed_with_their_users_ages_and_command_lines_the_oldest_first()
    {
        var answer = Find("worker", Process(2, "worker", ["worker", "--second"], start: 20), Process(1, "worker", ["worker", "--password", "hunter2hunter2"], start: 10));

        var several = answer.ShouldBeOfType<Lookup.Several>();
        several.Processes.Select(p => p.Pid).ShouldBe([First + 1, First + 2]);
        several.Message.ShouldMatch($"""
            ^2 processes are named "worker":
             +PID  USER +RUNS FOR +COMMAND
             +{First + 1}  \S+ +\d.* (s|min|h) +worker --password \*\*\*
             +{First + 2}  \S+ +\d.* (s|min|h) +worker --second
            Give the PID of one\.$
            """);
    }

    [Fact]
    public void Of_a_family_the_parent_is_named_because_its_children_are_watched_with_it()
    {
        var answer = Find("postgres", Process(1, "postgres", ["postgres"]), Process(2, "postgres", ["postgres: writer"], parent: First + 1), Process(3, "postgres", ["postgres: job"], parent: First + 2));

        answer.ShouldBeOfType<Lookup.Several>().Message.ShouldEndWith($"Give the PID of one: {First + 1} is the parent of the others, which are watched with it.");
    }

    [Fact]
    public void The_shell_that_started_the_tool_is_found_by_its_PID_alone()
    {
        var other = Process(1, "bash", ["bash"]);

        Find("bash", other).ShouldBe(new Lookup.One(other));
        Find("bash").ShouldBeOfType<Lookup.None>().Message.ShouldContain($"give its PID: {Shell.Pid}");
        Find($"{Shell.Pid}").ShouldBe(new Lookup.One(Shell));
    }

    [Fact]
    public void A_mistyped_name_is_answered_with_those_that_come_near()
    {
        var message = Find("my_servr", Process(1, "my_server"), Process(2, "ksoftirqd", kernel: true), Process(3, "sleep")).ShouldBeOfType<Lookup.None>().Message;

        message.ShouldBe("There is no process named \"my_servr\". Did you mean my_server? To list what there is: runscope ps --all");
    }

    [Fact]
    public void Names_are_made_visible()
    {
        var message = Find("evil\u001b[31", Process(1, "evil\u001b[3", ["evil\u001b[3"])).ShouldBeOfType<Lookup.None>().Message;

        message.ShouldNotContain("\u001b");
        message.ShouldContain("Did you mean");
    }

    [Fact]
    public void Threads_of_the_kernel_and_processes_that_have_ended_are_not_meant()
    {
        Find("kworker", Process(1, "kworker", kernel: true)).ShouldBeOfType<Lookup.None>();
        Find("gone", Process(1, "gone", ended: true)).ShouldBeOfType<Lookup.None>().Message.ShouldContain("has ended");
    }

    [Fact]
    public void A_thread_is_answered_with_its_process()
    {
        var thread = Directory.EnumerateDirectories("/proc/self/task").Select(d => int.Parse(Path.GetFileName(d))).First(t => t != Environment.ProcessId);

        ProcessLookup.Find($"{thread}", Redactor.Default).ShouldBeOfType<Lookup.None>().Message.ShouldContain($"{thread} is a thread of process {Environment.ProcessId}");
        ProcessLookup.Find($"{int.MaxValue}", Redactor.Default).ShouldBeOfType<Lookup.None>().Message.ShouldContain($"There is no process {int.MaxValue}");
        ProcessLookup.Find($"{Environment.ProcessId}", Redactor.Default).ShouldBeOfType<Lookup.One>().Process.Pid.ShouldBe(Environment.ProcessId);
    }

    private static Lookup Find(string word, params ListedProcess[] processes) => ProcessLookup.Find(word, Redactor.Default, new ProcessTable([.. processes, Shell, Ourselves], 0), Tool);

    private static ListedProcess Process(
        int number, string name, string[]? line = null, string? file = null, int parent = 1, ulong start = 1, bool kernel = false, bool ended = false) =>
        new(First + number, parent, start, 1000, name, line is null ? [name] : line.ToImmutableArray(), file, (byte)'S', 1, 0, 0, kernel, ended);
}
