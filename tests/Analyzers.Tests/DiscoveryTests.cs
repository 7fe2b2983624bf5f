using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Xunit.Sdk;

namespace RunScope.Testing.Tests;

/// <summary>Holds what the analyzers say beside what is said when tests are discovered: of the same code, compiled once.</summary>
public sealed class DiscoveryTests
{
    private const string Members = """
        public Command Property => Cli.Wrap("true");
        public static Command Method() => Cli.Wrap("true");
        public Command OfLevel(int level) => Cli.Wrap("true");
        public string Text => "true";
        public Command Twice() => Cli.Wrap("true");
        public Command Twice(int level) => Cli.Wrap("true");

        """;

    /// <summary>Declarations, one a class, with what is wrong with each in the words of discovery; null where nothing is.</summary>
    private static readonly (string Test, string? Problem)[] Cases =
    [
        // The command.
        ("[ProfileProcess] public void Test() { }", "Nothing says what to profile"),
        ("[ProfileProcess(\"true\")] public void Test() { }", null),
        ("[ProfileProcess(\"\")] public void Test() { }", "The file name is empty"),
        ("[ProfileProcess(\"true\", CommandFrom = nameof(Method))] public void Test() { }", "The command comes from"),
        ("[ProfileProcess(\"true\")] public Command Test() => Property;", "The command comes from"),
        ("[ProfileProcess] public Command Test() => Property;", null),
        ("[ProfileProcess(CommandFrom = nameof(Property))] public void Test() { }", null),
        ("[ProfileProcess(CommandFrom = nameof(Method))] public void Test() { }", null),
        ("[ProfileProcess(CommandFrom = \"Nobody\")] public void Test() { }", "has no method or property of that name"),
        ("[ProfileProcess(CommandFrom = nameof(Twice))] public void Test() { }", "has 2 members of that name"),
        ("[ProfileProcess(CommandFrom = nameof(Text))] public void Test() { }", "not a CliWrap Command"),
        ("[ProfileProcess(CommandFrom = nameof(OfLevel))] public void Test() { }", "it takes 1 parameters"),
        ("[ProfileProcess(CommandFrom = nameof(OfLevel)), InlineData(1)] public void Test(int level) { }", null),
        ("[ProfileProcess(\"true\"), InlineData(1, \"a\", \"b\")] public void Test(int level, params string[] words) { }", null),
        ("[ProfileProcess(\"true\")] public void Test(params string[] words) { }", null),

        // The options, at their edges.
        ("[ProfileProcess(\"true\", TimeLimit = \"fast\")] public void Test() { }", "TimeLimit: \"fast\" is not a duration"),
        ("[ProfileProcess(\"true\", TimeLimit = \"0s\")] public void Test() { }", "TimeLimit = \"0s\"; it takes 1 ms to 168 h"),
        ("[ProfileProcess(\"true\", TimeLimit = \"999us\")] public void Test() { }", "TimeLimit = \"999us\"; it takes 1 ms to 168 h"),
        ("[ProfileProcess(\"true\", TimeLimit = \"1ms\")] public void Test() { }", null),
        ("[ProfileProcess(\"true\", TimeLimit = \"168h\")] public void Test() { }", null),
        ("[ProfileProcess(\"true\", TimeLimit = \"168h1s\")] public void Test() { }", "TimeLimit = \"168h1s\"; it takes 1 ms to 168 h"),
        ("[ProfileProcess(\"true\", Runs = 0)] public void Test() { }", "Runs = 0; it takes 1 to 100000"),
        ("[ProfileProcess(\"true\", Runs = 1)] public void Test() { }", null),
        ("[ProfileProcess(\"true\", Runs = 100000)] public void Test() { }", null),
        ("[ProfileProcess(\"true\", Runs = 100001)] public void Test() { }", "Runs = 100001; it takes 1 to 100000"),
        ("[ProfileProcess(\"true\", WarmupRuns = 100001)] public void Test() { }", "WarmupRuns = 100001; it takes 0 to 100000"),
        ("[ProfileProcess(\"true\", WarmupRuns = -1)] public void Test() { }", "WarmupRuns = -1; it takes 0 to 100000"),
        ("[ProfileProcess(\"true\", WarmupRuns = 0)] public void Test() { }", null),
        ("[ProfileProcess(\"true\", SampleRate = -1)] public void Test() { }", "it takes 1 to 1000"),
        ("[ProfileProcess(\"true\", SampleRate = 1)] public void Test() { }", null),
        ("[ProfileProcess(\"true\", SampleRate = 1000)] public void Test() { }", null),
        ("[ProfileProcess(\"true\", SampleRate = 1001)] public void Test() { }", "it takes 1 to 1000"),
        ("[ProfileProcess(\"true\", Engine = (EngineChoice)99)] public void Test() { }", "which is none of"),
        ("[ProfileProcess(\"true\", Environment = [\"=1\"])] public void Test() { }", "write \"NAME=value\""),
        ("[ProfileProcess(\"true\", Environment = [\"A=\"])] public void Test() { }", null),
        ("[ProfileProcess(\"true\", ReportName = \"a/b\")] public void Test() { }", "is not a plain file name"),
        ("[ProfileProcess(\"true\", ReportName = \".hidden\")] public void Test() { }", "is not a plain file name"),
        ("[ProfileProcess(\"true\", ReportName = \"A.b_c-1\")] public void Test() { }", null),
        ("[ProfileProcess(\"true\", ReportName = \"index\")] public void Test() { }", "is reserved"),
        ("[ProfileProcess(\"true\", ReportName = \"a.run2\")] public void Test() { }", "is reserved"),
        ("[ProfileProcess(\"true\", ReportName = \"x.verdict\")] public void Test() { }", "is reserved"),
        ($"[ProfileProcess(\"true\", ReportName = \"{new string('a', 150)}\")] public void Test() {{ }}", null),
        ($"[ProfileProcess(\"true\", ReportName = \"{new string('a', 151)}\")] public void Test() {{ }}", "shorten it to 150"),

        // The signature.
        ("[ProfileProcess(\"true\")] public async void Test() => await Task.Yield();", "is async void"),
        ("[ProfileProcess(\"true\")] public string Test() => \"\";", "a profiled test returns void"),
        ("[ProfileProcess(\"true\")] public Task<int> Test() => Task.FromResult(1);", null),
        ("[ProfileProcess(\"true\")] public ValueTask Test() => default;", null),
        ("[ProfileProcess] public Command Test(RunningProcess running) => Property;", "it can't be given its profile"),
        ("[ProfileProcess(\"true\")] public void Test(RunningProcess running, ProcessProfile profile) { }", "keep one"),
        ("[ProfileProcess(\"true\")] public void Test(int level) { }", "Nothing fills the parameter 'level'"),
        ("[ProfileProcess(\"true\")] public void Test(CancellationToken ct, int level = 1) { }", null),
        ("[ProfileProcess(\"true\")] public void Test(params int[] levels) { }", null),

        // The limits; every kind's own bounds are another test's.
        ("[ProfileProcess(\"true\"), ThreadState(AtMost = 0.5)] public void Test() { }", "names no state"),
        ("[ProfileProcess(\"true\"), ThreadState(TaskState.Parked, AtMost = 0.5)] public void Test() { }", "a state of kernel threads only"),
        ("[ProfileProcess(\"true\"), ThreadState(TaskState.Running, AtMost = 0.5, AtMostTime = \"1s\")] public void Test() { }", "limits both a share and a time"),
        ("[ProfileProcess(\"true\"), ThreadState(TaskState.Running, AtMost = 0.4, AtLeast = 0.5)] public void Test() { }", "can't both hold"),
        ("[ProfileProcess(\"true\"), WallTime(AtMost = \"1s\", AtLeast = \"2s\")] public void Test() { }", "can't both hold"),
        ("[ProfileProcess(\"true\"), OnCpu(AtMost = 1, AtLeast = 2)] public void Test() { }", "can't both hold"),
        ("[ProfileProcess(\"true\"), WallTime(AtMost = \"1s\", Phase = \"\")] public void Test() { }", "Phase is empty"),
        ("[ProfileProcess(\"true\"), WallTime(AtMost = \"1s\", Phase = \"load\")] public void Test() { }", null),
        ("[ProfileProcess(\"true\"), ExitCode(0, Phase = \"x\")] public void Test() { }", "it is of the whole run: leave Phase out"),
        ("[ProfileProcess(\"true\"), ExitCode(256)] public void Test() { }", "is no exit code"),
        ("[ProfileProcess(\"true\"), ExitCode(255)] public void Test() { }", null),
        ("[ProfileProcess(\"true\", Threads = \"a-name-of-18-bytes\"), OnCpu(AtMost = 1)] public void Test() { }", "can never match"),
        ("[ProfileProcess(\"true\", Processes = \"\"), OnCpu(AtMost = 1)] public void Test() { }", "Processes is empty"),

        // The gate against regressions.
        ("[ProfileProcess(\"true\"), NoRegression] public void Test() { }", null),
        ("[ProfileProcess(\"true\"), NoRegression(MinEffect = 0.05, Floor = \"20ms, 4MiB, 100\", Runs = 4, MaxRuns = 200, Metrics = [GatedMetric.PeakMemory], Threads = \"All\")] public void Test() { }", null),
        ("[ProfileProcess(\"true\"), NoRegression(MinEffect = 3)] public void Test() { }", "MinEffect = 3 is not a share: write 0.03 for 3 %"),
        ("[ProfileProcess(\"true\"), NoRegression(MinEffect = -0.1)] public void Test() { }", "MinEffect = -0.1 is not a share: write a number from 0 to 1"),
        ("[ProfileProcess(\"true\"), NoRegression(MinEffect = double.NaN)] public void Test() { }", "MinEffect = NaN is not a share"),
        ("[ProfileProcess(\"true\"), NoRegression(Floor = \"20 parsecs\")] public void Test() { }", "\"20 parsecs\" is no duration, no size and no count"),
        ("[ProfileProcess(\"true\"), NoRegression(Floor = \"20ms, 30ms\")] public void Test() { }", "has two floors of one kind"),
        ("[ProfileProcess(\"true\"), NoRegression(Floor = \"\")] public void Test() { }", "is no duration, no size and no count"),
        ("[ProfileProcess(\"true\"), NoRegression(Runs = 3)] public void Test() { }", "Runs = 3; it takes 4 to 200"),
        ("[ProfileProcess(\"true\"), NoRegression(MaxRuns = 201)] public void Test() { }", "MaxRuns = 201; it takes 4 to 200"),
        ("[ProfileProcess(\"true\"), NoRegression(Runs = 12, MaxRuns = 8)] public void Test() { }", "MaxRuns = 8 is fewer than Runs = 12"),
        ("[ProfileProcess(\"true\"), NoRegression(ReferenceFrom = nameof(Property), Runs = 6, MaxRuns = 6)] public void Test() { }", "6 pairs can't show a regression of 3 metrics, however large: set MaxRuns to "),
        ("[ProfileProcess(\"true\"), NoRegression(Runs = 6, MaxRuns = 6)] public void Test() { }", null),
        ("[ProfileProcess(\"true\"), NoRegression(Metrics = [])] public void Test() { }", "Metrics names none"),
        ("[ProfileProcess(\"true\"), NoRegression(Metrics = [(GatedMetric)99])] public void Test() { }", "99 is no GatedMetric"),
        ("[ProfileProcess(\"true\"), NoRegression(Metrics = [GatedMetric.WallTime, GatedMetric.WallTime])] public void Test() { }", "Metrics names WallTime twice"),
        ("[ProfileProcess(\"true\"), NoRegression(Threads = \"a-name-of-18-bytes\")] public void Test() { }", "can never match"),
        ("[ProfileProcess(\"true\"), NoRegression(Processes = \"\")] public void Test() { }", "Processes is empty"),
        ("[ProfileProcess(\"true\"), NoRegression(ReferenceFrom = nameof(Method), Baselines = \"elsewhere\")] public void Test() { }", "with ReferenceFrom no baseline file is read"),
        ("[ProfileProcess(\"true\"), NoRegression(ReferenceFrom = nameof(Method))] public void Test() { }", null),
        ("[ProfileProcess(\"true\"), NoRegression(ReferenceFrom = \"Nobody\")] public void Test() { }", "ReferenceFrom = \"Nobody\": Case"),
        ("[ProfileProcess(\"true\"), NoRegression(ReferenceFrom = nameof(Text))] public void Test() { }", "ReferenceFrom = \"Text\": it gives String"),
        ("[ProfileProcess(\"true\"), NoRegression(ReferenceFrom = nameof(Twice))] public void Test() { }", "ReferenceFrom = \"Twice\": "),
        ("[ProfileProcess(\"true\"), NoRegression(ReferenceFrom = nameof(OfLevel))] public void Test() { }", "ReferenceFrom = \"OfLevel\": it takes 1 parameters"),
        ("[ProfileProcess(\"true\"), NoRegression(ReferenceFrom = nameof(OfLevel)), InlineData(1)] public void Test(int level) { }", null),
    ];

