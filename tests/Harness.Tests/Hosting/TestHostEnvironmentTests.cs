using CliWrap;
using RunScope.Testing.Hosting;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

/// <summary>What test runners and coverage tools put into the test host, and what of it reaches a process.</summary>
[Collection(RealProcesses.Name)]
public sealed class TestHostEnvironmentTests : IDisposable
{
    // As `dotnet test --collect "Code Coverage"` sets them; the hook and the port would end or hold any .NET process.
    private static readonly Dictionary<string, string?> OfTools = new()
    {
        ["CORECLR_ENABLE_PROFILING"] = "1",
        ["CORECLR_PROFILER"] = "{324F817A-7420-4E6D-B3C1-143FBED6D855}",
        ["CORECLR_PROFILER_PATH_64"] = "/nowhere/libInstrumentationEngine.so",
        ["CODE_COVERAGE_SESSION_NAME"] = "a session",
        ["DOTNET_STARTUP_HOOKS"] = "/nowhere/hook.dll",
        ["DOTNET_DiagnosticPorts"] = "/nowhere/port,suspend",
        ["MSBuildSDKsPath"] = "/nowhere/Sdks",
        ["VSTEST_DOTNET_ROOT_PATH"] = "/nowhere",
    };

    private readonly Dictionary<string, string?> _before = [];

    public void Dispose()
    {
        foreach (var (name, value) in _before) Environment.SetEnvironmentVariable(name, value);
    }

    [Fact]
    public async Task What_tools_put_into_the_test_host_is_kept_from_a_process_and_named()
    {
        SetAll(OfTools);

        var (profile, seen) = await SeenAsync(Workload.Wrap("env"));

        profile.ExitCode.ShouldBe(0);
        seen.Keys.Intersect(OfTools.Keys).ShouldBeEmpty();
        OfTools.Keys.Except(profile.Environment!.Removed).ShouldBeEmpty();
        profile.Environment.Removed.ShouldBe(profile.Environment.Removed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_dotnet_process_runs_without_the_tools_of_the_test_host()
    {
        SetAll(OfTools);

        var profile = await Workload.ProfileAsync(Workload.Verb("exit", "7"));

        profile.ExitCode.ShouldBe(7);
    }

    [Fact]
    public async Task What_may_be_meant_for_a_process_reaches_it_and_is_named()
    {
        SetAll(new() { ["DOTNET_gcServer"] = "0", ["DOTNET_TieredCompilation"] = "1", ["MSBUILDDISABLENODEREUSE"] = "1", ["UNRELATED"] = "1" });

        var (profile, seen) = await SeenAsync(Workload.Wrap("env"));

        seen["DOTNET_gcServer"].ShouldBe("0");
        seen["UNRELATED"].ShouldBe("1");
        profile.Environment!.Inherited.ShouldContain("DOTNET_gcServer");
        profile.Environment.Inherited.ShouldContain("DOTNET_TieredCompilation");
        profile.Environment.Inherited.ShouldContain("MSBUILDDISABLENODEREUSE");
        profile.Environment.Inherited.ShouldNotContain("UNRELATED");
    }

    [Fact]
    public async Task What_a_command_sets_itself_is_passed_on_and_is_nobody_elses()
    {
        SetAll(OfTools);
        var own = new Dictionary<string, string?> { ["CORECLR_PROFILER"] = "{324F817A-7420-4E6D-B3C1-143FBED6D855}", ["DOTNET_gcServer"] = "0", ["VSTEST_DOTNET_ROOT_PATH"] = null };

        var (profile, seen) = await SeenAsync(Workload.Wrap("env").WithEnvironmentVariables(own));

        seen["CORECLR_PROFILER"].ShouldBe("{324F817A-7420-4E6D-B3C1-143FBED6D855}");
        seen.Keys.ShouldNotContain("CORECLR_ENABLE_PROFILING");
        seen.Keys.ShouldNotContain("VSTEST_DOTNET_ROOT_PATH");
        profile.Environment!.Removed.Concat(profile.Environment.Inherited).Intersect(own.Keys).ShouldBeEmpty();
    }

    [Fact]
    public async Task All_of_it_is_passed_on_where_that_is_asked_for()
    {
        SetAll(OfTools);

        var (profile, seen) = await SeenAsync(Workload.Wrap("env"), new ProfileOptions { InheritTestHostEnvironment = true });

        OfTools.ShouldAllBe(v => seen[v.Key] == v.Value);
        profile.Environment!.Removed.ShouldBeEmpty();
        OfTools.Keys.Except(profile.Environment.Inherited).ShouldBeEmpty();
    }

    [Fact]
    public void The_documentation_lists_the_very_variables_that_are_kept_back()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "transparency.md"));
        var section = lines.SkipWhile(l => l != "## Variables of the test host").Skip(1).TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal)).ToList();

        var listed = section.Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('`')[1]);

        listed.Order(StringComparer.Ordinal).ShouldBe(TestHostVariables.RemovedNames.Concat(TestHostVariables.RemovedPrefixes.Select(p => p + "*")).Order(StringComparer.Ordinal));
        TestHostVariables.NamedPrefixes.ShouldAllBe(p => section.Exists(l => l.Contains($"`{p}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_profile_with_its_variables_is_read_as_it_was_written()
    {
        var profile = Made.Gzip() with { Environment = new EnvironmentInfo(["COR_PROFILER"], ["DOTNET_gcServer"]) };

        var json = ProfileJson.ToJson(profile);
        var read = ProfileJson.Parse(json);

        json.ShouldContain("\"environment\": {");
        read.Environment!.Removed.ShouldBe(["COR_PROFILER"]);
        read.Environment.Inherited.ShouldBe(["DOTNET_gcServer"]);
        ProfileJson.Parse(ProfileJson.ToJson(Made.Gzip())).Environment.ShouldBeNull();
    }

    private void SetAll(Dictionary<string, string?> variables)
    {
        foreach (var (name, value) in variables)
        {
            _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    private static async Task<(ProcessProfile Profile, Dictionary<string, string> Seen)> SeenAsync(Command command, ProfileOptions? options = null)
    {
        var (profile, stdout) = await Workload.OutputOfAsync(command, options);
        var seen = stdout.Split('\n').Where(l => l.Contains('=')).Select(l => l.Split('=', 2)).GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.Last()[1]);
        return (profile, seen);
    }
}
