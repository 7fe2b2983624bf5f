using System.Text.Json;

namespace RunScope.Testing.Tests.Doctor;

public class DoctorTests
{
    [Fact]
    public async Task This_machine_profiles_a_child_and_attaches_to_another_and_says_so()
    {
        var result = await Tool.RunAsync(["doctor", "--json"]);

        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        var root = JsonDocument.Parse(result.Output).RootElement;
        root.GetProperty("schemaVersion").GetInt32().ShouldBe(1);
        root.GetProperty("works").GetBoolean().ShouldBeTrue();
        root.GetProperty("trials").GetProperty("launch").GetProperty("told").GetString()!.ShouldContain("ended with 42");
        root.GetProperty("trials").GetProperty("attach").GetProperty("works").GetBoolean().ShouldBeTrue(result.Output);
        root.GetProperty("engines").EnumerateArray().Select(e => e.GetProperty("target").GetString()).ShouldBe(["launched", "attached", "attachedOthers"]);
        var machine = root.GetProperty("machine");
        machine.GetProperty("kernel").GetString().ShouldBe((await File.ReadAllTextAsync("/proc/sys/kernel/osrelease")).Trim());
        machine.GetProperty("threadAccounting").GetBoolean().ShouldBeTrue();
        machine.GetProperty("recorder").GetString().ShouldBeOneOf("native", "managed");
    }

    [Fact]
    public async Task A_machine_without_a_recorder_is_told_and_ends_with_1()
    {
        using var nowhere = new TemporaryFolder();

        var result = await Tool.RunAsync(["doctor"], environment: new Dictionary<string, string?> { ["RUNSCOPE_RECORDER"] = nowhere.File("none") });

        result.ExitCode.ShouldBe(1, result.Output + result.Error);
        result.Output.ShouldStartWith("launching             FAILS: The recorder (RunScope.Testing.Recorder.dll");
        result.Output.ShouldContain("attaching             works: ");
        result.Output.ShouldContain("  lost                tests and runscope calibrate");
        result.Output.ShouldNotContain("\u001b");
    }
}
