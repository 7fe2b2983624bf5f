using System.Reflection;
using CliWrap;

namespace RunScope.Testing.Tests;

public sealed class DeclarationChecksTests
{
    [Theory]
    [InlineData(nameof(Cases.Plain), "Nothing says what to profile")]
    [InlineData(nameof(Cases.AsyncVoid), "is async void")]
    [InlineData(nameof(Cases.ReturnsANumber), "returns Int32; a profiled test returns void, Task, ValueTask, or the CliWrap Command")]
    [InlineData(nameof(Cases.ReturnsItsCommandAndWantsItsProfile), "it can't be given its profile")]
    [InlineData(nameof(Cases.WantsBoth), "takes a RunningProcess and a ProcessProfile")]
    [InlineData(nameof(Cases.WantsARow), "Nothing fills the parameter 'level' of WantsARow")]
    public void A_signature_that_cannot_work_is_refused(string method, string problem) =>
        Problems(method, new Declaration()).ShouldContain(p => p.Contains(problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("Nobody", "has no method or property of that name")]
    [InlineData(nameof(Cases.NotACommand), "it gives String, not a CliWrap Command")]
    [InlineData(nameof(Cases.NeedsALevel), "it takes 1 parameters, and the test's data rows have 0")]
    [InlineData(nameof(Cases.Overloaded), "has 2 members of that name")]
    public void A_member_that_gives_no_command_is_refused(string member, string problem) =>
        Problems(nameof(Cases.Plain), new Declaration { CommandFrom = member }).ShouldHaveSingleItem().ShouldContain(problem);

    [Theory]
    [InlineData(nameof(Cases.StaticMethod))]
    [InlineData(nameof(Cases.Property))]
    public void A_method_or_property_that_gives_a_command_is_taken(string member) =>
        Problems(nameof(Cases.Plain), new Declaration { CommandFrom = member }).ShouldBeEmpty();

    [Fact]
    public void A_command_from_two_places_is_refused() =>
        Problems(nameof(Cases.ReturnsItsCommand), new Declaration { FileName = "sleep" })
            .ShouldHaveSingleItem().ShouldBe("The command comes from the attribute's file name and from the returned Command; keep one.");

    [Fact]
    public void All_options_that_are_wrong_are_told_together()
    {
        var declaration = new Declaration
        {
            FileName = " ",
            Runs = 0,
            WarmupRuns = -1,
            SampleRate = 1001,
            Engine = (EngineChoice)77,
            TimeLimit = "5",
            Environment = ["=nameless"],
            ReportName = "../elsewhere",
        };

        Problems(nameof(Cases.Plain), declaration).Count.ShouldBe(8);
    }

    [Fact]
    public void A_time_limit_that_no_run_may_have_is_refused_at_discovery() =>
        Problems(nameof(Cases.Plain), new Declaration { FileName = "sleep", TimeLimit = "200h" }).ShouldHaveSingleItem().ShouldBe("TimeLimit = \"200h\"; it takes 1 ms to 168 h.");

    [Theory]
    [InlineData(nameof(Cases.WantsARow), 0, "nothing fills the parameter 'level'")]
    [InlineData(nameof(Cases.WantsARow), 2, "has 2 values; WantsARow takes 1")]
    [InlineData(nameof(Cases.WantsARow), 1, null)]
    [InlineData(nameof(Cases.HasADefault), 0, null)]
    public void A_data_row_fills_what_the_harness_does_not(string method, int values, string? problem)
    {
        var said = Method(method, new Declaration()).RowProblem(values);

        if (problem is null) said.ShouldBeNull();
        else said.ShouldNotBeNull().ShouldContain(problem);
    }

    [Theory]
    [InlineData(0, "nothing fills the parameter 'first'")]
    [InlineData(1, null)]
    [InlineData(9, null)]
    public void A_params_parameter_takes_what_is_left(int values, string? problem)
    {
        var said = Method(nameof(Cases.TakesTheRest), new Declaration()).RowProblem(values);

        if (problem is null) said.ShouldBeNull();
        else said.ShouldNotBeNull().ShouldContain(problem);
    }

    [Fact]
    public void The_values_of_a_row_are_put_around_what_the_harness_fills()
    {
        var method = Method(nameof(Cases.TakesTheRest), new Declaration());

        method.Place(["a", 1, 2.5]).ShouldBe([null, "a", null, new[] { 1, 2.5 }]);
        method.Place(["a"]).ShouldBe([null, "a", null, Array.Empty<double>()]);
        method.Place(["a", new[] { 7.0 }]).ShouldBe([null, "a", null, new[] { 7.0 }]);
        method.Place(["a", null]).ShouldBe([null, "a", null, null]);
        method.RowOf(method.Place(["a", 1])).ShouldBe(["a", new[] { 1.0 }]);
    }

    [Fact]
    public void A_private_member_of_a_base_class_gives_the_command_in_a_derived_one()
    {
        var declaration = new Declaration { CommandFrom = "Hidden" };

        var method = new ProfiledMethod(typeof(Derived).GetMethod(nameof(Derived.Plain))!, typeof(Derived), declaration);

        DeclarationChecks.Problems(method, hasRows: false).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3, 10)]
    [InlineData(12, 12)]
    [InlineData(500, 200)]
    public void Runs_of_the_profile_are_those_of_the_gate_where_it_takes_so_many(int declared, int gated) =>
        TestConfiguration.Of(Method(nameof(Cases.Gated), new Declaration { Runs = declared })).Options.Regression.Runs.ShouldBe(gated);

