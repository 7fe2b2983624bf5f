using System.Text;
using System.Text.Json;
using CliWrap;

namespace RunScope.Testing.Conditions.Checks;

/// <summary>The checks whose results the diagnosis is held against: what <c>runscope doctor</c> says is what really happens here.</summary>
internal sealed class CheckRun
{
    private Report? _launch;
    private Report? _unrelated;
    private Report? _other;

    public Task LaunchAsync(Report report) => Launch.CheckAsync(_launch = report);

    public Task UnrelatedAsync(Report report, int pid) => AttachTo.ProcessAsync(_unrelated = report, pid, "clock_nanosleep");

    public Task OtherUserAsync(Report report, int pid) => AttachTo.ProcessAsync(_other = report, pid, null, followChildren: false);

    /// <summary>Runs the tool's diagnosis, and compares.</summary>
    public async Task DoctorAsync(Report report)
    {
        report.WaitsFor = "runscope doctor";
        var stdout = new StringBuilder();
        var ended = await Programs.Wrap(Programs.Tool, "doctor", "--json").WithStandardOutputPipe(PipeTarget.ToStringBuilder(stdout, Encoding.UTF8)).ExecuteAsync();
        using var json = JsonDocument.Parse(stdout.ToString());
        var root = json.RootElement;
        var works = root.GetProperty("works").GetBoolean();
        report.Holds(ended.ExitCode == (works ? 0 : 1), $"It says works: {works}, and ended with {ended.ExitCode}.");
        foreach (var trial in root.GetProperty("trials").EnumerateObject()) report.Note($"{trial.Name}: {trial.Value.GetProperty("told").GetString()}");
        foreach (var limit in root.GetProperty("limitations").EnumerateArray())
            report.Note($"{limit.GetProperty("id").GetString()}: {limit.GetProperty("reason").GetString()}; {limit.GetProperty("remedy").GetString()}");

        if (_launch is not null)
        {
            report.Holds(works == _launch.Profile is not null, $"It says works: {works}, and a launch was {(_launch.Profile is null ? "refused" : "profiled")}.");
            Compare(report, root, "launched", _launch);
            report.Holds(_launch.Calls is null || root.GetProperty("trials").GetProperty("launch").GetProperty("calls").GetBoolean() == _launch.Calls, "Its own trial saw something else of the calls than a launch did.");
        }

        if (_unrelated is not null) Compare(report, root, "attached", _unrelated);
        if (_other is not null) Compare(report, root, "attachedOthers", _other);
        report.IsReduced = root.GetProperty("limitations").GetArrayLength() > 0;
    }

    private static void Compare(Report report, JsonElement root, string target, Report happened)
    {
        var engine = root.GetProperty("engines").EnumerateArray().Single(e => e.GetProperty("target").GetString() == target);
        if (happened.Profile is not { } profile) return;
        report.Holds(engine.GetProperty("engine").GetString() == profile.Engine.Name, $"For {target} it says engine {engine.GetProperty("engine")}, and {profile.Engine.Name} was taken.");
        report.Holds(engine.GetProperty("calls").GetBoolean() == happened.Calls, $"For {target} it says calls: {engine.GetProperty("calls")} ({engine.GetProperty("reason")}), and really it was {happened.Calls}.");
    }
}
