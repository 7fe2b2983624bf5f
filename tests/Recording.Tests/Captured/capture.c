/* The first and only program of a virtual machine: it makes processes whose state it knows, and writes what the kernel's files say of them to the console.
   Each file goes as "@file NAME" and lines of hexadecimal digits; what the program knows by itself as "@truth ROLE KEY VALUE". See README.md. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MIB (1024 * 1024)

static void say(const char *path, const char *as)
{
    int fd = open(path, O_RDONLY);
    if (fd < 0) { printf("@missing %s %s\n", as, strerrorname_np(errno)); return; }
    unsigned char buffer[4096];
    ssize_t n;
    int first = 1;
    while ((n = read(fd, buffer, sizeof buffer)) != 0) {
        if (n < 0) { printf("@missing %s %s\n", as, strerrorname_np(errno)); break; }
        if (first) printf("@file %s\n", as);
        first = 0;
        for (ssize_t i = 0; i < n; i++) printf("%02x%s", buffer[i], i % 60 == 59 || i == n - 1 ? "\n" : "");
    }
    if (n == 0 && first) printf("@file %s\n", as);
    close(fd);
}

static void say_files(const char *role, pid_t pid, pid_t tid, const char *const *files)
{
    for (; *files; files++) {
        char path[128], as[128];
        if (tid) { snprintf(path, sizeof path, "/proc/%d/task/%d/%s", pid, tid, *files); snprintf(as, sizeof as, "%s/%s", role, *files); }
        else { snprintf(path, sizeof path, "/proc/%d/%s", pid, *files); snprintf(as, sizeof as, "%s/%s", role, *files); }
        say(path, as);
    }
}

static const char *const PROCESS[] = { "stat", "status", "schedstat", "syscall", "wchan", "io", "cmdline", "cgroup", NULL };
static const char *const THREAD[] = { "stat", "status", "schedstat", "syscall", "wchan", NULL };

static void put(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY);
    if (fd < 0 || write(fd, text, strlen(text)) < 0) printf("@note %s: %s\n", path, strerrorname_np(errno));
    if (fd >= 0) close(fd);
}

/* Until its state letter is the one, ten seconds at most. */
static void until(pid_t pid, pid_t tid, char letter)
{
    for (int i = 0; i < 1000; i++) {
        char path[64], text[512];
        snprintf(path, sizeof path, "/proc/%d/task/%d/stat", pid, tid);
        int fd = open(path, O_RDONLY);
        ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
        if (fd >= 0) close(fd);
        if (n > 0) { text[n] = 0; char *p = strrchr(text, ')'); if (p && p[2] == letter) return; }
        usleep(10000);
    }
    printf("@note %d never was in state %c\n", pid, letter);
}

static void burn(int milliseconds)
{
    struct timespec t;
    do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); while (t.tv_sec * 1000 + t.tv_nsec / 1000000 < milliseconds);
}

static int pipes[2];
static volatile int tids[2];

static void *thread_in_futex(void *unused)
{
    (void)unused;
    static int word;
    prctl(PR_SET_NAME, "worker (1)");
    tids[0] = (int)syscall(SYS_gettid);
    for (;;) syscall(SYS_futex, &word, 0 /* FUTEX_WAIT */, 0, NULL, NULL, 0);
    return NULL;
}

static void *thread_that_sleeps(void *unused)
{
    (void)unused;
    prctl(PR_SET_NAME, "sleeper");
    tids[1] = (int)syscall(SYS_gettid);
    for (;;) sleep(1000);
    return NULL;
}

