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
    new SoakedLaunches(profiled: true),
    new SoakedLaunches(profiled: false),
    new SoakedAttachment(),
];

var quick = args.Contains("--quick");
var only = args.SkipWhile(word => word != "--only").Skip(1).TakeWhile(word => !word.StartsWith('-')).ToArray();
string[] counted = ["--verdicts", "--launches", "--minutes"];
var counts = counted.Select(option => int.TryParse(ValueOf(option), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : (int?)null).ToArray();
if (ValueOf("--workloads") is { } workloads) WorkloadRun.Program = Path.GetFullPath(workloads);
string?[] values = [.. counted.Select(ValueOf), ValueOf("--workloads")];
var unknown = args.Where(word => word is not ("--quick" or "--only" or "--workloads") && !counted.Contains(word) && !only.Contains(word) && !values.Contains(word))
    .Concat(only.Where(name => parts.All(part => part.Name != name)))
    .ToArray();
if (unknown.Length > 0 || (args.Contains("--only") && only.Length == 0) || counted.Zip(counts).Any(option => args.Contains(option.First) && option.Second is null) || !File.Exists(WorkloadRun.Program))
{
    Console.Error.WriteLine($"bench: {string.Join(' ', unknown)}: not understood");
    Console.Error.WriteLine("usage: bench [--quick] [--only NAME...] [--verdicts N] [--launches N] [--minutes N] [--workloads FILE]");
    foreach (var part in parts) Console.Error.WriteLine($"  {part.Name,-13} {part.About}");
    return 64;
}

var table = new Table();
Console.WriteLine(Conditions.Line("at the start"));
foreach (var part in parts)
{
    if (only.Length > 0 ? !only.Contains(part.Name) : part.OnlyIfNamed) continue;
    Console.Error.WriteLine($"{part.Name}: {part.About}");
    await part.RunAsync(new Plan(quick, counts[0], counts[1], counts[2]), table);
}

Console.WriteLine(Conditions.Line("at the end"));
Console.WriteLine();
Console.Write(table.Text());
return 0;

string? ValueOf(string option) => args.SkipWhile(word => word != option).Skip(1).FirstOrDefault();
