using System.Globalization;

namespace RunScope.Testing.Bench.Parts;

/// <summary>How long the tool takes in the hand. The build that packages carry for x64 is measured besides where pack.sh has made it.</summary>
internal sealed class ToolStart : IPart
{
    private static readonly string[][] Lines = [["--version"], ["--help"], ["ps"], ["run", "true"]];

    public string Name => "tool";

    public string About => "starts of runscope: --version (hardly more than the runtime), --help, ps (100 ms of it are its look), run true";

    public async Task RunAsync(Plan plan, Table table)
    {
        await MeasureAsync(plan, table, "portable", Path.Combine(AppContext.BaseDirectory, "runscope.dll"));
        if (Ready() is { } ready) await MeasureAsync(plan, table, "compiled ahead", ready);
        else table.Note(Name, "runscope, compiled ahead", "not measured", "there is none: ./pack.sh makes it in artifacts/ready-tool");
    }

    private async Task MeasureAsync(Plan plan, Table table, string build, string assembly)
    {
        foreach (var line in Lines)
        {
            var profiles = new List<ProcessProfile>();

            // The first start reads files that the others find in memory.
            for (var i = 0; i <= 2 * plan.Pairs; i++) profiles.Add(await ProcessProfiler.ProfileAsync(CliWrap.Cli.Wrap("dotnet").WithArguments([assembly, .. line])));
            if (profiles.Any(p => p.ExitCode != 0)) throw new InvalidOperationException($"{assembly} {string.Join(' ', line)} ended with {profiles.First(p => p.ExitCode != 0).ExitCode}.");
            var wall = profiles.Skip(1).Select(p => p.WallTime.TotalMilliseconds).ToList();
            var cpu = profiles.Skip(1).Select(p => p.CpuTime!.Value.TotalMilliseconds).ToList();
            var (low, high) = Statistics.MedianInterval(wall);
            table.Note(Name, $"runscope {string.Join(' ', line)}, {build}", string.Create(CultureInfo.InvariantCulture, $"{Statistics.Median(wall):0} ms"), string.Create(
                CultureInfo.InvariantCulture, $"median of {wall.Count} starts, interval {low:0} to {high:0}; CPU {Statistics.Median(cpu):0} ms"));
        }
    }

    private static string? Ready()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var assembly = Path.Combine(folder.FullName, "artifacts", "ready-tool", "runscope.dll");
            if (File.Exists(assembly)) return assembly;
        }

        return null;
    }
}