    [Fact]
    public async Task What_is_refused_at_discovery_is_said_by_an_analyzer_and_nothing_else_is()
    {
        var compilation = Code.Compile(Code.Xunit, string.Concat(Cases.Select((c, i) => $"public class Case{i} {{ {Members} {c.Test} }}\n")));
        Code.Errors(compilation).ShouldBeEmpty();

        var said = await Code.AnalyzeAsync(compilation);
        var assembly = Load(compilation);

        for (var i = 0; i < Cases.Length; i++)
        {
            var (test, problem) = Cases[i];
            var discovered = Discovered(assembly.GetType($"Case{i}")!);
            var analyzed = said.Where(d => ClassOf(d) == $"Case{i}").Select(d => $"{d.Id}: {d.GetMessage(CultureInfo.InvariantCulture)}").ToList();

            if (problem is null) discovered.ShouldBeEmpty(test);
            else discovered.ShouldContain(p => p.Contains(problem, StringComparison.Ordinal), test);
            said.Where(d => ClassOf(d) == $"Case{i}").ShouldAllBe(d => d.Severity == DiagnosticSeverity.Error, $"discovery refuses {test}");
            analyzed.Count.ShouldBe(discovered.Count, $"{test}\nat discovery: {string.Join('\n', discovered)}\nby the analyzers: {string.Join('\n', analyzed)}");
        }
    }

