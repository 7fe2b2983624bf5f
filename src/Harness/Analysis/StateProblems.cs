using System.Globalization;

namespace RunScope.Testing.Analysis;

/// <summary>What can be wrong with the states that a limit names, in words.</summary>
internal static class StateProblems
{
    /// <summary>Everything wrong with the states; nothing when they can be limited together.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<TaskState> states)
    {
        if (states.Count == 0)
            yield return "names no state: write one or more, such as TaskState.DiskSleep";
        foreach (var state in states.Distinct())
        {
            if (Why(state) is { } why)
                yield return why;
        }

        if (states.Where(IsDefined).GroupBy(s => s).FirstOrDefault(g => g.Count() > 1) is { } twice)
            yield return $"{twice.Key} is named twice";
    }

    private static string? Why(TaskState state) => state switch
    {
        TaskState.Unknown => "Unknown is no state that a thread spends time in: limit the states that it may be, or see the profile's warnings",
        TaskState.Zombie or TaskState.Dead => $"{state} is no state that a living thread spends time in: limit WallTime, or another state",
        TaskState.Idle or TaskState.Parked => $"{state} is a state of kernel threads only: a process's thread that waits is Sleeping",
        _ when !IsDefined(state) => $"{((int)state).ToString(CultureInfo.InvariantCulture)} is no TaskState",
        _ => null,
    };

    private static bool IsDefined(TaskState state) => Enum.IsDefined(typeof(TaskState), state);
}
