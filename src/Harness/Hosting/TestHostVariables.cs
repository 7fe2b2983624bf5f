using System.Collections;
using System.Collections.Immutable;

namespace RunScope.Testing.Hosting;

/// <summary>Which variables of this process a test runner, a coverage tool or a profiler put there for the test host alone.</summary>
/// <remarks>
/// What is listed here stands in docs/transparency.md too; a test holds the two together. Only what would make another program of a .NET workload,
/// or break a build inside it, is kept from it. What its author may well have meant for it, such as <c>DOTNET_gcServer</c>, is passed on and named.
/// </remarks>
internal static class TestHostVariables
{
    /// <summary>Kept from the workload, each by its whole name.</summary>
    public static ImmutableArray<string> RemovedNames { get; } =
    [
        // Code that a tool has loaded into every .NET program, and ports at which each would wait for that tool.
        "DOTNET_STARTUP_HOOKS", "DOTNET_DiagnosticPorts",

        // What `dotnet` tells the build and the test host that it starts itself: they name its own SDK, which need not be the workload's.
        "DOTNET_HOST_PATH", "MSBuildExtensionsPath", "MSBuildSDKsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "MSBUILD_EXE_PATH",
        "MSBUILDENSURESTDOUTFORTASKPROCESSES", "MSBUILDFAILONDRIVEENUMERATINGWILDCARD", "_MSBUILDTLENABLED",

        // What the test runner tells its test host.
        "VSTEST_DOTNET_ROOT_ARCHITECTURE", "VSTEST_DOTNET_ROOT_PATH", "VSTEST_MSBUILD_NOLOGO",
    ];

    /// <summary>Kept from the workload, each by its beginning: profilers, the coverage tools that come as such, and the dumps that <c>--blame</c> takes of a test host.</summary>
    public static ImmutableArray<string> RemovedPrefixes { get; } =
        ["CORECLR_", "COR_", "CODE_COVERAGE_", "MicrosoftInstrumentationEngine_", "COVERLET", "COMPlus_Dbg"];

    /// <summary>Passed on and named, by their beginnings: they make the workload behave otherwise than it would elsewhere.</summary>
    public static ImmutableArray<string> NamedPrefixes { get; } = ["DOTNET_", "COMPlus_", "MSBUILD", "VSTEST_", "TESTINGPLATFORM_", "LD_PRELOAD"];

    /// <summary>Whether a variable is the test host's alone.</summary>
    public static bool IsTestHosts(string name) =>
        RemovedNames.Contains(name, StringComparer.OrdinalIgnoreCase) || StartsWithAny(name, RemovedPrefixes);

    /// <summary>What becomes of this process's variables in a workload; those that its command sets itself are no part of it.</summary>
    /// <param name="own">The command's own variables.</param>
    /// <param name="keepAll">Whether even the test host's are passed on.</param>
    public static EnvironmentInfo Sort(IReadOnlyDictionary<string, string?> own, bool keepAll)
    {
        var names = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(v => (string)v.Key)
            .Where(name => !own.ContainsKey(name))
            .Order(StringComparer.Ordinal)
            .ToArray();
        return new EnvironmentInfo(
            [.. names.Where(n => !keepAll && IsTestHosts(n))],
            [.. names.Where(n => IsTestHosts(n) ? keepAll : StartsWithAny(n, NamedPrefixes))]);
    }

    private static bool StartsWithAny(string name, ImmutableArray<string> prefixes) =>
        prefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase));
}
