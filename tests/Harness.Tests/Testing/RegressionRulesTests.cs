using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using CsCheck;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Assertions;
using RunScope.Testing.Baselines;
using RunScope.Testing.Configuration;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

public class RegressionRulesTests
{
    [Fact]
    public void A_floor_of_switches_is_none_of_threads()
    {
        var rules = new GateRules { Metrics = [GatedMetric.ContextSwitches, GatedMetric.ThreadCount], Floors = ImmutableDictionary<MetricUnit, double>.Empty.Add(MetricUnit.Count, 100) };

        rules.FloorOf(GatedMetric.ContextSwitches).ShouldBe(100);
        rules.FloorOf(GatedMetric.ThreadCount).ShouldBe(0.5);
        (rules with { Metrics = [GatedMetric.ThreadCount] }).FloorOf(GatedMetric.ThreadCount).ShouldBe(100);
    }

    [Fact]
    public void Where_nothing_is_said_the_rules_are_the_documented_ones()
    {
        var rules = RegressionRules.Of(Configured("{}").Options, new NoRegressionAttribute(""));

        rules.Metrics.ShouldBe(MetricKind.Default);
        rules.Metrics.Length.ShouldBe(GateRules.DefaultMetrics);
        (rules.MinEffect, rules.Runs, rules.MaxRuns, rules.Confirm).ShouldBe((GateRules.DefaultMinEffect, GateRules.DefaultRuns, GateRules.DefaultMaxRuns, true));
        rules.Floors.ShouldBeEmpty();
        rules.Threads.IsDefault.ShouldBeTrue();
    }

    [Fact]
    public void The_file_and_the_variables_set_what_the_test_leaves_open()
    {
        var configured = Configured(
            """{ "threads": "worker-*", "regression": { "metrics": ["cpuTime", "peakMemory"], "minEffect": 0.1, "floor": "20ms, 4MiB, 7", "runs": 12, "confirm": false } }""",
            ("RUNSCOPE_REGRESSION__MINEFFECT", "0.2"),
            ("RUNSCOPE_OVERRIDE__REGRESSION__RUNS", "30"));

        var rules = RegressionRules.Of(configured.Options, new NoRegressionAttribute(""));

        rules.Metrics.ShouldBe([GatedMetric.CpuTime, GatedMetric.PeakMemory]);
        (rules.MinEffect, rules.Runs, rules.MaxRuns, rules.Confirm).ShouldBe((0.2, 30, 30, false));
        rules.FloorOf(GatedMetric.CpuTime).ShouldBe(0.02);
        rules.FloorOf(GatedMetric.PeakMemory).ShouldBe(4 << 20);
        rules.FloorOf(GatedMetric.ContextSwitches).ShouldBe(7);
        rules.Threads.ToString().ShouldBe("\"worker-*\"");
        RegressionRules.Of(configured.Options, new NoRegressionAttribute("") { Threads = "All" }).Threads.ToString().ShouldBe("All");
    }

    [Fact]
    public void Layers_that_together_leave_too_few_pairs_are_told_with_who_said_what()
    {
        var configured = Configured("""{ "regression": { "maxRuns": 6 } }""", ("RUNSCOPE_REGRESSION__RUNS", "6"));

        var problem = RegressionRules.Blindness(RegressionRules.Of(configured.Options, new NoRegressionAttribute("")), configured).ShouldNotBeNull();

        problem.ShouldStartWith("[NoRegression]: 6 pairs can't show a regression of 3 metrics, however large: set MaxRuns to ");
        problem.ShouldContain("What holds: regression.metrics is wallTime, cpuTime, blockedTime (default); regression.runs is 6 (RUNSCOPE_REGRESSION__RUNS); regression.maxRuns is 6 (");
        RegressionRules.Blindness(new GateRules(), configured).ShouldBeNull();
    }

    [Fact]
    public void Variables_of_one_run_of_the_tests_are_read()
    {
        var work = Configured("{}", ("RUNSCOPE_ACCEPT", "1"), ("RUNSCOPE_ACCEPT_REASON", " faster disks "), ("RUNSCOPE_CALIBRATE", "0")).Baselines;

        work.ShouldBe(new BaselineWork { Accept = true, Reason = "faster disks", Calibrate = false });
    }

