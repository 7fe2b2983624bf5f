using System.Collections.Immutable;
using System.Text.Json;

namespace RunScope.Testing.Tests.Support;

/// <summary>What the condition program (tests/Conditions) found in one place.</summary>
internal sealed class Conditions
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private readonly StepResult _step;
    private readonly ImmutableArray<CheckedLine> _lines;

    private Conditions(StepResult step, ImmutableArray<CheckedLine> lines) => (_step, _lines) = (step, lines);

    /// <summary>Words that make it use the native recorder, where ./pack.sh has built one.</summary>
    public static string NativeRecorder => Directory.Exists(Repository.Path("artifacts", "native", "recorder-native")) ? "RUNSCOPE_RECORDER=$REPOSITORY/artifacts/native" : "";

    /// <summary>How to run it in the guest: the checks that are named, all when none is.</summary>
    public static string Command(params string[] checks) => $"{Program("Conditions")} {string.Join(' ', checks.Select(c => "--only " + c))}";

    /// <summary>Where a program of its folder is in the guest.</summary>
    public static string Program(string name) => $"$REPOSITORY/tests/Conditions/bin/{Repository.Configuration}/net10.0/{name}";

    /// <summary>Reads what it printed, and keeps it in artifacts/conditions.</summary>
    /// <param name="step">The run of it.</param>
    /// <param name="file">The name of the file there, without its ending; by the step of a guest if null.</param>
    public static Conditions Of(StepResult step, string? file = null)
    {
        var path = Repository.Path("artifacts", "conditions", $"{file ?? "vm-" + step.Name}.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, step.Stdout);
        return new Conditions(step,
            [.. step.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.StartsWith("{\"check\"", StringComparison.Ordinal)).Select(l => JsonSerializer.Deserialize<CheckedLine>(l, Web)!)]);
    }

    /// <summary>One check, by its name.</summary>
    public CheckedLine this[string check] => _lines.SingleOrDefault(l => l.Check == check) ?? throw new InvalidOperationException($"There is no check {check}: {_step}");

    /// <summary>All checks, in their order.</summary>
    public ImmutableArray<CheckedLine> Lines => _lines;

    /// <summary>Every check was a true profile or a clear error.</summary>
    public void ShouldHaveHeld()
    {
        _lines.Where(l => l.Wrong.Length > 0).Select(l => $"{l.Check}: {string.Join(' ', l.Wrong)}").ShouldBeEmpty(_step.ToString());
        _step.ExitCode.ShouldBe(0, _step.ToString());
        _lines.ShouldNotBeEmpty(_step.ToString());
    }
}

/// <summary>A line of the condition program.</summary>
internal sealed record CheckedLine
{
    public required string Check { get; init; }

    public required string Outcome { get; init; }

    public bool? Calls { get; init; }

    public ImmutableDictionary<string, string> Fidelity { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableArray<string> Warnings { get; init; } = [];

    public ImmutableArray<string> Remedy { get; init; } = [];

    public ImmutableArray<string> Wrong { get; init; } = [];

    public ImmutableArray<string> Notes { get; init; } = [];

    public string? Error { get; init; }

    /// <summary>Nothing is missing, accounting is exact, and no warning is about access.</summary>
    public void ShouldBeFull()
    {
        Outcome.ShouldBe("full", ToString());
        Calls.ShouldBe(true, ToString());
        ShouldBeExact();
    }

    /// <summary>The calls are missing, and the profile says why and what to do.</summary>
    public void ShouldLackCalls(string reason, string remedy)
    {
        Outcome.ShouldBe("reduced", ToString());
        Calls.ShouldBe(false, ToString());
        Warnings.ShouldContain(w => w.Contains(reason, StringComparison.Ordinal), ToString());
        Remedy.ShouldContain(r => r.Contains(remedy, StringComparison.Ordinal), ToString());
        ShouldBeExact();
    }

    public override string ToString() => $"{Check}: {Outcome}, calls {Calls}, wrong: {string.Join(' ', Wrong)}, warnings: {string.Join(' ', Warnings)}, error: {Error}, notes: {string.Join("; ", Notes)}";

    private void ShouldBeExact()
    {
        Wrong.ShouldBeEmpty();
        Fidelity["running"].ShouldBe("exactKernel");
        Fidelity["runnable"].ShouldBe("exactKernel");
    }
}
