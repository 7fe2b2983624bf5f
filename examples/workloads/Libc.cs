using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace Workloads;

/// <summary>The C library, thin: what a workload needs to know its own truth.</summary>
internal static unsafe partial class Libc
{
    internal const int EINTR = 4;
    internal const int CLOCK_MONOTONIC = 1;
    internal const int CLOCK_PROCESS_CPUTIME_ID = 2;
    internal const int CLOCK_THREAD_CPUTIME_ID = 3;
    internal const int TIMER_ABSTIME = 1;
    internal const int PR_SET_DUMPABLE = 4;
    internal const int PR_SET_NAME = 15;
    internal const int PR_GET_NAME = 16;
    internal const int PR_SET_TIMERSLACK = 29;
    internal const int RUSAGE_SELF = 0;
    internal const int RUSAGE_CHILDREN = -1;
    internal const int RUSAGE_THREAD = 1;
    internal const int RLIMIT_CORE = 4;
    internal const int SIGKILL = 9;
    internal const int SIGTERM = 15;
    internal const int SIGSTOP = 19;
    internal const nint SIG_DFL = 0;
    internal const nint SIG_IGN = 1;

    [LibraryImport("libc")]
    internal static partial int clock_gettime(int clock, Timespec* time);

    [LibraryImport("libc")]
    internal static partial int clock_nanosleep(int clock, int flags, Timespec* request, Timespec* remain);

    [LibraryImport("libc")]
    internal static partial int gettid();

    [LibraryImport("libc")]
    internal static partial int prctl(int option, nint argument, nint third, nint fourth, nint fifth);

    [LibraryImport("libc")]
    internal static partial int getrusage(int who, Rusage* usage);

    [LibraryImport("libc")]
    internal static partial int setrlimit(int resource, nuint* currentAndMax);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial nint write(int fd, byte* buffer, nint count);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial nint read(int fd, byte* buffer, nint count);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int close(int fd);

    [LibraryImport("libc")]
    internal static partial int pipe(int* ends);

    [LibraryImport("libc")]
    internal static partial void _exit(int status);

    [LibraryImport("libc")]
    internal static partial int kill(int pid, int signal);

    [LibraryImport("libc")]
    internal static partial nint signal(int number, nint handler);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int waitpid(int pid, int* status, int options);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mkfifo(string path, uint mode);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int execv(string path, byte** argv);

    [LibraryImport("libc")]
    internal static partial int sem_init(void* semaphore, int shared, uint value);

    [LibraryImport("libc")]
    internal static partial int sem_post(void* semaphore);

    [LibraryImport("libc")]
    internal static partial int sem_wait(void* semaphore);

    [LibraryImport("libc")]
    internal static partial int pthread_mutex_lock(void* mutex);

    [LibraryImport("libc")]
    internal static partial int pthread_mutex_unlock(void* mutex);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int posix_spawn(int* pid, string path, void* fileActions, void* attributes, byte** argv, byte** environ);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_init(void* actions);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_destroy(void* actions);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int posix_spawn_file_actions_addopen(void* actions, int fd, string path, int flags, uint mode);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_init(void* attributes);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_destroy(void* attributes);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_setflags(void* attributes, short flags);

    /// <summary>struct timespec of time.h on 64-bit Linux.</summary>
    internal struct Timespec
    {
        internal long Seconds;
        internal long Nanoseconds;

        internal Timespec(long nanoseconds) => (Seconds, Nanoseconds) = (nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);

        internal readonly long Total => (Seconds * 1_000_000_000) + Nanoseconds;
    }

    /// <summary>struct rusage of sys/resource.h on 64-bit Linux.</summary>
    internal struct Rusage
    {
        internal long UserSeconds, UserMicroseconds, SystemSeconds, SystemMicroseconds;
        internal long MaxRss, Unused0, Unused1, Unused2, MinorFaults, MajorFaults, Unused3;
        internal long InBlocks, OutBlocks, Unused4, Unused5, Unused6;
        internal long VoluntarySwitches, InvoluntarySwitches;

        internal readonly long CpuNs => ((UserSeconds + SystemSeconds) * 1_000_000_000) + ((UserMicroseconds + SystemMicroseconds) * 1000);
    }
}
