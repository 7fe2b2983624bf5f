namespace RunScope.Testing;

/// <summary>What the table of docs/where-it-runs.md consists of.</summary>
internal static class TableRows
{
    /// <summary>A column for each check.</summary>
    public static (string Check, string Title)[] Columns { get; } =
    [
        ("launch", "launched"),
        ("tree", "with children"),
        ("launch-non-dumpable", "launched, non-dumpable"),
        ("attach-child", "attached: child"),
        ("attach-unrelated", "no relative"),
        ("attach-daemonised", "daemonised"),
        ("attach-non-dumpable", "non-dumpable"),
        ("attach-other-user", "another user's"),
        ("attach-pid-1", "PID 1"),
        ("nothing-left", "left behind"),
    ];

    /// <summary>A row for each place, by its file in artifacts/conditions.</summary>
    public static (string File, string Title)[] Rows { get; } =
    [
        ("ordinary-user", "ordinary user, no Yama"),
        ("vm-conditions0", "`kernel.yama.ptrace_scope` 0"),
        ("vm-conditions1", "`kernel.yama.ptrace_scope` 1"),
        ("vm-conditions2", "`kernel.yama.ptrace_scope` 2"),
        ("vm-conditions3", "`kernel.yama.ptrace_scope` 3"),
        ("vm-root2", "root, scope 2"),
        ("vm-root3", "root, scope 3"),
        ("vm-paranoid1", "scope 1, `kernel.perf_event_paranoid` 3"),
        ("vm-clock", "the wall clock is set back an hour, some three times a second"),
        ("namespaces-as-root", "user, PID and mount namespaces, as their root"),
        ("namespaces-as-nobody", "the same, as nobody in there"),
        ("seccomp", "seccomp refuses perf_event_open, process_vm_readv and ptrace"),
        ("seccomp-without-pidfd", "seccomp refuses pidfd_open and pidfd_send_signal"),
        ("hidepid", "`/proc` mounted with `hidepid=2`"),
        ("cpu-quota", "control group with half a CPU"),
        ("recorder-with-64-descriptors", "recorder and workload with RLIMIT_NOFILE 64"),
        ("few-descriptors", "all with RLIMIT_NOFILE 160"),
        ("few-processes", "RLIMIT_NPROC 60"),
        ("temporary-folder-full", "`TMPDIR` on a full file system"),
        ("temporary-folder-without-entries", "`TMPDIR` on one without a free inode"),
        ("temporary-folder-for-one-entry", "`TMPDIR` on one with one free inode"),
        ("temporary-folder-read-only", "`TMPDIR` on a read-only one"),
        ("temporary-folder-missing", "`TMPDIR` that doesn't exist"),
        ("temporary-folder-too-long", "`TMPDIR` too long for a socket"),
        ("runtime-folder-unset", "`XDG_RUNTIME_DIR` unset"),
        ("runtime-folder-unwritable", "`XDG_RUNTIME_DIR` not writable"),
        ("runtime-folder-full", "`XDG_RUNTIME_DIR` full"),
        ("no-home", "`HOME` unset"),
        ("no-folder-at-all", "no folder that can be written to at all"),
    ];
}
