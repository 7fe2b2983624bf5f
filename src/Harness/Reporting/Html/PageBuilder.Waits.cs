using System.Globalization;

namespace RunScope.Testing.Reporting.Html;

/// <summary>One way to wait, over all threads that did.</summary>
/// <param name="Key">The state's name in style sheets.</param>
/// <param name="State">The state.</param>
/// <param name="Call">The system call.</param>
/// <param name="Channel">The kernel function that it slept in; empty when not known.</param>
/// <param name="On">What it was on where that is one thing and nothing is folded; empty otherwise.</param>
/// <param name="Threads">Who waited.</param>
/// <param name="Time">The time together.</param>
/// <param name="ShareOfState">Its share of the time in the state.</param>
/// <param name="Share">Its share of all thread time.</param>
/// <param name="Samples">How often it was seen.</param>
/// <param name="Parts">The single waits; empty where there is only one and the row says it all.</param>
/// <param name="Rest">Parts that aren't listed, in words.</param>
internal sealed record WaitView(
    string Key, string State, string Call, string Channel, string On, string Threads, string Time, string ShareOfState, string Share, string Samples,
    WaitPartView[] Parts, string Rest);

/// <summary>One thread's wait on one thing.</summary>
internal sealed record WaitPartView(string Thread, string Target, string Time, string[] Frames);

/// <summary>What the threads waited for, by system call and wait channel.</summary>
internal static partial class PageBuilder
{
    private const int MaxParts = 20;

    private static IEnumerable<WaitView> WaitGroups(ProcessProfile profile)
    {
        if (profile.Waits.IsDefaultOrEmpty) return [];

        var threads = profile.Threads.ToDictionary(t => t.Id);
        return profile.Waits
            .GroupBy(w => (State: ReportState.Of(w.State), w.Call, w.WaitChannel))
            .OrderByDescending(g => g.Sum(w => w.Time.Ticks))
            .Select(g => WaitGroup(profile, g.Key.State, [.. g.OrderByDescending(w => w.Time)], threads));
    }

    private static WaitView WaitGroup(ProcessProfile profile, ReportState state, Wait[] waits, Dictionary<int, ThreadProfile> threads)
    {
        var time = TimeSpan.FromTicks(waits.Sum(w => w.Time.Ticks));
        var known = waits.Select(w => w.ThreadId).Distinct().ToArray();
        var single = waits is [{ Frames.IsDefaultOrEmpty: true }];
        return new WaitView(
            state.Key,
            state.Label,
            waits[0].Call == "unknown" ? "a call that isn't known" : PageText.OneLine(waits[0].Call),
            PageText.OneLine(waits[0].WaitChannel ?? ""),
            single ? PageText.OneLine(waits[0].Target ?? "") : "",
            known is [{ } one] ? Thread(one) : known.Contains(null) ? "several threads" : Quantities.Count(known.Length, "thread"),
            Quantities.Duration(time),
            Quantities.Share(time, profile.States[state.State]),
            Quantities.Share(time, profile.States.Total),
            Quantities.Count(waits.Sum(w => w.Count)),
            single ? [] : [.. waits.Take(MaxParts).Select(Part)],
            waits.Length > MaxParts ? Quantities.Count(waits.Length - MaxParts, "shorter wait") : "");

        WaitPartView Part(Wait wait) => new(
            wait.ThreadId is { } id ? Thread(id) : "several threads",
            PageText.OneLine(wait.Target ?? ""),
            Quantities.Duration(wait.Time),
            wait.Frames.IsDefault ? [] : [.. wait.Frames.Select(PageText.OneLine)]);

        string Thread(int id) => threads.TryGetValue(id, out var thread)
            ? string.Create(CultureInfo.InvariantCulture, $"{PageText.OneLine(thread.Name)} {thread.ThreadId}")
            : Quantities.Unknown;
    }
}
