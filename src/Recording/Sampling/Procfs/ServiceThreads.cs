namespace RunScope.Testing.Sampling.Procfs;

/// <summary>Threads that serve a language runtime, by the names that the runtime gives them (15 bytes at most).</summary>
internal static class ServiceThreads
{
    // .NET 10 and HotSpot 17. Threads that carry the program's work are not here: pool workers, sockets, garbage collection.
    private static readonly HashSet<string> DotNet =
    [
        ".NET SynchManag", ".NET EventPipe", ".NET DebugPipe", ".NET Debugger", ".NET Finalizer", ".NET Tiered Com", ".NET SigHandler",
        ".NET TP Gate", ".NET Timer", ".NET File Watch",
    ];

    private static readonly HashSet<string> Java =
    [
        "C1 CompilerThre", "C2 CompilerThre", "Common-Cleaner", "Finalizer", "G1 Conc#0", "G1 Main Marker", "G1 Refine#0", "G1 Service",
        "Monitor Deflati", "Notification Th", "Reference Handl", "Service Thread", "Signal Dispatch", "Sweeper thread", "VM Periodic Tas",
        "VM Thread",
    ];

    /// <summary>Whether a name is one that some runtime gives: then the process's maps are worth a look.</summary>
    public static bool IsSuspect(string name) => DotNet.Contains(name) || Java.Contains(name);

    /// <summary>Whether a thread of a process that maps this runtime serves it.</summary>
    public static bool IsService(RuntimeKind runtime, string name) => runtime switch
    {
        RuntimeKind.DotNet => DotNet.Contains(name),
        RuntimeKind.Java => Java.Contains(name),
        _ => false,
    };
}
