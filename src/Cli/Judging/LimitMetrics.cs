using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RunScope.Testing.Analysis;
using RunScope.Testing.Configuration;

namespace RunScope.Testing.Cli.Judging;

/// <summary>What <c>--limit</c> can limit: the attributes of tests, by their names and by those of their metrics.</summary>
internal static class LimitMetrics
{
    private static readonly ImmutableArray<(string Name, Func<LimitBound, ProfileAssertionAttribute> Make)> Named =
    [
        ("OnCpu", b => new OnCpuAttribute { AtLeast = b.AtLeastNumber, AtMost = b.AtMostNumber }),
        ("WallTime", b => new WallTimeAttribute { AtLeast = b.AtLeast, AtMost = b.AtMost }),
        ("CpuTime", b => new CpuTimeAttribute { AtLeast = b.AtLeast, AtMost = b.AtMost }),
        ("BlockedTime", b => new BlockedTimeAttribute { AtLeast = b.AtLeast, AtMost = b.AtMost }),
        ("RunQueueDelay", b => new RunQueueDelayAttribute { AtLeast = b.AtLeast, AtMost = b.AtMost }),
        ("ContextSwitches", b => new ContextSwitchesAttribute { AtLeast = b.AtLeastNumber, AtMost = b.AtMostNumber }),
        ("VoluntarySwitches", b => new ContextSwitchesAttribute { Voluntary = true, AtLeast = b.AtLeastNumber, AtMost = b.AtMostNumber }),
        ("InvoluntarySwitches", b => new ContextSwitchesAttribute { Involuntary = true, AtLeast = b.AtLeastNumber, AtMost = b.AtMostNumber }),
        ("ThreadCount", b => new ThreadCountAttribute { AtLeast = b.AtLeastNumber, AtMost = b.AtMostNumber }),
        ("TotalThreads", b => new ThreadCountAttribute { Total = true, AtLeast = b.AtLeastNumber, AtMost = b.AtMostNumber }),
        ("PeakMemory", b => new PeakMemoryAttribute { AtLeast = b.AtLeast, AtMost = b.AtMost }),
        ("DiskIo", b => new DiskIoAttribute { AtLeast = b.AtLeast, AtMost = b.AtMost }),
        ("BytesRead", b => new DiskIoAttribute { Read = true, AtLeast = b.AtLeast, AtMost = b.AtMost }),
        ("BytesWritten", b => new DiskIoAttribute { Written = true, AtLeast = b.AtLeast, AtMost = b.AtMost }),
    ];

    private static readonly ImmutableArray<string> States =
        [nameof(TaskState.Running), nameof(TaskState.Runnable), nameof(TaskState.Sleeping), nameof(TaskState.DiskSleep), nameof(TaskState.Stopped), nameof(TaskState.TracingStop)];

    /// <summary>Every name, for help and completion: the states first.</summary>
    public static ImmutableArray<string> Names { get; } = [.. States, .. Named.Select(n => n.Name)];

    /// <summary>Makes the attribute that a text stands for.</summary>
    /// <param name="text">The text, such as <c>DiskSleep&lt;=5%</c>.</param>
    /// <param name="limit">The limit, checked as a test's is.</param>
    /// <param name="problem">What is wrong with the text, in words that follow it.</param>
    public static bool TryMake(string text, [NotNullWhen(true)] out ProfileAssertionAttribute? limit, [NotNullWhen(false)] out string? problem)
    {
        limit = null;
        if (!LimitText.TryRead(text, out var parts, out problem)) return false;
        ImmutableArray<string> names = [.. parts.Metric.Split('+', StringSplitOptions.TrimEntries)];
        problem = names.Select(n => Unknown(n, names)).FirstOrDefault(p => p is not null);
        if (problem is not null) return false;

        var bound = new LimitBound(parts.Value, parts.IsAtMost);
        var made = names.All(n => StateOf(n) is not null) ? OfStates([.. names.Select(n => StateOf(n)!.Value)], bound) : Named.First(n => Same(n.Name, names[0])).Make(bound);
        var isNumber = made is OnCpuAttribute or ContextSwitchesAttribute or ThreadCountAttribute;
        problem = isNumber ? bound.NumberProblem : made is ThreadStateAttribute { AtMostTime: null, AtLeastTime: null } ? bound.ShareProblem : null;
        if (problem is null && parts.Threads is not null && !made.TakesThreads) problem = $"is of the whole process: leave [{VisibleText.Of(parts.Threads, 40)}] out";
        made.Threads = parts.Threads;
        problem ??= made.Validate().FirstOrDefault();
        if (problem is null) limit = made;
        return problem is null;
    }

    private static ThreadStateAttribute OfStates(TaskState[] states, LimitBound bound) => bound.IsTime
        ? new ThreadStateAttribute(states) { AtLeastTime = bound.AtLeast, AtMostTime = bound.AtMost }
        : new ThreadStateAttribute(states) { AtLeast = bound.AtLeastShare, AtMost = bound.AtMostShare };

    private static string? Unknown(string name, ImmutableArray<string> all)
    {
        if (name.Length == 0) return "has nothing beside a +: write a sum of states as \"Running+Runnable>=90%\"";
        if (StateOf(name) is not null) return null;
        if (Named.Any(n => Same(n.Name, name))) return all.Length == 1 ? null : $"adds {name} to something else: only states can be added, as in \"Running+Runnable>=90%\"";
        if (Same(name, "ExitCode")) return "limits the exit code, which run ends with itself, and which nobody but its parent knows of an attached process";
        var near = ConfigurationKeys.Nearest(name, Names);
        return $"names {VisibleText.Quote(name, 40)}, which is no metric: {(near is null ? $"there are {string.Join(", ", Names)}" : $"did you mean {near}?")}";
    }

    // By name alone: the parser of enums would take numbers too. States that no process spends time in are told by the attribute.
    private static TaskState? StateOf(string name) => Enum.GetValues<TaskState>().Select(s => (TaskState?)s).FirstOrDefault(s => Same(s.ToString()!, name));

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
