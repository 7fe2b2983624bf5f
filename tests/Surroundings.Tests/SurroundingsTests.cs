using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

/// <summary>In whatever surroundings a test is run: a true profile, or an error that says what was tried, what happened, and what to do.</summary>
public sealed class SurroundingsTests
{
    private static readonly string? Yama = File.Exists("/proc/sys/kernel/yama/ptrace_scope") ? File.ReadAllText("/proc/sys/kernel/yama/ptrace_scope").Trim() : null;

    public static TheoryData<string> Quick { get; } = [.. Surroundings.Here.Where(s => s.Quick.Length > 0).Select(s => s.Name)];

    public static TheoryData<string> All { get; } = [.. Surroundings.Here.Select(s => s.Name)];

    [NeedsAllSurroundingsFact]
    public void There_are_all_the_surroundings_that_are_tried() => Surroundings.Here.Length.ShouldBe(Surroundings.All.Length);

    [NeedsRootTheory]
    [MemberData(nameof(Quick))]
    public async Task A_profile_is_true_or_an_error_is_clear(string name)
    {
        var where = Surroundings.All.Single(s => s.Name == name);

        var step = await Stage.RunAsync(where, $"exec $PLACE/programs/Conditions {string.Join(' ', where.Quick.Select(c => "--only " + c))}");

        ShouldBeAsExpected(where, Conditions.Of(step, Path.Combine("ordinary", name)));
    }

    [NeedsRootTheory]
    [Trait("Category", "Long")]
    [MemberData(nameof(All))]
    public async Task All_that_is_promised_holds(string name)
    {
        var where = Surroundings.All.Single(s => s.Name == name);

        var step = await Stage.RunAsync(where, "exec $PLACE/programs/Conditions");

        var conditions = Conditions.Of(step, name);
        conditions.Lines.Select(l => l.Check).ShouldBe(Surroundings.OfOrdinaryUser.Keys, ignoreOrder: true, step.ToString());
        ShouldBeAsExpected(where, conditions);
    }

    private static void ShouldBeAsExpected(Surrounding where, Conditions conditions)
    {
        conditions.ShouldHaveHeld();
        foreach (var line in conditions.Lines)
        {
            // Yama's own rules are what Vm.Tests are about.
            if (Yama is null or "0" || (Yama == "1" && line.Check is "launch" or "tree" or "nothing-left"))
                line.Outcome.ShouldBe(where.Outcomes.GetValueOrDefault(line.Check) ?? Surroundings.OfOrdinaryUser[line.Check], line.ToString());
        }

        foreach (var (check, text) in where.Told.Where(t => conditions.Lines.Any(l => l.Check == t.Check)))
            conditions[check].ToString().ShouldContain(text);
    }
}
