using System.Text;
using RunScope.Testing.Configuration;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

public class ConfigurationProblemsTests
{
    [Theory]
    [InlineData("{ \"timeLimit\": 5 }", "/f:1: timeLimit is 5; it takes a duration with its unit, such as \"5s\" for seconds or \"5ms\".")]
    [InlineData("{ \"timeLimit\": \"5\" }", "/f:1: timeLimit: \"5\" has a number without a unit: write")]
    [InlineData("{ \"timeLimit\": \"9000h\" }", "/f:1: timeLimit is \"9000h\"; it takes 1 ms to 168 h")]
    [InlineData("{\n\n\"timelimt\": \"5s\" }", "/f:3: there is no key timelimt; did you mean timeLimit?")]
    [InlineData("{ \"report\": {} }", "/f:1: there is no key report; did you mean reports?")]
    [InlineData("{ \"reports\": { \"foldr\": \"x\" } }", "/f:1: there is no key reports.foldr; did you mean reports.folder?")]
    [InlineData("{ \"wallTimeAtMost\": \"5s\" }", "/f:1: there is no key wallTimeAtMost; the keys are timeLimit, gracePeriod, ")]
    [InlineData("{ \"sampleRate\": \"100\" }", "/f:1: sampleRate is \"100\"; it takes a whole number without quotes, 1 to 1000.")]
    [InlineData("{ \"sampleRate\": 1001 }", "/f:1: sampleRate is \"1001\"; it takes a whole number, 1 to 1000")]
    [InlineData("{ \"sampleRate\": 1.5 }", "/f:1: sampleRate is \"1.5\"; it takes a whole number, 1 to 1000")]
    [InlineData("{ \"require\": \"yes\" }", "/f:1: require is \"yes\"; it takes true or false, without quotes.")]
    [InlineData("{ \"require\": 1 }", "/f:1: require is 1; it takes true or false, without quotes.")]
    [InlineData("{ \"inconclusive\": \"maybe\" }", "/f:1: inconclusive is \"maybe\", which is none of fail, warn, pass: write one of them")]
    [InlineData("{ \"engine\": \"magic\" }", "/f:1: engine is \"magic\", which is none of auto, procfs")]
    [InlineData("{ \"threads\": \"a-name-of-more-than-15-bytes\" }", "/f:1: threads is \"a-name-of-more-than-15-bytes\": ")]
    [InlineData("{ \"reports\": \"out\" }", "/f:1: reports is \"out\"; it takes an object, such as { \"folder\": ")]
    [InlineData("{ \"regression\": 5 }", "/f:1: regression is 5; it takes an object, such as { \"minEffect\": 0.05 }.")]
    [InlineData("{ \"regression\": { \"metrics\": \"wallTime\" } }", "/f:1: regression.metrics is \"wallTime\"; it takes an array of words, such as [ \"wallTime\" ].")]
    [InlineData("{ \"regression\": { \"metrics\": [\"wallTime\", \"walTime\"] } }", "/f:1: regression.metrics is \"wallTime, walTime\": \"walTime\" is none of wallTime, cpuTime, ")]
    [InlineData("{ \"regression\": { \"metrics\": [\"wallTime\", \"WallTime\"] } }", "/f:1: regression.metrics is \"wallTime, WallTime\", which names a word twice")]
    [InlineData("{ \"regression\": { \"metrics\": [] } }", "/f:1: regression.metrics is \"\": \"\" is none of wallTime, ")]
    [InlineData("{ \"regression\": { \"minEffect\": 3 } }", "/f:1: regression.minEffect is \"3\"; it takes a share, a number from 0 to 1, such as 0.03 for 3 %")]
    [InlineData("{ \"regression\": { \"minEffect\": \"3%\" } }", "/f:1: regression.minEffect is \"3%\"; it takes a share without quotes, from 0 to 1")]
    [InlineData("{ \"regression\": { \"floor\": \"much\" } }", "/f:1: regression.floor is \"much\": \"much\" is no duration, no size and no count: write \"20ms\"")]
    [InlineData("{ \"regression\": { \"runs\": 3 } }", "/f:1: regression.runs is \"3\"; it takes a whole number, 4 to 200")]
    [InlineData("{ \"regression\": { \"baseline\": \"x\" } }", "/f:1: there is no key regression.baseline; did you mean regression.baselines?")]
    [InlineData("{ \"redact\": \"x\" }", "/f:1: redact is a text; it takes an array of regular expressions")]
    [InlineData("{ \"redact\": [48151623] }", "/f:1: redact[0] is a number; it takes a regular expression in quotes")]
    [InlineData("{ \"redact\": [\n\"ok\",\n\"(open\"] }", "/f:3: redact[1] is no regular expression: InsufficientClosingParentheses at offset 5")]
    [InlineData("{ \"redact\": [\"x*\"] }", "/f:1: redact[0] matches the empty text")]
    [InlineData("{ \"redact\": [\"(?<=a)b\"] }", "/f:1: redact[0] uses lookarounds")]
    [InlineData("{ \"environment\": { \"A\": 1 } }", "/f:1: environment.A is a number; it takes a value in quotes, or null")]
    [InlineData("{ \"environment\": { \"A\": true } }", "/f:1: environment.A is true or false; it takes a value in quotes, or null")]
    [InlineData("{ \"environment\": \"A=b\" }", "/f:1: environment is a text; it takes an object of names and values")]
    [InlineData("{ \"environment\": { \"A=B\": \"1\" } }", "/f:1: environment has the name \"A=B\"")]
    [InlineData("{ \"runs\": 1,\n\"Runs\": 2 }", "/f:2: Runs stands there a second time (upper and lower case are the same): keep one.")]
    [InlineData("{ \"runs\": 1,\n\"timeLimit\": \"5s\"", "/f:2: the JSON can't be read from there on (")]
    [InlineData("", "/f:1: the JSON can't be read from there on (")]
    [InlineData("[]", "/f:1: the file holds no JSON object")]
    [InlineData("{} {}", "/f:1: the JSON can't be read from there on (")]
    public void What_is_wrong_in_a_file_is_told_with_its_line_and_what_to_write(string json, string problem) =>
        JsonLayer.Read("/f", Encoding.UTF8.GetBytes(json)).Problems.ShouldHaveSingleItem().ShouldStartWith(problem);

