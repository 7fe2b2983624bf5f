using System.Diagnostics;
using System.Runtime.CompilerServices;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Tests;

[Collection(OwnChildren.Name)]
public class InteropLayoutTests
{
    [Fact]
    public void Structs_offsets_and_constants_are_those_of_the_system_headers()
    {
        // C is the judge: the file compiles only when every assertion holds.
        var source = $$"""
            #define _GNU_SOURCE
            #include <stddef.h>
            #include <fcntl.h>
            #include <poll.h>
            #include <signal.h>
            #include <spawn.h>
            #include <sched.h>
            #include <linux/ioctl.h>
            #include <sys/ioctl.h>
            #include <sys/prctl.h>
            #include <sys/ptrace.h>
            #include <sys/resource.h>
            #include <sys/socket.h>
            #include <sys/stat.h>
            #include <sys/syscall.h>
            #include <sys/un.h>
            #include <sys/wait.h>
            #include <time.h>
            #include <dirent.h>
            #include <termios.h>
            #define SAME(a, b) _Static_assert((a) == (b), #a)
            SAME(sizeof(struct timespec), {{Unsafe.SizeOf<TimeSpec>()}});
            SAME(_IOWR(0xFF, 11, char[{{Unsafe.SizeOf<PidFd.PidFdInfo>()}}]), {{PidFd.PIDFD_GET_INFO}}u); // linux/pidfd.h of 6.15: older headers have no struct pidfd_info
            SAME(sizeof(struct rusage), {{Unsafe.SizeOf<ResourceUsage>()}});
            SAME(offsetof(struct rusage, ru_maxrss), 32);
            SAME(offsetof(struct rusage, ru_inblock), 88);
            SAME(offsetof(struct rusage, ru_nivcsw), 136);
            SAME(sizeof(siginfo_t), {{Unsafe.SizeOf<Wait4.SignalInfo>()}});
            SAME(offsetof(siginfo_t, si_pid), 16);
            SAME(offsetof(siginfo_t, si_status), 24);
            SAME(sizeof(struct pollfd), {{Unsafe.SizeOf<Poll.PollFd>()}});
            SAME(offsetof(struct pollfd, revents), 6);
            SAME(sizeof(struct winsize), {{Unsafe.SizeOf<Termios.WindowSize>()}});
            SAME(offsetof(struct winsize, ws_col), 2);
            SAME(TIOCGWINSZ, 0x5413);
            SAME(TCSADRAIN, 1);
            _Static_assert(sizeof(struct termios) <= 256, "terminal settings");
            SAME(sizeof(struct sockaddr_un), 110);
            SAME(sizeof(((struct sockaddr_un *)0)->sun_path), {{UnixSocket.LongestPath + 1}});
            SAME(offsetof(struct statx, stx_nlink), 16);
            SAME(STATX_NLINK, 4);
            SAME(AT_EMPTY_PATH, 0x1000);
            SAME(AT_SYMLINK_NOFOLLOW, 0x100);
            SAME(AT_FDCWD, -100);
            SAME(offsetof(struct statx, stx_mode), 28);
            SAME(STATX_TYPE, 1);
            SAME(STATX_MODE, 2);
            SAME(S_IFMT, 0xF000);
            SAME(S_IFREG, 0x8000);
            SAME(S_IWOTH, 2);
            SAME(offsetof(struct dirent64, d_reclen), 16);
            SAME(offsetof(struct dirent64, d_name), 19);
            _Static_assert(sizeof(posix_spawnattr_t) <= 512, "spawn attributes");
            _Static_assert(sizeof(sigset_t) <= 128, "signal set");
            SAME(POSIX_SPAWN_SETSIGDEF, 4);
            SAME(POSIX_SPAWN_SETSIGMASK, 8);
            SAME(PR_SET_TIMERSLACK, 29);
            SAME(PR_SET_CHILD_SUBREAPER, 36);
            SAME(PTRACE_SEIZE, 0x4206);
            SAME(PTRACE_INTERRUPT, 0x4207);
            SAME(PTRACE_DETACH, 17);
            SAME(RLIMIT_NOFILE, 7);
            SAME(SYS_pidfd_open, 434);
            SAME(SYS_pidfd_send_signal, 424);
            SAME(O_CLOEXEC, {{Unistd.O_CLOEXEC}});
            SAME(O_RDWR, {{Unistd.O_RDWR}});
            SAME(O_WRONLY, {{Unistd.O_WRONLY}});
            SAME(O_CREAT, {{Unistd.O_CREAT}});
            SAME(O_APPEND, {{Unistd.O_APPEND}});
            SAME(O_NONBLOCK, {{Unistd.O_NONBLOCK}});
            SAME(WNOWAIT, 0x1000000);
            SAME(__WALL, 0x40000000);
            SAME(__WNOTHREAD, 0x20000000);
            SAME(MSG_DONTWAIT, 0x40);
            SAME(MSG_NOSIGNAL, 0x4000);
            SAME(SIGTERM, {{Signals.SIGTERM}});
            SAME(CLOCK_MONOTONIC, 1);
            SAME(CLOCK_PROCESS_CPUTIME_ID, 2);
            SAME(CLOCK_THREAD_CPUTIME_ID, 3);
            """;

        var (exitCode, errors) = Compile(source);

        exitCode.ShouldBe(0, errors);
    }

    [Fact]
    public void Kernels_from_6_15_on_tell_how_any_process_ended() => PidFd.TellsExits.ShouldBe(Environment.OSVersion.Version >= new Version(6, 15));

    [Fact]
    public void A_wrong_size_would_be_found()
    {
        var (exitCode, _) = Compile("#include <poll.h>\n_Static_assert(sizeof(struct pollfd) == 12, \"wrong\");");

        exitCode.ShouldNotBe(0);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("futex")]
    [InlineData("fsync")]
    [InlineData("clock_nanosleep")]
    public void System_calls_have_the_names_of_the_headers(string name)
    {
        var found = Enumerable.Range(0, 600).Where(n => SyscallNames.Of(n) == name).ToList();

        var (exitCode, errors) = Compile($"#include <sys/syscall.h>\n_Static_assert(SYS_{name} == {found.ShouldHaveSingleItem()}, \"{name}\");");

        exitCode.ShouldBe(0, errors);
    }

    private static (int ExitCode, string Errors) Compile(string source)
    {
        var start = new ProcessStartInfo("gcc", ["-x", "c", "-fsyntax-only", "-"]) { RedirectStandardInput = true, RedirectStandardError = true };
        using var gcc = Process.Start(start)!;
        gcc.StandardInput.Write(source);
        gcc.StandardInput.Close();
        var errors = gcc.StandardError.ReadToEnd();
        gcc.WaitForExit();
        return (gcc.ExitCode, errors);
    }
}
