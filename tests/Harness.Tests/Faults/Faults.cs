namespace RunScope.Testing.Tests.Faults;

/// <summary>Every fault that is tested, in the order of the documentation.</summary>
internal static class Faults
{
    public const string Kill = "SIGKILL";

    public const string HostGone = "nobody is there to be told";
    public const string NotStarted = "`RecorderLostException`: the recorder did not start";
    public const string EndedBefore = "`RecorderLostException`: the recorder ended before it could start the workload";
    public const string EndedBeforeReport = "`RecorderLostException`: the recorder ended before it had reported; the workload has been ended";

    public static readonly Fault[] All =
    [
        new("host", Kill, Moments.Starting, HostGone),
        new("host", Kill, Moments.Launching, HostGone, Moments.FolderUntilNext),
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
        new("workload", Kill, Moments.Spawned, "profile: SIGKILL"),
        new("workload", Kill, Moments.Sampling, "profile: SIGKILL"),
    ];
}
