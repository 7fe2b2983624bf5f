using System.Text;
using CliWrap;
using RunScope.Testing.Hosting;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

/// <summary>What a process sees of itself, plainly started and profiled.</summary>
[Collection(RealProcesses.Name)]
public sealed class TransparencyTests
{
    /// <summary>The differences that there are, as docs/transparency.md lists them; the test below holds the two against each other.</summary>
    private static readonly string[] Known = ["stat ppid", TableSize, "status PPid"];

    /// <summary>Differs only when the host has more files open than the recorder, see fork's <c>dup_fd</c> in the kernel's fs/file.c.</summary>
    private const string TableSize = "status FDSize";

    [Fact]
    public void The_documentation_lists_the_very_differences_that_are_tested_for()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "transparency.md"));
        var table = lines.SkipWhile(l => l != "## Differences in `/proc/self`").Skip(1).TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal));

        var listed = table.Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('`')[1]);

        listed.Order(StringComparer.Ordinal).ShouldBe(Known);
    }

    [NeedsProgramFact("grep", "grep")]
    public async Task Settings_are_those_of_a_plain_start_but_for_the_documented_differences()
    {
        var command = ProcView.Settings(Workload.Wrap("grep")).WithEnvironmentVariables(new Dictionary<string, string?> { ["Logging:Level"] = "Debug", ["a.b-c"] = "", ["PWD"] = null });
        var busyHost = Enumerable.Range(0, 600).Select(_ => File.OpenHandle("/dev/null")).ToArray();

        var plain = ProcView.ParseSettings(await PlainAsync(command));
        var (profile, stdout) = await Workload.OutputOfAsync(command);
        var profiled = ProcView.ParseSettings(stdout);
        foreach (var handle in busyHost) handle.Dispose();

        plain.Count.ShouldBeGreaterThan(60);
        Differences(plain, profiled).ShouldBe(Known.Concat(profile.Environment!.Removed.Select(name => "environ " + name)).Order(StringComparer.Ordinal));
    }

    [NeedsProgramFact("find", "findutils")]
    public async Task Descriptors_folders_and_namespaces_are_those_of_a_plain_start()
    {
        var command = ProcView.Links(Workload.Wrap("find"));

        var plain = ProcView.ParseLinks(await PlainAsync(command));
        var profiled = ProcView.ParseLinks((await Workload.OutputOfAsync(command)).Stdout);

        plain.Keys.ShouldContain("fd/2");
        Differences(plain, profiled).ShouldBeEmpty();
    }

    [NeedsProgramFact("nice", "coreutils")]
    public async Task What_the_host_itself_inherited_is_passed_on_as_in_a_plain_start()
    {
        // Ignored signals, a umask, a limit and a priority that none of them has by default.
        const string inherited = "trap '' HUP USR1 INT; umask 027; ulimit -n 700; ulimit -c 0; exec nice -n 5 \"$@\"";

        var plain = ProcView.ParseSettings(await PlainAsync(ByHost("plain")));
        var profiled = ProcView.ParseSettings(await PlainAsync(ByHost("profile")));

        profiled["status Umask"].ShouldBe("0027");
        profiled["stat nice"].ShouldBe("5");
        profiled["limits Max open files"].ShouldBe("700 700 files");
        Differences(plain, profiled).Where(d => !IsTestHosts(d)).ShouldBe(Known.Except([TableSize]));

        Command ByHost(string how)
        {
            var probe = ProcView.Settings(Workload.Wrap("grep")).Arguments;
            return Workload.Wrap("sh").WithArguments(a => a.Add("-c").Add(inherited).Add("sh").Add(Workload.Host).Add(how).Add("grep").Add(probe, escape: false));
        }
    }

    private static bool IsTestHosts(string difference) => difference.StartsWith("environ ", StringComparison.Ordinal) && TestHostVariables.IsTestHosts(difference["environ ".Length..]);

    private static async Task<string> PlainAsync(Command command)
    {
        var output = new StringBuilder();
        await command.WithStandardOutputPipe(PipeTarget.ToStringBuilder(output, Encoding.UTF8)).ExecuteAsync().Task.Patiently();
        return output.ToString();
    }

    private static List<string> Differences(SortedDictionary<string, string> plain, SortedDictionary<string, string> profiled) =>
        [.. plain.Keys.Union(profiled.Keys).Where(k => plain.GetValueOrDefault(k) != profiled.GetValueOrDefault(k)).Order(StringComparer.Ordinal)];
}