    [Theory]
    [InlineData("{ \"environment\": { \"DB_PASSWORD\": 48151623 } }")]
    [InlineData("{ \"environment\": { \"DB_PASSWORD\": [\"48151623\"] } }")]
    [InlineData("{ \"environment\": \"DB_PASSWORD=48151623\" }")]
    [InlineData("{ \"redact\": \"48151623\" }")]
    [InlineData("{ \"redact\": [48151623] }")]
    public void What_may_be_a_secret_is_not_in_the_problem(string json) =>
        JsonLayer.Read("/f", Encoding.UTF8.GetBytes(json)).Problems.ShouldHaveSingleItem().ShouldNotContain("48151623");

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_told() =>
        JsonLayer.Read("/f", [(byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}']).Problems.ShouldNotBeEmpty();

    [Fact]
    public void A_byte_order_mark_is_nothing_wrong() =>
        JsonLayer.Read("/f", [0xEF, 0xBB, 0xBF, .. "{ \"runs\": 2 }"u8]).Problems.ShouldBeEmpty();

    [Theory]
    [InlineData("RUNSCOPE_TIMELIMT", "5s", "RUNSCOPE_TIMELIMT is set, and means nothing; did you mean RUNSCOPE_TIMELIMIT?")]
    [InlineData("RUNSCOPE_TIME_LIMIT", "5s", "RUNSCOPE_TIME_LIMIT is set, and means nothing; did you mean RUNSCOPE_TIMELIMIT?")]
    [InlineData("RUNSCOPE_TIMEOUT", "5s", "RUNSCOPE_TIMEOUT is set, and means nothing; did you mean RUNSCOPE_TIMELIMIT?")]
    [InlineData("RUNSCOPE_REPORTS_FOLDER", "x", "RUNSCOPE_REPORTS_FOLDER is set, and means nothing; did you mean RUNSCOPE_REPORTS__FOLDER?")]
    [InlineData("RUNSCOPE_OVERRIDE_RUNS", "5", "RUNSCOPE_OVERRIDE_RUNS is set, and means nothing; did you mean RUNSCOPE_OVERRIDE__RUNS?")]
    [InlineData("RUNSCOPE_SOMEBODY_ELSES_THING", "5", "RUNSCOPE_SOMEBODY_ELSES_THING is set, and means nothing. Where variables of that prefix belong to something else, set RUNSCOPE_ALLOW_UNKNOWN=1.")]
    [InlineData("RUNSCOPE_TIMELIMIT", "5", "RUNSCOPE_TIMELIMIT: \"5\" has a number without a unit: write")]
    [InlineData("RUNSCOPE_RUNS", "many", "RUNSCOPE_RUNS is \"many\"; it takes a whole number, 1 to 100000. Correct it, or unset it.")]
    [InlineData("RUNSCOPE_REQUIRE", "yes please", "RUNSCOPE_REQUIRE is \"yes please\", which is none of 1, true, 0, false: set one of them, or unset it.")]
    [InlineData("RUNSCOPE_INCONCLUSIVE", "maybe", "RUNSCOPE_INCONCLUSIVE is \"maybe\", which is none of fail, warn, pass: set one of them, or unset it.")]
    [InlineData("RUNSCOPE_OVERRIDE__THREADS", "All", "RUNSCOPE_OVERRIDE__THREADS: threads can't be overridden. Overrides are for timeLimit, engine, sampleRate, runs, reports.folder, regression.runs, regression.maxRuns;")]
    [InlineData("RUNSCOPE_OVERRIDE__WALLTIME", "1h", "RUNSCOPE_OVERRIDE__WALLTIME overrides nothing; did you mean")]
    [InlineData("RUNSCOPE_OVERRIDE__TIMEOUT", "1h", "RUNSCOPE_OVERRIDE__TIMEOUT overrides nothing; did you mean RUNSCOPE_OVERRIDE__TIMELIMIT?")]
    [InlineData("RUNSCOPE_OVERRIDE__REGRESSION__MINEFFECT", "0.5", "RUNSCOPE_OVERRIDE__REGRESSION__MINEFFECT: regression.minEffect can't be overridden.")]
    [InlineData("RUNSCOPE_REGRESSION__METRICS", "wallTime,", "RUNSCOPE_REGRESSION__METRICS is \"wallTime,\": \"\" is none of wallTime, ")]
    [InlineData("RUNSCOPE_ACCEPT", "please", "RUNSCOPE_ACCEPT is \"please\", which is none of 1, true, 0, false: set one of them, or unset it.")]
    [InlineData("RUNSCOPE_CALIBRATE", "2", "RUNSCOPE_CALIBRATE is \"2\", which is none of 1, true, 0, false: set one of them, or unset it.")]
    [InlineData("RUNSCOPE_ACEPT", "1", "RUNSCOPE_ACEPT is set, and means nothing; did you mean RUNSCOPE_ACCEPT?")]
    [InlineData("RUNSCOPE_ALLOW_UNKNOWN", "perhaps", "RUNSCOPE_ALLOW_UNKNOWN is \"perhaps\", which is none of 1, true, 0, false")]
    public void What_is_wrong_with_a_variable_is_told_by_its_name(string name, string value, string problem) =>
        VariableLayer.Read(new Dictionary<string, string> { [name] = value }).Problems.ShouldHaveSingleItem().ShouldStartWith(problem);

    [Fact]
    public void A_limit_is_never_overridden_and_the_answer_says_so() =>
        VariableLayer.Read(new Dictionary<string, string> { ["RUNSCOPE_OVERRIDE__WALLTIME__ATMOST"] = "1h" }).Problems.ShouldHaveSingleItem().ShouldContain("Limits are never overridden: change the test.");

    [Fact]
    public void Variables_of_others_pass_where_that_is_allowed() =>
        VariableLayer.Read(new Dictionary<string, string> { ["RUNSCOPE_ALLOW_UNKNOWN"] = "1", ["RUNSCOPE_SOMEBODY_ELSES_THING"] = "x", ["OTHER"] = "y" }).Problems.ShouldBeEmpty();

    [Fact]
    public void Two_names_of_one_key_must_agree()
    {
        var twins = new Dictionary<string, string> { ["RUNSCOPE_REPORTS"] = "a", ["RUNSCOPE_REPORTS__FOLDER"] = "b" };

        VariableLayer.Read(twins).Problems.ShouldHaveSingleItem().ShouldBe("RUNSCOPE_REPORTS and RUNSCOPE_REPORTS__FOLDER say different things about reports.folder: keep one.");
        VariableLayer.Read(twins.ToDictionary(t => t.Key, _ => "same")).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Every_problem_of_every_layer_is_told_at_once()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "runscope.json"), "{ \"runs\": 0, \"rns\": 1 }");

        var configuration = RunScopeConfiguration.Load(folder.Path, null, new Dictionary<string, string> { ["RUNSCOPE_REQUIRE"] = "x", ["RUNSCOPE_OVERRIDE__RUNS"] = "0" });
        var error = Should.Throw<InvalidConfigurationException>(() => configuration.With());

        error.Problems.Length.ShouldBe(4);
        error.Message.ShouldStartWith("RunScope: 4 problems with the configuration; nothing was started.");
        foreach (var problem in error.Problems) error.Message.ShouldContain(problem);
    }

