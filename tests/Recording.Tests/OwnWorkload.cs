using System.Runtime.InteropServices;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Tests;

/// <summary>A verb of examples/workloads as a child of the tests.</summary>
internal static class OwnWorkload
{
    /// <returns>Its ID, which stays its own until it is reaped.</returns>
    public static int Start(params string[] words)
    {
        var runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        using var arguments = new NativeStrings([runtime, Path.Combine(AppContext.BaseDirectory, "workloads.dll"), .. words]);
        Spawn.TryStart(runtime, arguments, null, [], out var pid).ShouldBe(0);
        return pid;
    }
}