    [Fact]
    public void Every_sentence_of_discovery_stands_in_the_list() =>
        Cases.Where(c => c.Problem is not null).Select(c => c.Problem!).Distinct().Count()
            .ShouldBeGreaterThanOrEqualTo(
                new[] { "DeclarationChecks.cs", "RegressionChecks.cs" }.Sum(f => File.ReadAllText(Path.Combine(Repository.Root, "src", "Harness", "Testing", f)).Split("yield return").Length - 1),
                "a problem was added to DeclarationChecks: add a declaration that has it to this list, and a rule for it");

    public static TheoryData<string> Kinds() =>
        [.. typeof(ProfileAssertionAttribute).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(ProfileAssertionAttribute)) && !t.IsAbstract).Select(t => t.Name)];

    /// <summary>Whatever kinds of limit there are, their bounds mean to the analyzers what they mean at discovery.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_bounds_of_every_kind_of_limit_are_read_as_at_discovery(string kind)
    {
        var type = typeof(ProfileAssertionAttribute).Assembly.GetType($"RunScope.Testing.{kind}")!;
        var positional = type.GetConstructors().Single().GetParameters() is [{ ParameterType: var states }] && states == typeof(TaskState[]) ? "TaskState.Running" : "";
        var bounds = type.GetProperties().Where(p => p.CanWrite && (p.Name.StartsWith("AtLeast", StringComparison.Ordinal) || p.Name.StartsWith("AtMost", StringComparison.Ordinal)));
        string[] named =
        [
            "",
            .. bounds.SelectMany(p => Values(p.PropertyType).Select(v => $"{p.Name} = {v}")),
            .. bounds.Take(1).SelectMany(p => Values(p.PropertyType).Take(3).Select(v => $"{p.Name} = {v}, Threads = \"worker-*\"")),
            "Threads = \"a-name-of-18-bytes\"",
            "Processes = \"\"",
        ];
        var attributes = named.Select(n => $"{kind[..^"Attribute".Length]}({string.Join(", ", new[] { positional, n }.Where(a => a.Length > 0))})").ToArray();
        var compilation = Code.Compile(Code.Xunit, string.Concat(attributes.Select((a, i) => $"public class Case{i} {{ [ProfileProcess(\"true\"), {a}] public void Test() {{ }} }}\n")));
        Code.Errors(compilation).ShouldBeEmpty();

        var said = await Code.AnalyzeAsync(compilation);
        var assembly = Load(compilation);

        for (var i = 0; i < attributes.Length; i++)
        {
            var discovered = Discovered(assembly.GetType($"Case{i}")!);
            var analyzed = said.Where(d => ClassOf(d) == $"Case{i}").Select(d => $"{d.Id}: {d.GetMessage(CultureInfo.InvariantCulture)}").ToList();
            (analyzed.Count > 0).ShouldBe(discovered.Count > 0, $"[{attributes[i]}]\nat discovery: {string.Join('\n', discovered)}\nby the analyzers: {string.Join('\n', analyzed)}");
        }
    }

    private static string[] Values(Type type) =>
        type == typeof(string) ? ["\"5s\"", "\"64MB\"", "\"1.5GiB\"", "\"soon\"", "\"\"", "\"-1s\"", "\"0s\"", "\"0B\""]
        : type == typeof(double) ? ["0.5", "0", "1", "1.5", "60", "-2", "double.PositiveInfinity"]
        : ["5", "0", "1", "60", "-2"];

    private static Assembly Load(Compilation compilation)
    {
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream);
        emitted.Success.ShouldBeTrue(string.Join('\n', emitted.Diagnostics));
        return Assembly.Load(stream.ToArray());
    }

    private static IReadOnlyList<string> Discovered(Type testClass)
    {
        var method = testClass.GetMethod("Test")!;
        var declaration = method.GetCustomAttribute<Xunit.ProfileProcessAttribute>()!;
        return DeclarationChecks.Problems(new ProfiledMethod(method, testClass, declaration), hasRows: method.IsDefined(typeof(DataAttribute)));
    }

    private static string ClassOf(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetRoot().FindNode(diagnostic.Location.SourceSpan)
            .FirstAncestorOrSelf<Microsoft.CodeAnalysis.CSharp.Syntax.ClassDeclarationSyntax>()!.Identifier.Text;
}
