using System.Globalization;
using System.Runtime.InteropServices;
using RunScope.Testing.Hosting;

namespace RunScope.Testing.Bench;

/// <summary>What the figures were measured on.</summary>
internal static class Conditions
{
    internal static string Line(string when) => string.Create(
        CultureInfo.InvariantCulture,
        $"{when}: Linux {Environment.OSVersion.Version}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} CPUs, "
        + $"{RuntimeInformation.FrameworkDescription}, {RecorderKind()} recorder, load {Load()}, CPU pressure {Pressure()}, uid {Uid()}");

    internal static string Load() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3));

    /// <summary>Which recorder the front door will start: it takes the native one where it finds it.</summary>
    internal static string RecorderKind() => RecorderProgram.Find()[0].IsNative ? "native" : "managed";

    private static string Pressure()
    {
        try
        {
            return File.ReadLines("/proc/pressure/cpu").First().Split(' ')[1] + " %";
        }
        catch (IOException)
        {
            return "unknown";
        }
    }

    private static string Uid() => File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];
}
