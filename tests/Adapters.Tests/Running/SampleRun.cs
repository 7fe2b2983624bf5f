using System.Xml.Linq;

namespace RunScope.Testing.Tests;

/// <summary>What a test framework said about one test.</summary>
/// <param name="Class">The class that the framework says it is in.</param>
/// <param name="Name">The name as the framework shows it.</param>
/// <param name="Outcome">Passed, Failed or NotExecuted.</param>
/// <param name="Message">The failure, or the reason of the skip.</param>
/// <param name="StackTrace">Where it failed.</param>
/// <param name="Output">The test's own output.</param>
/// <param name="Attachments">The names of attached files.</param>
internal sealed record SampleResult(string Class, string Name, string Outcome, string Message, string StackTrace, string Output, IReadOnlyList<string> Attachments);

/// <summary>One run of a sample project inside its real framework.</summary>
internal sealed class SampleRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runscope-samples-");

    private IReadOnlyList<SampleResult> _results = [];

    public int ExitCode { get; private set; }

    public string Console { get; private set; } = "";

    public string Reports => Path.Combine(_folder.FullName, "reports");

    /// <summary>The file that overlapping samples write their marks to.</summary>
    public string Log => Path.Combine(_folder.FullName, "marks");

    /// <summary>What the samples noted of their own order.</summary>
    public string[] Order => File.Exists(OrderFile) ? File.ReadAllLines(OrderFile) : [];

    /// <summary>What was to be seen while the tests ran.</summary>
    public string Live { get; private set; } = "";

    public IReadOnlyList<SampleResult> Results => _results;

    private string OrderFile => Path.Combine(_folder.FullName, "order");

    /// <summary>The one test with this name, its data row included.</summary>
    public SampleResult this[string name] =>
        _results.SingleOrDefault(r => r.Name == name || r.Name.EndsWith($".{name}", StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"No single test {name} among {string.Join(", ", _results.Select(r => r.Name))}:\n{Console}");

    /// <summary>Every file of the run and its console, for what must stand in none of them.</summary>
    public IEnumerable<(string Name, string Text)> Everything => Directory.EnumerateFiles(_folder.FullName, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .Where(f => !f.StartsWith(Path.Combine(_folder.FullName, "copy"), StringComparison.Ordinal))
        .Select(f => (f, File.ReadAllText(f)))
        .Append(("the console", Console));

    /// <summary>Where a copy of the tests is run from that has a runscope.json of its own.</summary>
    public string ConfigurationFile => Path.Combine(_folder.FullName, "copy", "runscope.json");

    /// <summary>Runs every test of a sample project. Comparisons, which have tests of their own, are as short as can be: those with a reference build are refused for it.</summary>
    public static Task<SampleRun> OfAllAsync(string project) =>
        OfAsync(project, null, new Dictionary<string, string?> { ["RUNSCOPE_OVERRIDE__REGRESSION__RUNS"] = "4", ["RUNSCOPE_OVERRIDE__REGRESSION__MAXRUNS"] = "4" });

    /// <summary>Runs the tests of a sample project that the filter picks.</summary>
    public static async Task<SampleRun> OfAsync(
        string project, string? filter = null, IReadOnlyDictionary<string, string?>? environment = null, string? configuration = null, params string[] options)
    {
        var run = new SampleRun();
        var variables = new Dictionary<string, string?> { ["RUNSCOPE_REPORTS"] = run.Reports, ["RUNSCOPE_REGRESSION__REPEATDISTURBED"] = "false", ["SAMPLE_LOG"] = run.Log, ["SAMPLE_ORDER"] = run.OrderFile };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) variables[name] = value;

        var assembly = Repository.SampleAssembly(project);
        if (configuration is not null) assembly = run.Copy(assembly, configuration);
        List<string> arguments = ["test", assembly, "--logger", "trx;LogFileName=results.trx", "--results-directory", run._folder.FullName];
        if (filter is not null) arguments.AddRange(["--filter", filter]);
        arguments.AddRange(options);
        (run.ExitCode, run.Console) = await DotNet.RunAsync(run._folder.FullName, arguments, variables);
        run.Read(Path.Combine(run._folder.FullName, "results.trx"));
        return run;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Copy(string assembly, string configuration)
    {
        var from = Path.GetDirectoryName(assembly)!;
        var to = Path.GetDirectoryName(ConfigurationFile)!;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => !f.Contains("TestResults", StringComparison.Ordinal)))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        File.WriteAllText(ConfigurationFile, configuration);
        return Path.Combine(to, Path.GetFileName(assembly));
    }

    private void Read(string trx)
    {
        if (!File.Exists(trx)) throw new InvalidOperationException($"The samples didn't run:\n{Console}");

        var document = XDocument.Load(trx);
        XNamespace ns = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
        Live = Console + (string?)document.Descendants(ns + "ResultSummary").FirstOrDefault();
        var classes = document.Descendants(ns + "UnitTest").ToDictionary(t => (string)t.Attribute("id")!, t => (string)t.Element(ns + "TestMethod")!.Attribute("className")!);
        _results =
        [
            .. document.Descendants(ns + "UnitTestResult").Select(r => new SampleResult(
                classes[(string)r.Attribute("testId")!],
                (string)r.Attribute("testName")!,
                (string)r.Attribute("outcome")!,
                (string?)r.Descendants(ns + "Message").FirstOrDefault() ?? "",
                (string?)r.Descendants(ns + "StackTrace").FirstOrDefault() ?? "",
                (string?)r.Descendants(ns + "StdOut").FirstOrDefault() ?? "",
                [.. r.Descendants(ns + "ResultFile").Select(f => Path.GetFileName((string)f.Attribute("path")!))])),
        ];
    }
}