    [Fact]
    public void A_file_of_nothing_but_problems_is_told_of_in_a_screenful()
    {
        foreach (var text in (string[])["{ " + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"\"k{i}\": 1, ")) + "}", "{ \"redact\": [" + string.Join(',', Enumerable.Repeat("1", 20_000)) + "] }", "{ \"" + new string('k', 200_000) + "\": 1 }"])
        {
            var (_, problems) = JsonLayer.Read("/f", Encoding.UTF8.GetBytes(text));

            problems.Length.ShouldBeInRange(1, 201);
            new InvalidConfigurationException(problems).Message.Length.ShouldBeLessThan(40_000);
        }
    }

    [Fact]
    public void Names_of_variables_are_made_visible()
    {
        var (_, problems) = JsonLayer.Read("/f", "{ \"environment\": { \"a\\u001b[2J\": \"x\\u0000\" } }"u8);
        var variables = VariableLayer.Read(new Dictionary<string, string> { ["RUNSCOPE_ENVIRONMENT__a\u001b[2J"] = "x\0", ["RUNSCOPE_OVERRIDE__RUNS"] = "x" });

        foreach (var problem in problems.Concat(variables.Problems)) problem.Any(char.IsControl).ShouldBeFalse(problem);
        problems.ShouldHaveSingleItem().ShouldContain("environment.a\\x1b[2J has a NUL character");
    }
}