    [Fact]
    public void To_accept_and_to_calibrate_at_once_is_refused() =>
        Should.Throw<InvalidConfigurationException>(() => Configured("{}", ("RUNSCOPE_ACCEPT", "1"), ("RUNSCOPE_CALIBRATE", "1")))
            .Message.ShouldContain("RUNSCOPE_ACCEPT and RUNSCOPE_CALIBRATE are both set, and of a build that is held against itself no job is accepted: unset one of them.");

    [Theory]
    [InlineData("20ms", 0.02, null, null)]
    [InlineData("4MiB,100", null, 4194304.0, 100.0)]
    [InlineData(" 1.5 , 1kB , 2s ", 2.0, 1000.0, 1.5)]
    public void A_floor_is_read_in_any_order(string text, double? seconds, double? bytes, double? count) =>
        FloorText.Read(text).ShouldBe((new FloorText(seconds, bytes, count), null));

    /// <summary>What the check promises is what the gate does: enough pairs show a regression that is large enough, and too few show none.</summary>
    [Fact]
    public void Too_few_pairs_are_refused_exactly_where_they_could_show_nothing() =>
        Gen.Select(Gen.Int[OptionRanges.FewestGated, 25], Gen.Int[0, 25], Gen.Int[1, 17]).Sample((runs, more, metrics) =>
        {
            var rules = new GateRules { Metrics = [.. MetricKind.All.Take(metrics).Select(k => k.Metric)], Runs = runs, MaxRuns = runs + more };
            var anything = Look.At(rules.Runs, rules.MaxRuns).Any(look =>
                Comparisons.Screen(rules, Runs(look.Pairs, 1, rules), Runs(look.Pairs, 1e9, rules), look).Outcome == VerdictOutcome.Regressed);

            anything.ShouldBe(RegressionProblems.OfPairs(rules.Runs, rules.MaxRuns, metrics) is null);
        });

    [Theory]
    [InlineData(nameof(Gated.OnTheMethod), "method")]
    [InlineData(nameof(Gated.OnNothing), "class")]
    public void The_nearest_attribute_wins(string method, string where) =>
        NoRegressions.Of(typeof(Gated).GetMethod(method)!, typeof(Gated))!.Floor.ShouldBe(where == "method" ? "1ms" : "2ms");

    [Fact]
    public void A_class_takes_it_from_its_base_and_a_test_of_neither_has_none()
    {
        NoRegressions.Of(typeof(Derived).GetMethod(nameof(Derived.Own))!, typeof(Derived))!.Floor.ShouldBe("2ms");
        NoRegressions.Of(typeof(Ungated).GetMethod(nameof(Ungated.Own))!, typeof(Ungated)).ShouldBeNull();
    }

    [Fact]
    public void That_of_the_assembly_holds_where_nothing_nearer_does()
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Gated"), AssemblyBuilderAccess.Run);
        assembly.SetCustomAttribute(new CustomAttributeBuilder(typeof(NoRegressionAttribute).GetConstructors().Single(), ["/source/Assembly.cs"]));
        var type = assembly.DefineDynamicModule("Gated").DefineType("Plain", TypeAttributes.Public);
        var method = type.DefineMethod("Own", MethodAttributes.Public, typeof(void), []);
        method.GetILGenerator().Emit(OpCodes.Ret);
        var plain = type.CreateType();

        NoRegressions.Of(plain.GetMethod("Own")!, plain)!.SourceFile.ShouldBe("/source/Assembly.cs");
    }

    private static EffectiveOptions Configured(string json, params (string Name, string Value)[] variables)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "runscope.json"), json);
        return RunScopeConfiguration.Load(folder.Path, null, variables.ToDictionary(v => v.Name, v => v.Value)).With();
    }

    private static RunSample[] Runs(int count, double value, GateRules rules) =>
        [.. Enumerable.Range(0, count).Select(i => MadeUpRuns.Run([.. rules.Metrics.Select(m => (m, value * (1 + (i * 1e-6))))]))];

    [NoRegression("", Floor = "2ms")]
    private class Gated
    {
        [NoRegression("", Floor = "1ms")]
        public void OnTheMethod()
        {
        }

        public void OnNothing()
        {
        }
    }

    private sealed class Derived : Gated
    {
        public void Own()
        {
        }
    }

    private sealed class Ungated
    {
        public void Own()
        {
        }
    }
}
