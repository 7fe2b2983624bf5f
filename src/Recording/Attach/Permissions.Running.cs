namespace RunScope.Testing.Attach;

/// <summary>What may be seen of processes that run already and aren't our descendants.</summary>
internal static partial class Permissions
{
    /// <summary>ptrace access to processes of the same user: the calls that their threads wait in. States and times need none.</summary>
    public static Permission AttachingToOwn(MachineFacts facts)
    {
        const string what = "look into other processes of this user (ptrace access: the system calls that threads wait in)";
        var may = facts.Has(CAP_SYS_PTRACE);
        return facts.YamaScope switch
        {
            null => new Permission(what, true, "this kernel has no Yama", null),
            "0" => new Permission(what, true, "kernel.yama.ptrace_scope is 0, which allows it to every process of the user", null),
            "3" => new Permission(what, false, "kernel.yama.ptrace_scope is 3, which forbids it to everybody until the next boot", "boot with kernel.yama.ptrace_scope=1, and run it as root"),
            var scope when may => new Permission(what, true, $"kernel.yama.ptrace_scope is {scope}, and this process has CAP_SYS_PTRACE", null),
            "1" => new Permission(what, false, "kernel.yama.ptrace_scope is 1, which allows it for one's own descendants alone", "sudo sysctl kernel.yama.ptrace_scope=0"),
            var scope => new Permission(what, false, $"kernel.yama.ptrace_scope is {scope}, which asks for CAP_SYS_PTRACE" + Container(facts),
                facts.InContainer ? "start the container with --cap-add SYS_PTRACE" : "sudo sysctl kernel.yama.ptrace_scope=0"),
        };
    }

    /// <summary>ptrace access to processes of other users: their calls, program files and descriptors. States and times need none.</summary>
    public static Permission AttachingToOthers(MachineFacts facts)
    {
        const string what = "look into processes of other users (ptrace access: their calls, program files and descriptors)";
        if (facts.YamaScope == "3") return new Permission(what, false, "kernel.yama.ptrace_scope is 3, which forbids it to everybody until the next boot", "boot with kernel.yama.ptrace_scope=1, and run it as root");
        return facts.Has(CAP_SYS_PTRACE)
            ? new Permission(what, true, "this process has CAP_SYS_PTRACE", null)
            : new Permission(what, false, "this process has no CAP_SYS_PTRACE", facts.InContainer && facts.User == 0 ? "start the container with --cap-add SYS_PTRACE" : "sudo runscope attach PID");
    }
}
