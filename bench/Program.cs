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
    new LaunchLatency(),
    new DecoratedTest(),
    new PageLoad(),
    new KilledHost(),
    new Discovery(),
    new HostMemory(),
    new GateSimulation(),
];

var quick = args.Contains("--quick");
var only = args.SkipWhile(word => word != "--only").Skip(1).TakeWhile(word => !word.StartsWith('-')).ToArray();
var unknown = args.Where(word => word is not ("--quick" or "--only") && !only.Contains(word))
    .Concat(only.Where(name => parts.All(part => part.Name != name)))
    .ToArray();
if (unknown.Length > 0 || (args.Contains("--only") && only.Length == 0))
{
    Console.Error.WriteLine($"bench: {string.Join(' ', unknown)}: not understood");
    Console.Error.WriteLine("usage: bench [--quick] [--only NAME...]");
    foreach (var part in parts) Console.Error.WriteLine($"  {part.Name,-10} {part.About}");
    return 64;
}

var table = new Table();
Console.WriteLine(Conditions.Line("at the start"));
foreach (var part in parts)
{
    if (only.Length > 0 && !only.Contains(part.Name)) continue;
    Console.Error.WriteLine($"{part.Name}: {part.About}");
    await part.RunAsync(new Plan(quick), table);
}

Console.WriteLine(Conditions.Line("at the end"));
Console.WriteLine();
Console.Write(table.Text());
return 0;
