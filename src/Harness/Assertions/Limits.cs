using System.Collections.Immutable;
using System.Reflection;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Assertions;

/// <summary>Collects the limits of a test, checks them and holds them against its runs.</summary>
internal static class Limits
{
    /// <summary>The limits of a test method: its own, then those of its class, of the class's bases and of the assembly that nothing nearer replaces.</summary>
    /// <param name="method">The test method.</param>
    /// <param name="testClass">The class that is run; the method's own when null. Another only where a test is inherited.</param>
    /// <param name="threads">The thread set of limits over threads that name none; "Application" when null.</param>
    /// <param name="processes">The processes of limits over threads that name none.</param>
    /// <returns>The limits, the nearest first; with <c>[ExitCode(0)]</c> where none is declared.</returns>
    public static ImmutableArray<ProfileAssertionAttribute> Of(
        MethodInfo method, Type? testClass = null, string? threads = null, string? processes = null)
    {
        var kept = new List<ProfileAssertionAttribute>();
        var replaced = new HashSet<(Type, string, string?, string?, string?)>();
        var type = testClass ?? method.ReflectedType ?? method.DeclaringType;
        foreach (var scope in Scopes(method, type))
            AddScope(Attribute.GetCustomAttributes(scope, inherit: false));
        if (type is not null)
            AddScope(Attribute.GetCustomAttributes(type.Assembly));
        if (!kept.OfType<ExitCodeAttribute>().Any())
            kept.Add(new ExitCodeAttribute { Implied = true });
        return [.. kept];

        void AddScope(Attribute[] declared)
        {
            // Several of one scope stand beside each other; only those of a wider scope are replaced.
            var limits = declared.OfType<ProfileAssertionAttribute>().Select(a => a.Over(threads, processes)).ToArray();
            kept.AddRange(limits.Where(l => !replaced.Contains(KeyOf(l))));
            replaced.UnionWith(limits.Select(KeyOf));
        }
    }

    /// <summary>Everything wrong with the declarations, each with the attribute that it is about; empty when all is well.</summary>
    public static ImmutableArray<string> Problems(IEnumerable<ProfileAssertionAttribute> limits) =>
        [.. limits.SelectMany(l => l.Validate().Concat(PhaseLimits.Problems(l)).Select(p => $"{Shown(l)}: {p}"))];

    /// <summary>Holds every limit against the runs of a test.</summary>
    /// <remarks>
    /// A limit that names a phase covers it. Where every run has a span named <see cref="Phase.Body"/>, the other limits cover that alone; the exit code is
    /// of the whole run.
    /// </remarks>
    /// <param name="test">The test's name.</param>
    /// <param name="runs">One profile per run, at least one.</param>
    /// <param name="limits">The limits.</param>
    public static Verdict Judge(string test, ImmutableArray<ProcessProfile> runs, IReadOnlyList<ProfileAssertionAttribute> limits)
    {
        ArgumentOutOfRangeException.ThrowIfZero(runs.Length, nameof(runs));
        var body = ProfileCut.CutAll(runs, Phase.Body);
        ImmutableArray<ProcessProfile>[] covered = [.. limits.Select(l => l.OnWholeRun ? runs : PhaseLimits.Covered(l, runs, body))];
        var findings = limits.Select((l, i) => PhaseLimits.Evaluate(l, runs, covered[i]) with { Implied = l.Implied }).ToArray();
        return new Verdict(test, [.. findings.Select((f, i) =>
            covered[i].IsEmpty ? f : limits[i] is ThreadStateAttribute s ? Explained(s, f, findings, covered[i]) : Caused(limits[i], f, findings, covered[i]))]);
    }

    /// <summary>Says what the process did with its time where a finding says only that it took too long, and no finding about states tells already.</summary>
    private static Finding Caused(ProfileAssertionAttribute limit, Finding finding, Finding[] all, ImmutableArray<ProcessProfile> runs)
    {
        if (finding.Outcome != FindingOutcome.Missed || all.Any(f => f.Outcome == FindingOutcome.Missed && !f.States.IsDefaultOrEmpty))
            return finding;
        var run = runs.FirstOrDefault(r => r.EndedBy == EndedBy.Timeout) ?? runs[TypicalRun.Of(runs)];
        var line = limit switch
        {
            WallTimeAttribute when finding.Value > finding.AtMost => TimeSpent.Line(run),
            ExitCodeAttribute when run.EndedBy == EndedBy.Timeout => TimeSpent.Line(run),
            CpuTimeAttribute or OnCpuAttribute when finding.Value > finding.AtMost => TimeSpent.BusiestThread(run),
            _ => null,
        };
        return line is null ? finding : finding with { Details = finding.Details.Insert(0, line) };
    }

    /// <summary>Says where the time went instead, when there was too little in a state and no other finding tells already.</summary>
    private static Finding Explained(ThreadStateAttribute limit, Finding finding, Finding[] all, ImmutableArray<ProcessProfile> runs)
    {
        if (finding.Outcome == FindingOutcome.Kept || !(finding.Value < finding.AtLeast))
            return finding;
        TaskState[] explained = [.. all.Where(f => f != finding && f.Outcome == FindingOutcome.Missed).SelectMany(f => f.States)];
        return limit.Instead(runs, explained) is { } instead ? finding with { Details = finding.Details.Add(instead) } : finding;
    }

    /// <summary>Where limits may stand, the nearest first: the method and what it overrides, the class and its bases.</summary>
    internal static IEnumerable<MemberInfo> Scopes(MethodInfo method, Type? testClass)
    {
        yield return method;
        var root = method.GetBaseDefinition();
        for (var type = method.DeclaringType?.BaseType; type is not null && root != method; type = type.BaseType)
        {
            const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            if (type.GetMethods(Declared).FirstOrDefault(m => m.GetBaseDefinition() == root) is { } overridden)
                yield return overridden;
        }

        for (var type = testClass; type is not null; type = type.BaseType)
            yield return type;
    }

    private static (Type, string, string?, string?, string?) KeyOf(ProfileAssertionAttribute limit) =>
        (limit.GetType(), limit.Key, limit.Threads ?? (limit.OfTree ? null : ThreadSet.Application), limit.Processes, limit.Phase);

    /// <summary>Our own limits print as they are written; one that a user derived is known by its name.</summary>
    private static string Shown(ProfileAssertionAttribute limit)
    {
        var text = limit.ToString() ?? "";
        if (text.StartsWith('['))
            return text;
        var name = limit.GetType().Name;
        return $"[{(name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name)}]";
    }
}
