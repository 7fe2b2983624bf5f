using System.Runtime.InteropServices;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Hosting;

/// <summary>How the recorder is started: natively where a native one has travelled with the library, else as a dll of this very runtime.</summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">What comes before the socket's path.</param>
internal sealed record RecorderProgram(string File, IReadOnlyList<string> Arguments)
{
    private const string Name = "RunScope.Testing.Recorder";

    /// <summary>Names another folder to take the recorder from; for tests and for benchmarks of the two builds.</summary>
    internal const string FolderVariable = "RUNSCOPE_RECORDER";

    /// <summary>Whether it starts in a few milliseconds.</summary>
    public bool IsNative => Arguments.Count == 0;

    /// <summary>The recorders there are, the one to prefer first; the managed one runs wherever this runtime does.</summary>
    /// <exception cref="ProfilingUnavailableException">There is none; the message says where it was looked for.</exception>
    public static IReadOnlyList<RecorderProgram> Find() => Find([.. Folders()], DotNet());

    /// <param name="folders">Where to look.</param>
    /// <param name="dotnet">The program that runs a managed one; null where there is none.</param>
    internal static IReadOnlyList<RecorderProgram> Find(IReadOnlyList<string> folders, string? dotnet)
    {
        var found = new List<RecorderProgram>();
        foreach (var folder in folders)
        {
            foreach (var native in (string[])[Path.Combine(folder, "recorder-native", Name), Path.Combine(folder, "recorder", "native", Name)])
            {
                if (System.IO.File.Exists(native) && Unistd.MayExecute(native)) found.Add(new RecorderProgram(native, []));
            }
        }

        foreach (var folder in folders)
        {
            foreach (var dll in (string[])[Path.Combine(folder, Name + ".dll"), Path.Combine(folder, "recorder", Name + ".dll")])
            {
                if (!System.IO.File.Exists(dll) || !System.IO.File.Exists(Path.ChangeExtension(dll, ".runtimeconfig.json"))) continue;
                if (dotnet is not null) found.Add(new RecorderProgram(dotnet, ["exec", dll]));
                else if (found.Count == 0) throw new ProfilingUnavailableException($"The recorder {dll} needs the .NET runtime, and no \"dotnet\" is on the PATH or in DOTNET_ROOT. Install the runtime, or set DOTNET_ROOT to its folder.");
            }
        }

        return found.Count > 0
            ? found
            : throw new ProfilingUnavailableException(
                $"The recorder ({Name}.dll with its runtimeconfig.json) is not there. Looked in {string.Join(" and ", folders)}. "
                + "It is copied there by the package RunScope.Testing: rebuild the test project, and publish it with its whole output folder.");
    }

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } chosen) return [chosen];
        return new[] { Path.GetDirectoryName(typeof(RecorderProgram).Assembly.Location), AppContext.BaseDirectory }
            .Where(f => !string.IsNullOrEmpty(f))
            .Select(f => Path.TrimEndingDirectorySeparator(f!))
            .Distinct();
    }

    // The runtime that runs us can run the recorder; test hosts may be started by an apphost, so ProcessPath is no help. Self-contained ones may have none.
    private static string? DotNet()
    {
        var candidates = new[]
        {
            Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet")),
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"),
            Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root ? Path.Combine(root, "dotnet") : null,
        };
        foreach (var candidate in candidates)
        {
            if (candidate is { Length: > 0 } && System.IO.File.Exists(candidate) && Unistd.MayExecute(candidate)) return candidate;
        }

        try
        {
            return ExecutableLookup.Find("dotnet", Environment.CurrentDirectory);
        }
        catch (WorkloadLaunchException)
        {
            return null;
        }
    }
}