int main(void)
{
    setvbuf(stdout, NULL, _IOFBF, 1 << 16);
    mkdir("/proc", 0755); mkdir("/sys", 0755); mkdir("/dev", 0755);
    mount("proc", "/proc", "proc", 0, NULL);
    mount("sysfs", "/sys", "sysfs", 0, NULL);
    if (mount("cgroup2", "/sys/fs/cgroup", "cgroup2", 0, NULL) == 0) {
        put("/sys/fs/cgroup/cgroup.subtree_control", "+cpu");
        mkdir("/sys/fs/cgroup/limited.slice", 0755);
        put("/sys/fs/cgroup/limited.slice/cpu.max", "50000 100000");
    }
    if (pipe(pipes) != 0) return 1;
    int ready[2];
    if (pipe(ready) != 0) return 1;
    char c;

    /* A name that tries to look like the fields behind it, in a read of an empty pipe. */
    pid_t hostile = fork();
    if (hostile == 0) {
        prctl(PR_SET_NAME, "a) R 1 (\n<b>");
        if (write(ready[1], "h", 1) == 1 && read(pipes[0], &c, 1)) {}
        _exit(0);
    }
    if (read(ready[0], &c, 1) != 1) return 1;
    until(hostile, hostile, 'S');

    /* Three threads, in a pause, in a futex and in a sleep; 24 MiB were touched; two children have been reaped, one of which has burned 300 ms. */
    pid_t threads = fork();
    if (threads == 0) {
        prctl(PR_SET_NAME, "threads");
        char *memory = mmap(NULL, 24 * MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        memset(memory, 1, 24 * MIB);
        for (int i = 0; i < 2; i++) {
            pid_t child = fork();
            if (child == 0) { if (i) burn(300); _exit(0); }
            waitpid(child, NULL, 0);
        }
        pthread_t first, second;
        pthread_create(&first, NULL, thread_in_futex, NULL);
        while (!tids[0]) usleep(1000);
        pthread_create(&second, NULL, thread_that_sleeps, NULL);
        while (!tids[1]) usleep(1000);
        dprintf(ready[1], "%d %d\n", tids[0], tids[1]);
        for (;;) pause();
    }
    char text[64] = "";
    for (size_t n = 0; n < sizeof text - 1 && !strchr(text, '\n'); n++) if (read(ready[0], text + n, 1) != 1) return 1;
    int futex = 0, sleeper = 0;
    sscanf(text, "%d %d", &futex, &sleeper);
    until(threads, threads, 'S'); until(threads, futex, 'S'); until(threads, sleeper, 'S');

    /* The parent of a vfork waits uninterruptibly until its child has gone. */
    pid_t disk = fork();
    if (disk == 0) { prctl(PR_SET_NAME, "disk sleeper"); if (vfork() == 0) { for (;;) pause(); } _exit(0); }
    until(disk, disk, 'D');

    pid_t zombie = fork();
    if (zombie == 0) { prctl(PR_SET_NAME, "zombie"); burn(50); _exit(3); }
    until(zombie, zombie, 'Z');

    /* Its first thread has ended, the other has not: it looks like a zombie, and isn't one. */
    pid_t leaderless = fork();
    if (leaderless == 0) {
        pthread_t other;
        prctl(PR_SET_NAME, "leaderless");
        pthread_create(&other, NULL, thread_that_sleeps, NULL);
        while (!tids[1]) usleep(1000);
        pthread_exit(NULL);
    }
    until(leaderless, leaderless, 'Z');

    pid_t stopped = fork();
    if (stopped == 0) { prctl(PR_SET_NAME, "stopped"); raise(SIGSTOP); _exit(0); }
    until(stopped, stopped, 'T');

    pid_t traced = fork();
    if (traced == 0) { prctl(PR_SET_NAME, "traced"); for (;;) pause(); }
    until(traced, traced, 'S');
    if (ptrace(PTRACE_SEIZE, traced, 0, 0) == 0) ptrace(PTRACE_INTERRUPT, traced, 0, 0);
    until(traced, traced, 't');

    pid_t limited = fork();
    if (limited == 0) {
        char own[32];
        prctl(PR_SET_NAME, "limited");
        snprintf(own, sizeof own, "%d", getpid());
        put("/sys/fs/cgroup/limited.slice/cgroup.procs", own);
        burn(800);
        for (;;) pause();
    }
    usleep(300000);
    until(limited, limited, 'S');

    pid_t running = fork();
    if (running == 0) { prctl(PR_SET_NAME, "running"); setpriority(PRIO_PROCESS, 0, 19); for (;;) {} }
    until(running, running, 'R');

    int listening = socket(AF_INET, SOCK_STREAM, 0);
    struct ifreq loopback = { .ifr_name = "lo", .ifr_flags = IFF_UP };
    ioctl(listening, SIOCSIFFLAGS, &loopback);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(8080), .sin_addr = { htonl(INADDR_LOOPBACK) } };
    if (listening >= 0 && bind(listening, (struct sockaddr *)&address, sizeof address) == 0) listen(listening, 5);
    int listening6 = socket(AF_INET6, SOCK_STREAM, 0);
    struct sockaddr_in6 address6 = { .sin6_family = AF_INET6, .sin6_port = htons(9090) };
    if (listening6 >= 0 && bind(listening6, (struct sockaddr *)&address6, sizeof address6) == 0) listen(listening6, 5);

    pid_t last = fork();
    if (last == 0) _exit(0);
    waitpid(last, NULL, 0);

    printf("\n@begin\n");
    say("/proc/loadavg", "loadavg"); say("/proc/uptime", "uptime"); say("/proc/version", "version"); say("/proc/stat", "machine-stat");
    say("/proc/pressure/cpu", "pressure-cpu"); say("/proc/pressure/io", "pressure-io"); say("/proc/cpuinfo", "cpuinfo");
    say("/proc/self/mountinfo", "mountinfo"); say("/proc/self/limits", "limits"); say("/proc/net/tcp", "tcp"); say("/proc/net/tcp6", "tcp6");
    say("/sys/fs/cgroup/limited.slice/cpu.max", "cpu.max"); say("/sys/fs/cgroup/limited.slice/cpu.stat", "cpu.stat");
    printf("@truth machine lastpid %d\n", last);

    say_files("hostile", hostile, 0, PROCESS); say_files("hostile", hostile, 0, (const char *const[]){ "maps", NULL });
    printf("@truth hostile pid %d\n@truth hostile ppid %d\n@truth hostile fd %d\n", hostile, getpid(), pipes[0]);
    say_files("threads", threads, 0, PROCESS);
    say_files("threads/futex", threads, futex, THREAD); say_files("threads/sleeper", threads, sleeper, THREAD);
    printf("@truth threads pid %d\n@truth threads/futex pid %d\n@truth threads/sleeper pid %d\n@truth threads touched %d\n", threads, futex, sleeper, 24 * MIB);
    say_files("disk", disk, 0, PROCESS); printf("@truth disk pid %d\n", disk);
    say_files("zombie", zombie, 0, PROCESS); printf("@truth zombie pid %d\n", zombie);
    say_files("leaderless", leaderless, 0, THREAD); printf("@truth leaderless pid %d\n", leaderless);
    say_files("stopped", stopped, 0, THREAD); printf("@truth stopped pid %d\n", stopped);
    say_files("traced", traced, 0, THREAD); printf("@truth traced pid %d\n", traced);
    say_files("limited", limited, 0, PROCESS); printf("@truth limited pid %d\n", limited);
    say_files("running", running, 0, THREAD); printf("@truth running pid %d\n", running);
    say_files("kernel", 2, 0, PROCESS); printf("@truth kernel pid 2\n");
    printf("@end\n");
    fflush(stdout);
    sleep(1);
    reboot(RB_AUTOBOOT);
    for (;;) pause();
}
