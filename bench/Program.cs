using System.Globalization;
using System.Runtime.Versioning;
using RunScope.Testing.Bench;
using RunScope.Testing.Bench.Parts;

[assembly: SupportedOSPlatform("linux")]

// The part about killed hosts starts this program again as such a host.
if (args is ["host", .. var hosted]) return await KilledHost.HostAsync(hosted);

IPart[] parts =
[
    new Accuracy(),
    new TotalCpu(),
    new TargetOverhead(),
    new SampleCost(),
    new SamplerCpu(),
    new Rounds(),
    new Attaching(),
    new LaunchLatency(),
    new ToolStart(),
    new DecoratedTest(),
    new PageLoad(),
    new KilledHost(),
    new Discovery(),
    new HostMemory(),
    new GateSimulation(),
    new UnchangedBuilds(busy: false),
    new UnchangedBuilds(busy: true),
    new UnchangedBuilds(busy: true, sensor: false),
    new InjectedGrowth(),
    new NamedCauses(),
    new ContaminationSensor(),
];

var quick = args.Contains("--quick");
var only = args.SkipWhile(word => word != "--only").Skip(1).TakeWhile(word => !word.StartsWith('-')).ToArray();
var verdicts = int.TryParse(ValueOf("--verdicts"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : (int?)null;
if (ValueOf("--workloads") is { } workloads) WorkloadRun.Program = Path.GetFullPath(workloads);
string?[] values = [ValueOf("--verdicts"), ValueOf("--workloads")];
var unknown = args.Where(word => word is not ("--quick" or "--only" or "--verdicts" or "--workloads") && !only.Contains(word) && !values.Contains(word))
    .Concat(only.Where(name => parts.All(part => part.Name != name)))
    .ToArray();
if (unknown.Length > 0 || (args.Contains("--only") && only.Length == 0) || (args.Contains("--verdicts") && verdicts is null) || !File.Exists(WorkloadRun.Program))
{
    Console.Error.WriteLine($"bench: {string.Join(' ', unknown)}: not understood");
    Console.Error.WriteLine("usage: bench [--quick] [--only NAME...] [--verdicts N] [--workloads FILE]");
    foreach (var part in parts) Console.Error.WriteLine($"  {part.Name,-13} {part.About}");
    return 64;
}

var table = new Table();
Console.WriteLine(Conditions.Line("at the start"));
foreach (var part in parts)
{
    if (only.Length > 0 && !only.Contains(part.Name)) continue;
    Console.Error.WriteLine($"{part.Name}: {part.About}");
    await part.RunAsync(new Plan(quick, verdicts), table);
}

Console.WriteLine(Conditions.Line("at the end"));
Console.WriteLine();
Console.Write(table.Text());
return 0;

string? ValueOf(string option) => args.SkipWhile(word => word != option).Skip(1).FirstOrDefault();
