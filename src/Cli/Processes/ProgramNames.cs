using System.Collections.Immutable;
using RunScope.Testing.Attach;

namespace RunScope.Testing.Cli.Processes;

/// <summary>The names that a process answers to: what a person would call it.</summary>
internal static class ProgramNames
{
    private const string Deleted = " (deleted)";

    // Options of interpreters that have a value behind them, and those after which there is no script.
    private static readonly Interpreter[] Interpreters =
    [
        new("dotnet", ["--runtimeconfig", "--depsfile", "--additionalprobingpath", "--additional-deps", "--fx-version", "--roll-forward"], []),
        new("python", ["-W", "-X"], ["-c"]),
        new("node", ["-r", "--require", "--import", "--loader", "--env-file"], ["-e", "--eval", "-p", "--print"]),
        new("java", ["-cp", "-classpath", "--class-path", "-p", "--module-path", "--add-modules"], []),
        new("ruby", ["-r", "-I", "-C"], ["-e"]),
        new("perl", [], ["-e", "-E"]),
        new("php", ["-d", "-c"], ["-r", "-S"]),
        new("bash", ["-o", "-O", "--rcfile", "--init-file"], ["-c", "-s"]),
        new("dash", ["-o"], ["-c", "-s"]),
        new("zsh", ["-o"], ["-c", "-s"]),
        new("sh", ["-o"], ["-c", "-s"]),
    ];

    private sealed record Interpreter(string Program, string[] WithValue, string[] NoScript);

    /// <summary>All of them, each once: the kernel's name, the program file's, the name it was called by, and of an interpreter the script's.</summary>
    public static ImmutableArray<string> Of(ListedProcess process)
    {
        var program = process.Executable is { } file ? BaseName(Existing(file)) : null;
        var called = process.CommandLine is [var first, ..] ? BaseName(first.TrimStart('-')) : null;
        var script = ScriptOf(program, process.CommandLine) ?? ScriptOf(called, process.CommandLine);
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var name in (string?[])[script, WithoutDll(script), process.Name, called, program])
        {
            if (!string.IsNullOrEmpty(name) && !names.Contains(name)) names.Add(name);
        }

        return names.ToImmutable();
    }

    /// <summary>The base name of the script, the dll or the module that an interpreter runs; null when it runs none, or is none.</summary>
    internal static string? ScriptOf(string? program, ImmutableArray<string> line)
    {
        if (program is null || line.Length < 2) return null;
        if (Array.Find(Interpreters, i => IsVersionOf(program, i.Program)) is not var (name, withValue, noScript)) return null;
        for (var at = 1; at < line.Length; at++)
        {
            var word = line[at];
            if (noScript.Contains(word)) return null;
            if (withValue.Contains(word)) at++;
            else if (name == "dotnet" && word == "exec") continue;
            else if (word.Length > 0 && word[0] != '-') return IsScript(name, word) ? BaseName(word) : null;
        }

        return null;
    }

    // "dotnet build" runs no dll of that name, and "bash /dev/fd/3" has read its script from a pipe.
    private static bool IsScript(string interpreter, string word) =>
        !word.StartsWith("/dev/", StringComparison.Ordinal) && !word.StartsWith("/proc/", StringComparison.Ordinal) && (interpreter != "dotnet" || word.EndsWith(".dll", StringComparison.OrdinalIgnoreCase));

    // python3.11 is python, and nodejs is node, but pythonista is none.
    private static bool IsVersionOf(string program, string interpreter) =>
        program.StartsWith(interpreter, StringComparison.Ordinal) && program.AsSpan(interpreter.Length) is var rest && (rest.IsEmpty || rest is "js" || !rest.ContainsAnyExcept("0123456789."));

    private static string? WithoutDll(string? script) => script?.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) == true ? script[..^4] : null;

    private static string Existing(string file) => file.EndsWith(Deleted, StringComparison.Ordinal) ? file[..^Deleted.Length] : file;

    private static string BaseName(string path) => path[(path.LastIndexOf('/') + 1)..];
}
