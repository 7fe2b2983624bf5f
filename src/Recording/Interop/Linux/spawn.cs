using System.Runtime.InteropServices;

namespace RunScope.Testing.Interop;

/// <summary><c>spawn.h</c>: starts a program as our own child.</summary>
internal static unsafe partial class Spawn
{
    private const short POSIX_SPAWN_SETSIGDEF = 4;
    private const short POSIX_SPAWN_SETSIGMASK = 8;

    [LibraryImport("libc")]
    private static partial int posix_spawn(int* pid, byte* file, void* actions, void* attributes, byte** argv, byte** envp);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_init(void* attributes);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_destroy(void* attributes);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setflags(void* attributes, short flags);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setsigdefault(void* attributes, byte* set);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setsigmask(void* attributes, byte* set);

    [LibraryImport("libc")]
    private static partial int sigprocmask(int how, byte* set, byte* old);

    /// <summary>Starts a program with the present signal mask and dispositions; returns 0 or the errno, which comes before anything runs.</summary>
    /// <param name="file">The resolved file; there is no search.</param>
    /// <param name="argv">The arguments, the first being the program's name as the caller wrote it.</param>
    /// <param name="envp">The environment; null passes this process's own on, byte for byte.</param>
    /// <param name="signalsToDefault">Signals whose handling here isn't the caller's and must not be inherited.</param>
    /// <param name="pid">The new process.</param>
    public static int TryStart(string file, NativeStrings argv, NativeStrings? envp, ReadOnlySpan<int> signalsToDefault, out int pid)
    {
        // glibc: 336 and 128 bytes; musl: 336 and 128. Rounded up.
        byte* attributes = stackalloc byte[512];
        byte* defaults = stackalloc byte[128];
        byte* mask = stackalloc byte[128];
        new Span<byte>(defaults, 128).Clear();

        // glibc's posix_spawn leaves its internal signals 32 and 33 ignored in the child unless they are asked to be default;
        // sigaddset refuses them, so the bits are set by hand.
        AddSignal(defaults, 32);
        AddSignal(defaults, 33);
        foreach (var number in signalsToDefault) AddSignal(defaults, number);

        _ = posix_spawnattr_init(attributes);
        try
        {
            _ = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
            _ = posix_spawnattr_setsigdefault(attributes, defaults);
            _ = sigprocmask(0, null, mask);
            _ = posix_spawnattr_setsigmask(attributes, mask);
            int child = 0, error;
            fixed (byte* f = CString.From(file))
                error = posix_spawn(&child, f, null, attributes, argv.Pointer, envp is null ? OwnEnvironment() : envp.Pointer);
            pid = child;
            return error;
        }
        finally
        {
            _ = posix_spawnattr_destroy(attributes);
        }
    }

    private static void AddSignal(byte* set, int number) => set[(number - 1) / 8] |= (byte)(1 << ((number - 1) % 8));

    private static byte** OwnEnvironment() => *(byte***)NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "environ");
}
