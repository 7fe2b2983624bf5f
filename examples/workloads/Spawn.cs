using System.Collections;
using System.Runtime.InteropServices;

namespace Workloads;

/// <summary>Starts children by posix_spawn: a program that uses System.Diagnostics.Process behaves differently towards its children.</summary>
internal static unsafe class Spawn
{
    private const short POSIX_SPAWN_SETSID = 0x80;

    /// <summary>The words that run this very program again, with or without its own executable.</summary>
    internal static string[] Self(params string[] words)
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileName(program) == "dotnet" ? [program, Path.Combine(AppContext.BaseDirectory, "workloads.dll"), .. words] : [program, .. words];
    }

    /// <summary>Starts a program and returns its process ID.</summary>
    internal static int Start(string[] words, bool newSession = false, bool quiet = false, string? inputFrom = null)
    {
        // glibc's two structures have 80 and 336 bytes.
        var actions = stackalloc byte[512];
        var attributes = stackalloc byte[512];
        Libc.posix_spawn_file_actions_init(actions);
        Libc.posix_spawnattr_init(attributes);
        if (quiet)
        {
            for (var fd = 0; fd <= 2; fd++) Libc.posix_spawn_file_actions_addopen(actions, fd, "/dev/null", 2, 0);
        }

        if (inputFrom is not null) Libc.posix_spawn_file_actions_addopen(actions, 0, inputFrom, 0, 0);
        if (newSession) Libc.posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSID);
        using var argv = new Vector(words);
        using var environment = new Vector(Variables());
        int pid;
        var error = Libc.posix_spawn(&pid, words[0], actions, attributes, argv.Pointers, environment.Pointers);
        Libc.posix_spawn_file_actions_destroy(actions);
        Libc.posix_spawnattr_destroy(attributes);
        return error == 0 ? pid : throw new InvalidOperationException($"cannot start {words[0]}: errno {error}");
    }

    /// <summary>Waits for one child and returns its wait status.</summary>
    internal static int Reap(int pid)
    {
        int status;
        while (Libc.waitpid(pid, &status, 0) < 0 && Marshal.GetLastPInvokeError() == Libc.EINTR)
        {
        }

        return status;
    }

    /// <summary>Becomes this program.</summary>
    internal static void Exec(string[] words)
    {
        using var argv = new Vector(words);
        Libc.execv(words[0], argv.Pointers);
        throw new InvalidOperationException($"cannot execute {words[0]}");
    }

    private static IEnumerable<string> Variables()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables()) yield return $"{variable.Key}={variable.Value}";
    }

    /// <summary>A null-terminated array of C strings.</summary>
    private sealed class Vector : IDisposable
    {
        private readonly List<nint> _strings = [];

        internal Vector(IEnumerable<string> words)
        {
            foreach (var word in words) _strings.Add(Marshal.StringToCoTaskMemUTF8(word));
            Pointers = (byte**)NativeMemory.Alloc((nuint)(_strings.Count + 1), (nuint)sizeof(byte*));
            for (var i = 0; i < _strings.Count; i++) Pointers[i] = (byte*)_strings[i];
            Pointers[_strings.Count] = null;
        }

        internal byte** Pointers { get; }

        public void Dispose()
        {
            foreach (var text in _strings) Marshal.FreeCoTaskMem(text);
            NativeMemory.Free(Pointers);
        }
    }
}
