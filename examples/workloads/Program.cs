using System.Runtime.Versioning;
using Workloads;
using Workloads.Verbs;

[assembly: SupportedOSPlatform("linux")]

var verbs = new SortedDictionary<string, Func<Words, int>>(StringComparer.Ordinal)
{
    ["alloc"] = Alloc.Run,
    ["args"] = _ => Args.Run(args[1..]),
    ["cat"] = Cat.Run,
    ["churn"] = Churn.Run,
    ["close-streams"] = CloseStreams.Run,
    ["cpu"] = Cpu.Run,
    ["crash"] = Crash.Run,
    ["daemon"] = Daemon.Run,
    ["disk"] = Disk.Run,
    ["duty"] = Duty.Run,
    ["exit"] = Exit.Run,
    ["forks"] = Forks.Run,
    ["ignore-sigterm"] = IgnoreSigterm.Run,
    ["listen"] = Listen.Run,
    ["lock"] = Contended.Run,
    ["mix"] = Mix.Run,
    ["names"] = Names.Run,
    ["output"] = Output.Run,
    ["oversubscribed"] = Oversubscribed.Run,
    ["pingpong"] = PingPong.Run,
    ["pipe"] = Pipe.Run,
    ["reexec"] = Reexec.Run,
    ["signals"] = Signals.Run,
    ["sleep"] = Sleep.Run,
    ["target"] = Target.Run,
    ["threads"] = Threads.Run,
    ["tree"] = Tree.Run,
};

try
{
    if (args.Length == 0 || !verbs.TryGetValue(args[0], out var run)) throw new UsageException(args.Length == 0 ? "no verb" : $"no verb {args[0]}");
    // What "args" was given is the point of it: nothing in it is an option.
    var words = args[0] == "args" ? new Words([]) : new Words(args.AsSpan(1));
    Report.File = words.Text("truth", "") is { Length: > 0 } path ? path : null;
    // Without the runtime's shutting down: whatever runs after a truth was printed is CPU time that it doesn't know of.
    Libc._exit(run(words));
    return 1;
}
catch (UsageException problem)
{
    Bytes.WriteAll(2, System.Text.Encoding.UTF8.GetBytes(
        $"workloads: {problem.Message}\nusage: workloads VERB [NUMBER] [--name value]... [--truth FILE]\nverbs: {string.Join(' ', verbs.Keys)}\n"));
    return 64;
}