    private static IReadOnlyList<string> Problems(string method, Declaration declaration) => DeclarationChecks.Problems(Method(method, declaration), hasRows: false);

    private static ProfiledMethod Method(string name, Declaration declaration) =>
        new(typeof(Cases).GetMethod(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!, typeof(Cases), declaration);

    private sealed class Declaration : IProfileDeclaration
    {
        public bool InheritTestHostEnvironment => false;

        public string? FileName { get; init; }

        public string[] Arguments => [];

        public string? CommandFrom { get; init; }

        public string? WorkingDirectory => null;

        public string[] Environment { get; init; } = [];

        public string? StandardInputFile => null;

        public int? Runs { get; init; }

        public int? WarmupRuns { get; init; }

        public int? SampleRate { get; init; }

        public EngineChoice? Engine { get; init; }

        public string? TimeLimit { get; init; }

        public string? Threads => null;

        public string? Processes => null;

        public bool? LeaveChildren => null;

        public bool? Report => null;

        public string? ReportName { get; init; }
    }

#pragma warning disable CA1822 // Members stand for those of a test class.
    private sealed class Cases
    {
        public Command Property => Cli.Wrap("true");

        public string NotACommand => "true";

        public static Command StaticMethod() => Cli.Wrap("true");

        public Command NeedsALevel(int level) => Cli.Wrap("true").WithArguments($"{level}");

        public Command Overloaded() => Cli.Wrap("true");

        public Command Overloaded(int level) => NeedsALevel(level);

        public void Plain()
        {
        }

        [NoRegression]
        public Command Gated() => Property;

        public async void AsyncVoid() => await Task.Yield();

        public int ReturnsANumber() => 1;

        public Command ReturnsItsCommand() => Property;

        public Command ReturnsItsCommandAndWantsItsProfile(ProcessProfile profile) => Cli.Wrap(profile.Target.Command);

        public void WantsBoth(RunningProcess running, ProcessProfile profile) => _ = (running, profile);

        public void WantsARow(int level, ProcessProfile profile) => _ = (level, profile);

        public void HasADefault(int level = 1) => _ = level;

        public void TakesTheRest(ProcessProfile profile, string first, CancellationToken cancellationToken, params double[] rest) =>
            _ = (profile, first, cancellationToken, rest);
    }

    private class Base
    {
        private Command Hidden() => Cli.Wrap("true");

        public void Plain() => _ = Hidden();
    }

    private sealed class Derived : Base;
#pragma warning restore CA1822
}
