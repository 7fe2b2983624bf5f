namespace RunScope.Testing.Tests.Support;

/// <summary>The surroundings that are tried, one a row.</summary>
internal static class Surroundings
{
    private const string NoFolder = "No folder for a private socket could be made";
    private const string Full = "mount -t tmpfs -o size=4k,mode=1777 tmpfs {0}; head -c 4096 /dev/zero >{0}/fill;";
    private const string NoEntries = "mount -t tmpfs -o nr_inodes=1,mode=1777 tmpfs {0};";
    private static readonly string[] LaunchAlone = ["launch", "nothing-left"];

    /// <summary>What each check comes to for an ordinary user on a machine without Yama.</summary>
    public static Dictionary<string, string> OfOrdinaryUser { get; } = new()
    {
        ["launch"] = "full",
        ["tree"] = "full",
        ["launch-non-dumpable"] = "reduced",
        ["attach-child"] = "full",
        ["attach-unrelated"] = "full",
        ["attach-daemonised"] = "full",
        ["attach-non-dumpable"] = "reduced",
        ["attach-other-user"] = "reduced",
        ["attach-pid-1"] = "reduced",
        ["doctor"] = "reduced",
        ["nothing-left"] = "full",
    };

    public static Surrounding[] All { get; } =
    [
        new("ordinary-user")
        {
            Quick = ["launch", "tree", "launch-non-dumpable", "attach-unrelated", "nothing-left"],
            Told = [("launch-non-dumpable", "Run this as root"), ("attach-other-user", "Run this as that user or as root")],
        },
        new("namespaces-as-root")
        {
            Before = "unshare --user --map-root-user --pid --fork --mount-proc",
            Needs = Namespaces,
            Quick = ["launch", "tree", "attach-unrelated", "nothing-left"],

            // The program is process 1 itself there, and root of all that is.
            Outcomes = { ["launch-non-dumpable"] = "full", ["attach-non-dumpable"] = "full", ["attach-other-user"] = "absent", ["attach-pid-1"] = "refused" },
            Told = [("attach-pid-1", "that is this process. Watch it from another one")],
        },
        new("namespaces-as-nobody")
        {
            Before = "unshare --user --map-user=65534 --map-group=65534 --pid --fork --mount-proc sh -c '\"$@\"; exit $?' sh",
            Needs = Namespaces,
            Outcomes = { ["attach-other-user"] = "absent", ["attach-pid-1"] = "full" },
        },
        new("seccomp")
        {
            Before = "$PLACE/bin/refuse perf_event_open,process_vm_readv,process_vm_writev,ptrace,kcmp",
            Quick = ["launch", "tree", "attach-unrelated"],
        },
        new("seccomp-without-pidfd") { Before = "$PLACE/bin/refuse pidfd_open,pidfd_send_signal,pidfd_getfd" },
        new("hidepid")
        {
            Setup = "mount -t proc -o hidepid=2 proc /proc",
            Quick = ["launch", "launch-non-dumpable"],
            Outcomes = { ["attach-non-dumpable"] = "refused", ["attach-other-user"] = "absent", ["attach-pid-1"] = "refused" },
            Told = [("launch-non-dumpable", "hidepid"), ("attach-pid-1", "mount option hidepid")],
        },
        new("cpu-quota")
        {
            Needs = "[[ -w /sys/fs/cgroup/cpu/cgroup.procs ]] || grep -qw cpu /sys/fs/cgroup/cgroup.subtree_control 2>/dev/null || { echo 'Control groups with a CPU quota can not be made here.'; exit 1; }",
            Setup = """
                if [[ -w /sys/fs/cgroup/cpu/cgroup.procs ]]; then
                  group=/sys/fs/cgroup/cpu/conditions-$USER_ID; mkdir "$group"; echo 100000 >"$group/cpu.cfs_period_us"; echo 50000 >"$group/cpu.cfs_quota_us"
                else
                  group=/sys/fs/cgroup/conditions-$USER_ID; mkdir "$group"; echo "50000 100000" >"$group/cpu.max"
                fi
                echo $$ >"$group/cgroup.procs"
                """,
            Cleanup = "for i in {1..100}; do rmdir /sys/fs/cgroup/cpu/conditions-$USER_ID 2>/dev/null || rmdir /sys/fs/cgroup/conditions-$USER_ID 2>/dev/null && break; sleep 0.1; done",
            Told = [("launch", "CPU quota 0.5")],
        },
        new("recorder-with-64-descriptors")
        {
            // Only what the harness starts: a .NET program keeps each library open, and doesn't even start with so few.
            Setup = """
                mkdir -p "$PLACE/recorder/recorder-native"
                printf '#!/bin/sh\nulimit -n 64\nexec "%s/dotnet/dotnet" exec "%s/programs/RunScope.Testing.Recorder.dll" "$@"\n' "$PLACE" "$PLACE" >"$PLACE/recorder/recorder-native/RunScope.Testing.Recorder"
                chmod 755 "$PLACE/recorder/recorder-native/RunScope.Testing.Recorder"
                """,
            Variables = { ["RUNSCOPE_RECORDER"] = "$PLACE/recorder" },
        },
        new("few-descriptors") { Before = "prlimit --nofile=160" },
        new("few-processes") { Before = "prlimit --nproc=60" },
        new("temporary-folder-full") { Setup = Of(Full, "$PLACE/tmp"), Quick = LaunchAlone },
        new("temporary-folder-without-entries") { Setup = Of(NoEntries, "$PLACE/tmp") },
        new("temporary-folder-for-one-entry") { Setup = "mount -t tmpfs -o nr_inodes=2,mode=1777 tmpfs $PLACE/tmp" },
        new("temporary-folder-read-only") { Setup = "mount -t tmpfs -o ro,mode=1777 tmpfs $PLACE/tmp" },
        new("temporary-folder-missing") { Variables = { ["TMPDIR"] = "$PLACE/nowhere" } },
        new("temporary-folder-too-long")
        {
            Setup = """long=$PLACE/tmp/$(printf 'folder-with-a-long-name/%.0s' {1..8}); mkdir -p "$long"; chmod -R 777 "$PLACE/tmp" """,
            Variables = { ["TMPDIR"] = "$long" },
        },
        new("runtime-folder-unset") { Variables = { ["XDG_RUNTIME_DIR"] = null } },
        new("runtime-folder-unwritable") { Setup = "chown 0:0 $PLACE/run; chmod 755 $PLACE/run" },
        new("runtime-folder-full") { Setup = Of(NoEntries, "$PLACE/run") },
        new("no-home") { Variables = { ["HOME"] = null } },
        new("no-folder-at-all")
        {
            Setup = string.Concat(((string[])["$PLACE/tmp", "$PLACE/run", "/dev/shm", "/tmp"]).Select(f => Of(NoEntries, f))),
            Quick = LaunchAlone,
            Outcomes = { ["launch"] = "refused", ["tree"] = "refused", ["launch-non-dumpable"] = "refused", ["attach-daemonised"] = "refused", ["nothing-left"] = "refused" },
            Told = [("launch", NoFolder), ("launch", "No space left on device"), ("launch", "Set TMPDIR to a writable folder")],
        },
    ];

    /// <summary>Those that this machine has.</summary>
    public static Surrounding[] Here { get; } = [.. All.Where(s => Stage.Missing(s) is null)];

    private const string Namespaces = "setpriv --reuid 65534 --clear-groups unshare --user --map-root-user true 2>/dev/null || { echo 'User namespaces are not for ordinary users here.'; exit 1; }";

    private static string Of(string commands, string folder) => commands.Replace("{0}", folder, StringComparison.Ordinal);
}
