namespace RunScope.Testing.Tests.Faults;

/// <summary>Every fault that is tested, in the order of the documentation.</summary>
internal static class Faults
{
    public const string Kill = "SIGKILL";

    public const string HostGone = "nobody is there to be told";
    public const string NotStarted = "`RecorderLostException`: the recorder did not start";
    public const string EndedBefore = "`RecorderLostException`: the recorder ended before it could start the workload";
    public const string EndedBeforeReport = "`RecorderLostException`: the recorder ended before it had reported; the workload has been ended";

    public const string Pause = "SIGSTOP, then SIGCONT";
    public const string Stop = "SIGSTOP for good";
    public const string Whole = "whole run";
    public const string Good = "profile: exit code 7";
    public const string TimedOut = "profile: SIGTERM (15), by the time limit";
    public const string Damaged = "`RecorderLostException`: a message is damaged";
    public const string Overdue = "`RecorderLostException`: the recorder did not report in time and was stopped; it has been ended with the workload";
    public const string Silent = "`RecorderLostException`: the recorder said nothing for 60 s and was stopped; it has been ended";
    public const string NotStartedInTime = "`RecorderLostException`: the workload could not be started within 60 s, the recorder was stopped; it has been ended";
    public const string AllRight = "each has its own exit code, as have the others";

    public static readonly Fault[] All =
    [
        new("host", Kill, Moments.Starting, HostGone),
        new("host", Kill, Moments.Launching, HostGone),
        new("host", Kill, Moments.Connected, HostGone),
        new("host", Kill, Moments.Spawned, HostGone),
        new("host", Kill, Moments.Sampling, HostGone),
        new("host", Kill, Moments.Ended, HostGone),
        new("host", Kill, Moments.Survivors, HostGone),
        new("host", Kill, Moments.Reporting, HostGone),
        new("recorder", Kill, Moments.Launching, NotStarted),
        new("recorder", Kill, Moments.Connected, EndedBefore),
        new("recorder", Kill, Moments.Spawned, EndedBefore),
        new("recorder", Kill, Moments.Sampling, EndedBeforeReport),
        new("recorder", Kill, Moments.Ended, EndedBeforeReport),
        new("recorder", Kill, Moments.Survivors, EndedBeforeReport),
        new("recorder", Kill, Moments.Reporting, EndedBeforeReport),
        new("host and recorder", Kill, Moments.Launching, HostGone, Moments.FolderUntilNext),
        new("host and recorder", Kill, Moments.Connected, HostGone),
        new("host and recorder", Kill, Moments.Spawned, HostGone),
        new("host and recorder", Kill, Moments.Sampling, HostGone),
        new("host and recorder", Kill, Moments.Ended, HostGone),
        new("host and recorder", Kill, Moments.Survivors, HostGone),
        new("host and recorder", Kill, Moments.Reporting, HostGone),
        new("workload", Kill, Moments.Spawned, "profile: SIGKILL (9)"),
        new("workload", Kill, Moments.Sampling, "profile: SIGKILL (9)"),
        new("host", Pause, "from sampling until the recorder has ended", Good),
        new("host", Pause, "from sampling until past the time limit", TimedOut),
        new("recorder", Pause, "from sampling until the workload has ended", Good),
        new("workload", Pause, Moments.Sampling, Good),
        new("workload", Stop, Moments.Sampling, TimedOut),
        new("recorder", Stop, Moments.Sampling, Overdue),
        new("recorder", Stop, Moments.Launching, Silent) { IsLong = true },
        new("recorder", Stop, Moments.Connected, NotStartedInTime) { IsLong = true },
        new("socket", "cut by another process", Moments.Sampling, EndedBeforeReport),
        new("socket", "filled", Moments.Reporting, Good),
        new("socket", "connected to by another process, which writes into it", Moments.Launching, Good),
        new("socket", "damaged: another process writes into the recorder's end", Moments.Sampling, Damaged),
        new("workload", "stops itself", Whole, TimedOut),
        new("workload", "double-forks a daemon that ignores SIGTERM", Whole, Good),
        new("workload", "changes its user", Whole, Good),
        new("workload", "is a setuid program of root's, host and recorder are nobody's", Whole, Good),
        new("workload", "executes a file that it may not read, host and recorder are nobody's", Whole, Good),
        new("workload", "closes all descriptors", Whole, Good),
        new("workload", "starts threads until it may not start more", Whole, Good),
        new("workload", "hands its output to a process that isn't its own", Whole, Good),
        new("lock", "its holder is killed", "another host waits for it", "the other goes on: " + Good),
        new("host", "a time namespace of its own, a day ahead", Whole, Good),
        new("host", "collects garbage all the time, 8 launches at once, two others use Process.Start", "16 launches", AllRight),
        new("host", "collects garbage all the time, 8 launches at once, two others use Process.Start", "1,000 launches", AllRight) { IsLong = true },
        new("host", "collects garbage all the time, two others use Process.Start", "1,000 launches in a row", AllRight) { IsLong = true },
    ];
}
