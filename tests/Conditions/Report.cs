using System.Text.RegularExpressions;

namespace RunScope.Testing.Conditions;

/// <summary>What a check finds out.</summary>
internal sealed class Report
{
    private readonly List<string> _wrong = [];
    private readonly List<string> _notes = [];

    /// <summary>The profile that it is about.</summary>
    public ProcessProfile? Profile { get; set; }

    /// <summary>Whether the calls that threads wait in can be read.</summary>
    public bool? Calls { get; set; }

    /// <summary>Whether something is missing.</summary>
    public bool IsReduced { get; set; }

    /// <summary>What it waits for now.</summary>
    public string WaitsFor { get; set; } = "nothing in particular";

    public IReadOnlyList<string> AllWrong
    {
        get
        {
            lock (_wrong) return [.. _wrong];
        }
    }

    public IReadOnlyList<string> Notes => _notes;

    public Outcome Outcome => IsReduced || Calls == false ? Outcome.Reduced : Outcome.Full;

    public void Note(string text) => _notes.Add(text);

    public void Wrong(string what)
    {
        lock (_wrong) _wrong.Add(what);
    }

    /// <summary>Says what is wrong, and goes on: all of it is to be listed.</summary>
    public void Holds(bool condition, string otherwise)
    {
        if (!condition) Wrong(otherwise);
    }

    /// <summary>Runs assertions, and goes on.</summary>
    public void Holds(Action assertions)
    {
        try
        {
            assertions();
        }
        catch (ShouldAssertException e)
        {
            Wrong(e.Message);
        }
    }
}

/// <summary>Sentences that say what to do.</summary>
internal static partial class Remedies
{
    public static bool IsIn(string text) => ToDo().IsMatch(text);

    /// <summary>Those of a list of texts, each once.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> texts) => [.. texts.SelectMany(t => Ends().Split(t)).Where(IsIn).Distinct()];

    [GeneratedRegex(@"(?<=\.)\s+(?=[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Ends();

    [GeneratedRegex(@"\b(run this|run it|run as|run on|run the|as root|sudo|sysctl|launch the|start the|boot with|until the next boot|set [A-Z_]+|install|raise|(?<!Cannot )attach to|watch it from|look the process up|lists what there is|remove it|free|make room)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ToDo();
}

/// <summary>The fidelity of each state, by name.</summary>
internal static class Fidelities
{
    public static SortedDictionary<string, Fidelity> Of(Evidence evidence) => new(StringComparer.Ordinal)
    {
        ["running"] = evidence.Running.Kind,
        ["runnable"] = evidence.Runnable.Kind,
        ["sleeping"] = evidence.Sleeping.Kind,
        ["diskSleep"] = evidence.DiskSleep.Kind,
        ["stopped"] = evidence.Stopped.Kind,
        ["other"] = evidence.Other.Kind,
    };
}
